import { Ticket } from '../../entities/ticket.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadTicket } from './policy.ts';

/** Closes a ticket with how it was settled; `conflict` where that has been done already. */
export async function closeTicket(ctx: Ctx, input: { ticketId: string; solution: string }): Promise<Ticket> {
  const ticket = await loadTicket(ctx, { id: input.ticketId });
  const solution = input.solution.trim();
  if (!solution) throw new DomainError('invalid', 'ticket.no-solution', '怎么解决的还没写。');
  if (solution.length > LONGEST_SOLUTION)
    throw new DomainError('invalid', 'ticket.too-long', '内容太长了，最多 1 万字。');

  const change = { status: 'closed', closedAt: ctx.now, solution } as const;
  const { affected } = await ctx.db.update(Ticket, { id: ticket.id, status: 'open' }, change);
  if (affected !== 1) throw new DomainError('conflict', 'ticket.closed', `工单 ${ticket.number} 已经结案了。`);
  return { ...ticket, ...change };
}

const LONGEST_SOLUTION = 10_000;
