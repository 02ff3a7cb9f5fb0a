import { Coupon, Offer } from '../../entities/offer.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { campaignsReaching, claimHold, isInTime, isSoldOut } from './claimable.ts';
import { loadOffer, offerAbsent } from './list-offers.ts';
import { ownCustomer } from './own-customer.ts';

/** What a customer says on his own page; `code` is a fresh one of `newCode`. */
export interface ClaimInput {
  externalUserId: string;
  offerId: string;
  code: string;
}

/**
 * Gives a customer a coupon of an offer that a campaign has made to him; `not_found` for an offer that was not.
 * However many claim at once, no more are given than there are, and to nobody more than he may have.
 */
export async function claimCoupon(ctx: Ctx, { externalUserId, offerId, code }: ClaimInput): Promise<Coupon> {
  const customer = await ownCustomer(ctx, externalUserId);
  const campaignId = (await campaignsReaching(ctx, customer.id)).get(offerId);
  if (campaignId === undefined) throw offerAbsent();
  const held = await claimHold(ctx, customer.id);
  if (held) throw new DomainError('conflict', `coupon.${held.reason}`, held.sentence);

  const { perCustomer } = await takeOne(ctx, offerId);
  // Whoever else claims now waits for the offer's row, so that this count cannot grow before the insert.
  if ((await ctx.db.countBy(Coupon, { customerId: customer.id, offerId })) >= perCustomer) {
    throw new DomainError('conflict', 'coupon.claimed', `每人限领 ${perCustomer} 份，您已经领过了。`);
  }
  const coupon: Coupon = {
    ...{ id: ctx.newId(), code, offerId, campaignId, customerId: customer.id },
    ...{ status: 'claimed', claimedAt: ctx.now, redeemedAt: null, redeemedById: null },
  };
  await ctx.db.insert(Coupon, coupon);
  return coupon;
}

/** Counts one more as given; `conflict` where there is none to give. */
async function takeOne(ctx: Ctx, offerId: string): Promise<Offer> {
  const { affected } = await ctx.db
    .createQueryBuilder()
    .update(Offer)
    .set({ issued: () => 'issued + 1' })
    .where('id = :offerId', { offerId })
    .andWhere(`status = 'open' AND validFrom <= :now AND validUntil > :now`, { now: ctx.now })
    .andWhere('(stock IS NULL OR issued < stock)')
    .execute();
  const offer = await loadOffer(ctx, offerId);
  if (affected === 1) return offer;
  if (isInTime(offer, ctx.now) && offer.status === 'open' && isSoldOut(offer)) {
    throw new DomainError('conflict', 'offer.sold-out', '已经领完了。');
  }
  if (ctx.now < offer.validFrom) throw new DomainError('conflict', 'offer.early', '还没有开始，到时候再来领。');
  throw new DomainError('conflict', 'offer.over', '这份优惠已经结束了。');
}
