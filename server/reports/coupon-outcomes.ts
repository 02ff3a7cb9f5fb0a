import { Customer } from '../../entities/customer.ts';
import { Coupon, Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Question } from './define-report.ts';
import type { CouponOutcome } from './schemas.ts';
import { hull } from './tally-cases.ts';

/** Offers beyond these are counted but not named. */
const NAMED = 5;

/** What became of the coupons that customers of the members in a question claimed in its windows. */
export async function couponOutcomes({ db }: ReadCtx, { windows, memberIds }: Question): Promise<CouponOutcome> {
  const { from, to } = hull(windows);
  const query = db
    .createQueryBuilder(Coupon, 'p')
    .innerJoin(Customer, 'c', 'c.id = p.customerId')
    .innerJoin(Offer, 'f', 'f.id = p.offerId')
    .select('f.id', 'id')
    .addSelect('f.title', 'title')
    .addSelect('f.priceOffer', 'priceOffer')
    .addSelect('COUNT(*)', 'claimed')
    .addSelect(`SUM(CASE WHEN p.status = 'redeemed' THEN 1 ELSE 0 END)`, 'redeemed')
    .where('p.claimedAt >= :from AND p.claimedAt < :to', { from, to })
    .groupBy('f.id')
    .addGroupBy('f.title')
    .addGroupBy('f.priceOffer')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('f.id');
  if (memberIds) query.andWhere('c.ownerId IN (:...memberIds)', { memberIds });
  const rows = await query.getRawMany<{
    id: string;
    title: string;
    priceOffer: number | boolean;
    claimed: string | number;
    redeemed: string | number;
  }>();
  const offers = rows.map(({ id, title, priceOffer, claimed, redeemed }) => ({
    ...{ id, title, priceOffer: Boolean(Number(priceOffer)) },
    ...{ claimed: Number(claimed), redeemed: Number(redeemed) },
  }));
  return {
    claimed: offers.reduce((sum, each) => sum + each.claimed, 0),
    redeemed: offers.reduce((sum, each) => sum + each.redeemed, 0),
    offers: offers.slice(0, NAMED),
  };
}
