import { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { loadCustomer } from './find-customers.ts';

/** Moves a customer to a stage before the deal, or to the deal; `not_found` also for one that the actor may not see. */
export async function setStage(ctx: Ctx, customerId: string, stage: Customer['stage']): Promise<Customer> {
  const customer = await loadCustomer(ctx, customerId);
  await ctx.db.update(Customer, { id: customer.id }, { stage });
  return { ...customer, stage };
}
