import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Customer } from '../../entities/customer.ts';
import type { Coupon, Offer } from '../../entities/offer.ts';
import { createCampaign } from '../../server/campaigns/draft-campaign.ts';
import type { CampaignInput } from '../../server/campaigns/schemas.ts';
import { system } from '../../server/kernel/actor.ts';
import { addDays, addSeconds } from '../../server/kernel/dates.ts';
import { newCode } from '../../server/kernel/ids.ts';
import { claimCoupon } from '../../server/offers/claim-coupon.ts';
import { createOffer } from '../../server/offers/create-offer.ts';
import { openOffer } from '../../server/offers/open-offer.ts';
import type { OfferInput } from '../../server/offers/schemas.ts';
import { START, type TestApp } from './test-app.ts';

/** Somebody with WeChat who becomes the member's contact, as the product then knows him. */
export async function friend(app: TestApp, name: string, userid = 'zhouhang'): Promise<Customer> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid });
  await app.settle();
  return app.read(system, ({ db }) => db.findOneByOrFail(Customer, { externalUserId }));
}

/** An open offer of the manager's: a gift of which there is enough for everybody, unless said otherwise. */
export async function openedOffer(app: TestApp, facts: Partial<OfferInput> = {}): Promise<Offer> {
  const manager = await app.actor('shenlan');
  const { id } = await app.run(manager, (ctx) =>
    createOffer(ctx, {
      ...{ title: '清洁粉 1 盒', kind: 'gift', terms: '门店自取', stock: null, perCustomer: 1, priceOffer: false },
      ...{ validFrom: START.toISOString(), validUntil: addDays(START, 40).toISOString() },
      ...facts,
    }),
  );
  return app.run(manager, (ctx) => openOffer(ctx, id));
}

/** A draft of the manager's to all customers, an hour from now, with nobody held out. */
export async function draft(app: TestApp, offer: Offer, facts: Partial<CampaignInput> = {}): Promise<Campaign> {
  return app.run(await app.actor('shenlan'), (ctx) =>
    createCampaign(ctx, {
      ...{ title: '老机焕新', segmentId: null, offerId: offer.id, text: '新豆到了，来店里坐坐。', holdoutPercent: 0 },
      ...{ sendAt: addSeconds(ctx.now, 3600).toISOString(), allCustomersReason: '周年答谢' },
      ...facts,
    }),
  );
}

/** Makes an offer to customers as a campaign has done that reached them all. */
export async function made(app: TestApp, offer: Offer, customers: readonly Customer[]): Promise<Campaign> {
  const campaign = await draft(app, offer);
  await app.run(system, async ({ db, now }) => {
    await db.update(Campaign, { id: campaign.id }, { status: 'done' });
    await db.insert(
      CampaignMember,
      customers.map(({ id: customerId, ownerId: memberId }) => ({
        ...{ campaignId: campaign.id, customerId, state: 'gets' as const, reason: null, detail: null, memberId },
        ...{ massSendId: null, sentAt: now },
      })),
    );
  });
  return campaign;
}

/** The customer presses 领取 on his own page. */
export const claim = (app: TestApp, customer: Customer, offer: Offer): Promise<Coupon> =>
  app.run(system, (ctx) =>
    claimCoupon(ctx, { externalUserId: customer.externalUserId ?? '', offerId: offer.id, code: newCode() }),
  );

/** The member confirms every mass send that lies in his chat, and the product looks what became of them. */
export async function confirmAll(app: TestApp, userid: string): Promise<void> {
  for (const item of await app.chat(userid)) {
    if (item.kind === 'mass') await app.control('POST', `/members/${userid}/mass/${item.id}/confirm`).catch(() => null);
  }
  await app.moveClock({ hours: 1 });
  await app.settle();
}
