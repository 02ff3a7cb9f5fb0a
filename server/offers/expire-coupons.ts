import { LessThanOrEqual } from 'typeorm';
import { Coupon, Offer } from '../../entities/offer.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';

/** The offers whose time is over and that are still open, or have coupons in hand. */
export async function offersOver({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  const inHand = db
    .createQueryBuilder()
    .subQuery()
    .select('1')
    .from(Coupon, 'k')
    .where(`k.offerId = o.id AND k.status = 'claimed'`)
    .getQuery();
  const over = await db
    .createQueryBuilder(Offer, 'o')
    .where('o.validUntil <= :now', { now })
    .andWhere(`(o.status <> 'closed' OR EXISTS ${inHand})`)
    .orderBy('o.validUntil')
    .limit(limit)
    .getMany();
  return over.map(({ id }) => id);
}

/** Closes an offer whose time is over and lets its unused coupons lapse. */
export async function expireCoupons(ctx: Ctx, offerId: string): Promise<void> {
  const over = { id: offerId, validUntil: LessThanOrEqual(ctx.now) };
  const { affected } = await ctx.db.update(Offer, over, { status: 'closed' });
  if (affected) await ctx.db.update(Coupon, { offerId, status: 'claimed' }, { status: 'expired' });
}
