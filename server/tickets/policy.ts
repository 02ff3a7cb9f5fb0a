import type { SelectQueryBuilder } from 'typeorm';
import { Ticket } from '../../entities/ticket.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Every query over tickets starts here: who may see a customer sees and settles his tickets; rows named `t`. */
export function visibleTickets(ctx: ReadCtx): SelectQueryBuilder<Ticket> {
  const query = ctx.db.createQueryBuilder(Ticket, 't');
  if (ctx.actor.kind === 'system' || ctx.actor.scope.kind === 'all') return query;
  const customers = visibleCustomers(ctx).select('c.id').andWhere('c.id = t.customerId');
  return query.where(`EXISTS (${customers.getQuery()})`).setParameters(customers.getParameters());
}

/** The ticket of an id or a number; `not_found` also for one whose customer the actor may not see. */
export async function loadTicket(ctx: ReadCtx, by: { id: string } | { number: string }): Promise<Ticket> {
  const query = visibleTickets(ctx);
  const ticket = await (
    'id' in by ? query.andWhere('t.id = :id', by) : query.andWhere('t.number = :number', by)
  ).getOne();
  if (!ticket) throw new DomainError('not_found', 'ticket.absent', '没有找到这张工单。');
  return ticket;
}
