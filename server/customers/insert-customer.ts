import { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { indexCustomer, soundColumns } from './index-customer.ts';

/** Writes a new customer, findable at once; what is not told of him begins empty. */
export async function insertCustomer(
  ctx: Ctx,
  facts: Pick<Customer, 'name' | 'ownerId'> & Partial<Customer>,
): Promise<Customer> {
  const customer: Customer = {
    id: ctx.newId(),
    externalUserId: null,
    company: null,
    phone: null,
    stage: 'lead',
    source: null,
    ...soundColumns(facts.name),
    followupCount: 0,
    lastFollowedUpAt: null,
    createdAt: ctx.now,
    ...facts,
  };
  await ctx.db.insert(Customer, customer);
  await indexCustomer(ctx, customer);
  return customer;
}
