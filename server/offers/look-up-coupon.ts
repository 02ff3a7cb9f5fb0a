import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { presentCoupon } from './present.ts';
import { findCoupon, type FoundCoupon, type Redeemed, type WrongCode } from './redeem-coupon.ts';
import type { CounterView } from './schemas.ts';

/** Says what a code is good for and whose it is before it is used; a wrong code counts as a guess. */
export async function lookUpCoupon(ctx: Ctx, said: string): Promise<CounterView> {
  return viewRedeemed(ctx, await findCoupon(ctx, said));
}

/** A coupon that was looked up or used, as the counter shows it. */
export async function viewRedeemed(
  { db, now }: Ctx,
  found: Omit<FoundCoupon, 'memberId'> | Redeemed | WrongCode,
): Promise<CounterView> {
  if (found.kind === 'wrong') return { coupon: null, wrong: found.sentence };
  const { coupon, offer, customerName, customer } = found;
  const redeemer = coupon.redeemedById && (await db.findOneBy(Member, { id: coupon.redeemedById }));
  return {
    coupon: {
      ...presentCoupon(coupon, offer, now),
      ...{ customerName, customerId: customer?.id ?? null },
      redeemedBy: redeemer ? redeemer.name : null,
      now,
    },
    wrong: null,
  };
}
