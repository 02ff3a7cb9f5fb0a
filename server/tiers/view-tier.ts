import type { Customer } from '../../entities/customer.ts';
import { CustomerTier, TierChange } from '../../entities/tier.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** A customer's tier with score and reasons, null until the first night, and how it came about, the latest change first. */
export async function viewTier(
  ctx: ReadCtx,
  customerId: string,
): Promise<{ customer: Customer; current: CustomerTier | null; changes: TierChange[] }> {
  const customer = await loadCustomer(ctx, customerId);
  return {
    customer,
    current: await ctx.db.findOneBy(CustomerTier, { customerId: customer.id }),
    changes: await ctx.db.find(TierChange, {
      where: { customerId: customer.id },
      order: { at: 'DESC', id: 'DESC' },
      take: 20,
    }),
  };
}
