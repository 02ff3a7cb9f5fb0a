import { defineEvent } from '../kernel/events.ts';
import type { Ticket } from '../../entities/ticket.ts';

/** A customer brought something up. */
export const ticketOpened = defineEvent<{ ticketId: string; customerId: string; kind: Ticket['kind'] }>(
  'ticket.opened',
);
