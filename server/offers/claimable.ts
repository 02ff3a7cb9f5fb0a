import { In } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Coupon, Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { complaintHold } from '../tickets/complaint-hold.ts';
import { marketingHold } from '../touches/guard.ts';

/**
 * The campaigns by which offers were made to a customer, by offer, the latest for each: those on their way or done, and those
 * that reached him before they were cancelled. Who is held out is made none.
 */
export async function campaignsReaching({ db }: Pick<ReadCtx, 'db'>, customerId: string): Promise<Map<string, string>> {
  const meant = await db.findBy(CampaignMember, { customerId, state: 'gets' });
  const underway = meant.flatMap(({ campaignId, massSendId }) => (massSendId ? [campaignId] : []));
  const reached = meant.flatMap(({ campaignId, sentAt }) => (sentAt ? [campaignId] : []));
  const campaigns = await db.find(Campaign, {
    select: { id: true, offerId: true },
    where: [{ id: In(underway), status: In(['sending', 'done']) }, { id: In(reached) }],
    order: { sendAt: 'ASC', id: 'ASC' },
  });
  return new Map(campaigns.map(({ id, offerId }) => [offerId, id]));
}

/** What a customer may claim now: made to him, open, in its time, in stock, and not yet claimed as often as it may be. */
export async function claimableOffers({ db, now }: ReadCtx, customerId: string): Promise<Offer[]> {
  const offerIds = [...(await campaignsReaching({ db }, customerId)).keys()];
  const offers = await db.find(Offer, {
    where: { id: In(offerIds), status: 'open' },
    order: { validUntil: 'ASC', id: 'ASC' },
  });
  const coupons = await db.findBy(Coupon, { customerId, offerId: In(offerIds) });
  return offers.filter(
    (offer) =>
      isInTime(offer, now) &&
      !isSoldOut(offer) &&
      coupons.filter(({ offerId }) => offerId === offer.id).length < offer.perCustomer,
  );
}

/** Whether an offer's time has begun and is not over. */
export const isInTime = ({ validFrom, validUntil }: Offer, now: Date): boolean => validFrom <= now && now < validUntil;

/** Whether all of an offer has been given away. */
export const isSoldOut = ({ stock, issued }: Offer): boolean => stock !== null && issued >= stock;

/** What keeps a customer from claiming anything, said to him; null where nothing does. */
export async function claimHold(
  ctx: ReadCtx,
  customerId: string,
): Promise<{ reason: string; sentence: string } | null> {
  const held = await marketingHold(ctx, customerId, [complaintHold]);
  return held && { reason: held.reason, sentence: OWN_SENTENCES[held.reason] ?? '现在还不能领，请过几天再来看。' };
}

/** What a member reads of a hold is not what the customer should. */
const OWN_SENTENCES: Record<string, string> = {
  consent: '您关掉了优惠活动，打开以后就能领。',
  complaint: '您反映的问题我们还在处理，处理好了再请您来领。',
  'complaint-recent': '您反映的问题刚处理好，请过几天再来领。',
};
