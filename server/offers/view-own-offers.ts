import { In } from 'typeorm';
import { Member } from '../../entities/member.ts';
import { Coupon, Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { claimableOffers, claimHold } from './claimable.ts';
import { ownCustomer } from './own-customer.ts';
import { presentClaimable, presentCoupon } from './present.ts';
import type { OwnOffersView } from './schemas.ts';

const COUPONS_SHOWN = 100;

/** What a customer finds on his own page. */
export async function viewOwnOffers(ctx: ReadCtx, externalUserId: string): Promise<OwnOffersView> {
  const customer = await ownCustomer(ctx, externalUserId);
  const owner = await ctx.db.findOneByOrFail(Member, { id: customer.ownerId });
  const coupons = await ctx.db.find(Coupon, {
    where: { customerId: customer.id },
    order: { claimedAt: 'DESC', id: 'DESC' },
    take: COUPONS_SHOWN,
  });
  const offers = await ctx.db.findBy(Offer, { id: In([...new Set(coupons.map(({ offerId }) => offerId))]) });
  const offerOf = new Map(offers.map((offer) => [offer.id, offer]));
  return {
    name: customer.name,
    owner: { name: owner.name },
    coupons: coupons.flatMap((coupon) => {
      const offer = offerOf.get(coupon.offerId);
      return offer ? [presentCoupon(coupon, offer, ctx.now)] : [];
    }),
    claimable: (await claimableOffers(ctx, customer.id)).map(presentClaimable),
    hold: (await claimHold(ctx, customer.id))?.sentence ?? null,
  };
}
