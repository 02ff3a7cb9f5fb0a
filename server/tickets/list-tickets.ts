import { In } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { Ticket } from '../../entities/ticket.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { visibleTickets } from './policy.ts';

/** A customer's tickets, the latest first; for callers who have found that the actor may see him. */
export function ticketsAbout({ db }: ReadCtx, { id }: Pick<Customer, 'id'>, limit: number): Promise<Ticket[]> {
  return db.find(Ticket, { where: { customerId: id }, order: { openedAt: 'DESC', id: 'DESC' }, take: limit });
}

/** A customer's open tickets, the oldest first; for callers who have found that the actor may see him. */
export function openTicketsAbout({ db }: ReadCtx, { id }: Pick<Customer, 'id'>): Promise<Ticket[]> {
  return db.find(Ticket, { where: { customerId: id, status: 'open' }, order: { openedAt: 'ASC', id: 'ASC' } });
}

/** An open ticket with the name of the customer whose it is. */
export interface OpenTicketRow {
  ticket: Ticket;
  customerName: string;
}

/** The open tickets of all customers whom the actor may see, the oldest first, and how many there are in all. */
export async function listOpenTickets(ctx: ReadCtx, limit: number): Promise<{ rows: OpenTicketRow[]; total: number }> {
  const query = visibleTickets(ctx).andWhere(`t.status = 'open'`);
  const [tickets, total] = await query.orderBy('t.openedAt').addOrderBy('t.id').limit(limit).getManyAndCount();
  const customers = await ctx.db.findBy(Customer, { id: In([...new Set(tickets.map((each) => each.customerId))]) });
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  return { total, rows: tickets.map((ticket) => ({ ticket, customerName: names.get(ticket.customerId) ?? '' })) };
}
