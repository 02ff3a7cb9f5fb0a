import type { Coupon, Offer } from '../../entities/offer.ts';
import type { CouponView, OfferView, OwnOffersView } from './schemas.ts';

/** The kinds of an offer with their Chinese names. */
export const OFFER_KINDS: Record<Offer['kind'], string> = {
  gift: '赠品',
  discount: '折扣',
  service: '服务',
  early: '优先',
};

const presentKind = (kind: Offer['kind']): OfferView['kind'] => ({ code: kind, name: OFFER_KINDS[kind] });

/** An offer as members see it. */
export function presentOffer(offer: Offer, redeemed: number): OfferView {
  const { id, title, kind, terms, stock, issued, perCustomer, validFrom, validUntil, priceOffer, status } = offer;
  return {
    ...{ id, title, kind: presentKind(kind), terms, stock, issued, redeemed },
    ...{ perCustomer, validFrom, validUntil, priceOffer, status },
  };
}

/** A coupon as its owner sees it; out of date from the very instant, whenever that is written down. */
export function presentCoupon(
  { id, code, status, claimedAt, redeemedAt }: Coupon,
  offer: Offer,
  now: Date,
): CouponView {
  const { title, kind, terms, priceOffer, validUntil } = offer;
  return {
    ...{ id, code, title, kind: presentKind(kind), terms, priceOffer, validUntil, claimedAt, redeemedAt },
    status: status === 'claimed' && now >= validUntil ? 'expired' : status,
  };
}

/** An offer that a customer may claim, as he sees it. */
export const presentClaimable = ({
  id,
  title,
  kind,
  terms,
  priceOffer,
  validUntil,
  stock,
  issued,
}: Offer): OwnOffersView['claimable'][number] => ({
  ...{ id, title, kind: presentKind(kind), terms, priceOffer, validUntil },
  left: stock === null ? null : stock - issued,
});

/** A name of which a stranger learns no more than the family name: 张*, 欧**. */
export function maskName(name: string): string {
  const [first = '', ...others] = name.trim();
  return `${first}${'*'.repeat(Math.min(Math.max(others.length, 1), 2))}`;
}
