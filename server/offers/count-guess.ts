import { CouponGuess } from '../../entities/offer.ts';
import type { Ctx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';

/** How many codes that there are not one member may try in how long. */
export const GUESSES = { most: 5, minutes: 15 } as const;

/**
 * Counts a try before it is known whether it is right; `limited` for who has been wrong too often.
 * Tries at once wait for each other here, so that they cannot all slip through.
 */
export async function countGuess(ctx: Ctx, memberId: string): Promise<void> {
  await ctx.db
    .createQueryBuilder()
    .insert()
    .into(CouponGuess)
    .values({ memberId, wrong: 0, since: ctx.now })
    .orIgnore()
    .execute();
  await ctx.db
    .createQueryBuilder()
    .update(CouponGuess)
    .set({
      // MySQL sets from left to right: `wrong` still sees the old `since`.
      wrong: () => 'CASE WHEN since <= :over THEN 1 ELSE wrong + 1 END',
      since: () => 'CASE WHEN since <= :over THEN :now ELSE since END',
    })
    .where('memberId = :memberId', { memberId })
    .setParameters({ over: addSeconds(ctx.now, -GUESSES.minutes * 60), now: ctx.now })
    .execute();
  const { wrong } = await ctx.db.findOneByOrFail(CouponGuess, { memberId });
  if (wrong <= GUESSES.most) return;
  throw new DomainError('limited', 'coupon.guesses', `券码错得太多，请 ${GUESSES.minutes} 分钟后再试。`);
}

/** The try was right, and so no guess. */
export async function forgiveGuess(ctx: Ctx, memberId: string): Promise<void> {
  await ctx.db.decrement(CouponGuess, { memberId }, 'wrong', 1);
}
