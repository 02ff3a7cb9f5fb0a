import type { Ticket } from '../../entities/ticket.ts';

/** The kinds of a ticket with their Chinese names. */
export const TICKET_KINDS: Record<Ticket['kind'], string> = {
  question: '咨询',
  fault: '故障',
  return: '退换',
  complaint: '投诉',
};

/** A ticket as time lines and cards show it. */
export interface TicketView {
  number: string;
  kind: string;
  subject: string;
  openedAt: Date;
  closedAt: Date | null;
  solution: string | null;
}

/** A ticket as time lines and cards show it. */
export const presentTicket = ({ number, kind, subject, openedAt, closedAt, solution }: Ticket): TicketView => ({
  number,
  kind: TICKET_KINDS[kind],
  subject,
  openedAt,
  closedAt,
  solution,
});
