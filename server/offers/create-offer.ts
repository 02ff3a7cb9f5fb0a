import { Offer } from '../../entities/offer.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { requireOfferManager } from './policy.ts';
import { offerInput, type OfferInput } from './schemas.ts';

/** Drafts an offer; nobody can claim it before it is opened. */
export async function createOffer(ctx: Ctx, input: OfferInput): Promise<Offer> {
  const { id: createdById } = requireOfferManager(ctx.actor);
  const read = offerInput.safeParse(input);
  if (!read.success) {
    throw new DomainError('invalid', 'offer.invalid', `${read.error.issues[0]?.message ?? '优惠没填对'}。`);
  }
  const { priceOffer, ...facts } = read.data;
  if (facts.validUntil <= ctx.now) {
    throw new DomainError('invalid', 'offer.over', '这份优惠的结束时间已经过了。');
  }
  const offer: Offer = {
    ...{ id: ctx.newId(), ...facts, priceOffer: priceOffer || facts.kind === 'discount' },
    ...{ issued: 0, status: 'draft', createdById, createdAt: ctx.now },
  };
  await ctx.db.insert(Offer, offer);
  return offer;
}
