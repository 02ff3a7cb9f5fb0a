import { Offer } from '../../entities/offer.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadOffer } from './list-offers.ts';
import { requireOfferManager } from './policy.ts';

/** Opens a drafted or closed offer, so that campaigns may make it and customers claim it. */
export async function openOffer(ctx: Ctx, offerId: string): Promise<Offer> {
  requireOfferManager(ctx.actor);
  const offer = await loadOffer(ctx, offerId);
  if (offer.validUntil <= ctx.now) throw new DomainError('conflict', 'offer.over', '这份优惠已经过期，请另建一份。');
  await ctx.db.update(Offer, { id: offerId }, { status: 'open' });
  return { ...offer, status: 'open' };
}

/** Closes an offer: nobody claims it any more, coupons in hand stay good. */
export async function closeOffer(ctx: Ctx, offerId: string): Promise<Offer> {
  requireOfferManager(ctx.actor);
  const offer = await loadOffer(ctx, offerId);
  await ctx.db.update(Offer, { id: offerId }, { status: 'closed' });
  return { ...offer, status: 'closed' };
}
