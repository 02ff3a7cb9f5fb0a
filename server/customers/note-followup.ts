import { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';

/** Keeps with the customer that he was contacted; the first contact makes a lead a contacted customer. */
export async function noteFollowup(ctx: Ctx, customerId: string, at: Date): Promise<void> {
  await ctx.db
    .createQueryBuilder()
    .update(Customer)
    .set({
      followupCount: () => 'followupCount + 1',
      lastFollowedUpAt: () =>
        'CASE WHEN lastFollowedUpAt IS NULL OR lastFollowedUpAt < :at THEN :at ELSE lastFollowedUpAt END',
      stage: () => `CASE WHEN stage = 'lead' THEN 'contacted' ELSE stage END`,
    })
    .where('id = :customerId', { customerId })
    .setParameter('at', at)
    .execute();
}
