import { In } from 'typeorm';
import { Coupon, Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { presentOffer } from './present.ts';
import type { OfferView } from './schemas.ts';

/** Absent, and not meant for whoever asks, read the same. */
export const offerAbsent = (): DomainError => new DomainError('not_found', 'offer.absent', '没有找到这份优惠。');

/** The offer of an id; every member may see what the company gives. */
export async function loadOffer({ db }: Pick<ReadCtx, 'db'>, id: string): Promise<Offer> {
  const offer = await db.findOneBy(Offer, { id });
  if (!offer) throw offerAbsent();
  return offer;
}

/** The company's offers, the latest first, with how many coupons were used. */
export async function listOffers({ db }: ReadCtx, limit = 200): Promise<OfferView[]> {
  const offers = await db.find(Offer, { order: { createdAt: 'DESC', id: 'DESC' }, take: limit });
  const redeemed = new Map<string, number>();
  const coupons = await db.find(Coupon, {
    select: { id: true, offerId: true },
    where: { offerId: In(offers.map(({ id }) => id)), status: 'redeemed' },
  });
  for (const { offerId } of coupons) redeemed.set(offerId, (redeemed.get(offerId) ?? 0) + 1);
  return offers.map((offer) => presentOffer(offer, redeemed.get(offer.id) ?? 0));
}

/** One of the company's offers as members see it. */
export async function viewOffer({ db }: ReadCtx, id: string): Promise<OfferView> {
  const offer = await loadOffer({ db }, id);
  return presentOffer(offer, await db.countBy(Coupon, { offerId: id, status: 'redeemed' }));
}
