import type { Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { withdrawTask } from '../tasks/plan-task.ts';
import { dealClosed, openDealOf, requireDealer } from './policy.ts';

/** Closes the open deal with a customer as lost, with the reason in the rep's words; `conflict` where somebody else has closed it. */
export async function loseDeal(
  ctx: Ctx,
  { customerId, because }: { customerId: string; because: string | null },
): Promise<{ customer: Customer; deal: Deal }> {
  requireDealer(ctx.actor);
  const customer = await loadCustomer(ctx, customerId);
  const open = await openDealOf(ctx, customer);
  if (!open) throw new DomainError('not_found', 'deal.none', `${customer.name}没有开着的商机。`);
  const lost = {
    stage: 'lost',
    closedAt: ctx.now,
    careTaskId: null,
    lostBecause: because?.slice(0, 255) || null,
  } as const;
  const { affected } = await ctx.db.update(Deal, { id: open.id, stage: 'open' }, lost);
  if (affected !== 1) throw dealClosed(ctx, customer, await ctx.db.findOneByOrFail(Deal, { id: open.id }));
  if (open.careTaskId) await withdrawTask(ctx, open.careTaskId);
  return { customer, deal: { ...open, ...lost } };
}
