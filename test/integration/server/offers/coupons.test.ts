import { expect, it } from 'vitest';
import type { Customer } from '../../../../entities/customer.ts';
import { Coupon, Offer } from '../../../../entities/offer.ts';
import { approveCampaign } from '../../../../server/campaigns/approve-campaign.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { claimCoupon } from '../../../../server/offers/claim-coupon.ts';
import { createOffer } from '../../../../server/offers/create-offer.ts';
import { listOffers } from '../../../../server/offers/list-offers.ts';
import { closeOffer } from '../../../../server/offers/open-offer.ts';
import { redeemCoupon } from '../../../../server/offers/redeem-coupon.ts';
import { viewOwnOffers } from '../../../../server/offers/view-own-offers.ts';
import { setConsent } from '../../../../server/touches/consent.ts';
import { claim, draft, friend, made, openedOffer } from '../../../support/offers.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

/** Customers who can be written to, without WeCom having told of each. */
const crowd = (app: TestApp, size: number): Promise<Customer[]> =>
  Promise.all(
    Array.from({ length: size }, (_, n) =>
      app.build.customer({ owner: 'zhouhang', name: `客户${n}`, externalUserId: `wmcrowd${n}` }),
    ),
  );
const page = (app: TestApp, { externalUserId }: Customer) =>
  app.read(system, (ctx) => viewOwnOffers(ctx, externalUserId ?? ''));
const fates = (results: PromiseSettledResult<unknown>[]) => ({
  done: results.filter(({ status }) => status === 'fulfilled').length,
  refused: [
    ...new Set(results.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))),
  ],
});

it('shows a customer what he may claim, and the coupon once he has', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app, { stock: 3 });
  await made(app, offer, [lin]);

  expect(await page(app, lin)).toMatchObject({
    ...{ name: '林晓彤', owner: { name: '周航' }, coupons: [], hold: null },
    claimable: [{ title: '清洁粉 1 盒', kind: { name: '赠品' }, left: 3, terms: '门店自取' }],
  });
  const coupon = await claim(app, lin, offer);

  expect(await page(app, lin)).toMatchObject({
    claimable: [],
    coupons: [{ code: coupon.code, title: '清洁粉 1 盒', status: 'claimed' }],
  });
  expect(await app.read(system, (ctx) => listOffers(ctx))).toMatchObject([{ stock: 3, issued: 1, redeemed: 0 }]);
});

it('gives no more than there are to twenty who claim at once', async () => {
  const app = await testApp();
  const customers = await crowd(app, 20);
  const offer = await openedOffer(app, { stock: 5 });
  await made(app, offer, customers);

  const results = await Promise.allSettled(customers.map((customer) => claim(app, customer, offer)));

  expect(fates(results)).toEqual({ done: 5, refused: ['offer.sold-out'] });
  expect(await app.read(system, ({ db }) => db.countBy(Coupon, { offerId: offer.id }))).toBe(5);
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(Offer, { id: offer.id }))).toMatchObject({ issued: 5 });
});

it('gives one customer no more than he may have, however often he presses', async () => {
  const app = await testApp();
  const [customer] = await crowd(app, 1);
  if (!customer) throw new Error('nobody');
  const offer = await openedOffer(app, { stock: 50, perCustomer: 2 });
  await made(app, offer, [customer]);

  const results = await Promise.allSettled(Array.from({ length: 8 }, () => claim(app, customer, offer)));

  expect(fates(results)).toEqual({ done: 2, refused: ['coupon.claimed'] });
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(Offer, { id: offer.id }))).toMatchObject({ issued: 2 });
});

it('gives nothing to whom nothing was offered, though he knows the offer', async () => {
  const app = await testApp();
  const [offered, stranger] = await crowd(app, 2);
  if (!offered || !stranger) throw new Error('nobody');
  const offer = await openedOffer(app);
  await made(app, offer, [offered]);

  await expect(claim(app, stranger, offer)).rejects.toMatchObject({ kind: 'not_found', code: 'offer.absent' });
  expect((await page(app, stranger)).claimable).toEqual([]);
  const nobody = { ...stranger, externalUserId: 'wm-nobody' };
  await expect(claim(app, nobody, offer)).rejects.toMatchObject({ kind: 'not_found', code: 'customer.absent' });
  await expect(claim(app, { ...stranger, externalUserId: null }, offer)).rejects.toMatchObject({ kind: 'not_found' });
});

it('lets no member claim in a customer’s name', async () => {
  const app = await testApp();
  const [customer] = await crowd(app, 1);
  if (!customer) throw new Error('nobody');
  const offer = await openedOffer(app);
  await made(app, offer, [customer]);

  for (const userid of ['zhouhang', 'shenlan']) {
    const claimed = app.run(await app.actor(userid), (ctx) =>
      claimCoupon(ctx, { externalUserId: customer.externalUserId ?? '', offerId: offer.id, code: 'AAAAAAAAAA' }),
    );
    await expect(claimed).rejects.toMatchObject({ kind: 'forbidden' });
  }
});

it('holds back from claiming while a complaint is open, and who has said no to offers', async () => {
  const app = await testApp();
  const [angry, quiet] = await crowd(app, 2);
  if (!angry || !quiet) throw new Error('nobody');
  const offer = await openedOffer(app);
  await made(app, offer, [angry, quiet]);
  await app.say('zhouhang', `投诉 ${angry.name} 漏水`);
  await app.run(system, (ctx) =>
    setConsent(ctx, { customerId: quiet.id, purpose: 'offer', allowed: false, source: 'page' }),
  );

  await expect(claim(app, quiet, offer)).rejects.toMatchObject({ sentence: '您关掉了优惠活动，打开以后就能领。' });
  const sentence = '您反映的问题我们还在处理，处理好了再请您来领。';
  await expect(claim(app, angry, offer)).rejects.toMatchObject({ sentence });
  expect(await page(app, angry)).toMatchObject({ hold: sentence, coupons: [] });

  await app.run(system, (ctx) =>
    setConsent(ctx, { customerId: quiet.id, purpose: 'offer', allowed: true, source: 'page' }),
  );
  expect(await claim(app, quiet, offer)).toMatchObject({ status: 'claimed' });
});

it('keeps to its time, and to whether it is open', async () => {
  const app = await testApp();
  const customers = await crowd(app, 3);
  const [first, second, third] = customers;
  if (!first || !second || !third) throw new Error('nobody');
  const offer = await openedOffer(app, {
    validFrom: addDays(START, 1).toISOString(),
    validUntil: addDays(START, 3).toISOString(),
  });
  await made(app, offer, customers);

  await expect(claim(app, first, offer)).rejects.toMatchObject({ code: 'offer.early' });
  await app.moveClock({ days: 1 });
  const coupon = await claim(app, first, offer);
  await app.run(await app.actor('shenlan'), (ctx) => closeOffer(ctx, offer.id));
  await expect(claim(app, second, offer)).rejects.toMatchObject({ code: 'offer.over' });

  await app.moveClock({ days: 2 });
  await app.settle();
  await expect(claim(app, third, offer)).rejects.toMatchObject({ code: 'offer.over' });
  expect((await page(app, first)).coupons).toMatchObject([{ status: 'expired' }]);
  const [late] = await app.say('zhouhang', `核销 ${coupon.code}`);
  expect(late).toBe('这张券已经过期了，用到 2026-11-24 10:00 为止。');
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(Coupon, { id: coupon.id }))).toMatchObject({
    status: 'expired',
  });
});

it('is used once, by one of two who try at the same time', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  await made(app, offer, [lin]);
  const { code, id } = await claim(app, lin, offer);
  const redeem = async (userid: string) => app.run(await app.actor(userid), (ctx) => redeemCoupon(ctx, code));

  const results = await Promise.allSettled(['zhouhang', 'luoyi', 'xujing', 'zhouhang'].map(redeem));

  expect(fates(results)).toEqual({ done: 1, refused: ['coupon.redeemed'] });
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(Coupon, { id }))).toMatchObject({ status: 'redeemed' });
});

it('is used once where one says it in the chat while another presses it on a page', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  await made(app, offer, [lin]);
  const { code, id } = await claim(app, lin, offer);
  const redeem = async (userid: string) => app.run(await app.actor(userid), (ctx) => redeemCoupon(ctx, code));

  const said = Promise.all(['zhouhang', 'xujing'].map((userid) => app.say(userid, `核销 ${code}`)));
  const pressed = await Promise.allSettled(['luoyi', 'gaoyuan'].map(redeem));
  const answers = (await said).flat();

  const used = answers.filter((text) => text.includes('已核销')).length;
  const tooLate = answers.filter((text) => text.includes('已经核销过了')).length;
  expect(used + fates(pressed).done).toBe(1);
  expect([used + tooLate, answers.length]).toEqual([2, 2]);
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(Coupon, { id }))).toMatchObject({ status: 'redeemed' });
});

it('gives the last one to one of many who claim it at once', async () => {
  const app = await testApp();
  const customers = await crowd(app, 8);
  const offer = await openedOffer(app, { stock: 1 });
  await made(app, offer, customers);

  const results = await Promise.allSettled([...customers, ...customers].map((each) => claim(app, each, offer)));

  expect(fates(results)).toEqual({ done: 1, refused: ['offer.sold-out'] });
  expect(await app.read(system, ({ db }) => db.countBy(Coupon, { offerId: offer.id }))).toBe(1);
});

it('is made by managers alone, and makes sense', async () => {
  const app = await testApp();
  const facts = {
    ...{ title: '8 折', kind: 'discount' as const, terms: '', stock: null, perCustomer: 1, priceOffer: false },
    ...{ validFrom: START.toISOString(), validUntil: addDays(START, 3).toISOString() },
  };
  const make = async (userid: string, more: object = {}) =>
    app.run(await app.actor(userid), (ctx) => createOffer(ctx, { ...facts, ...more }));

  await expect(make('zhouhang')).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(make('shenlan', { stock: 0 })).rejects.toMatchObject({ sentence: '库存至少 1 份。' });
  await expect(make('shenlan', { perCustomer: 1.5 })).rejects.toMatchObject({ kind: 'invalid' });
  await expect(make('shenlan', { validUntil: facts.validFrom })).rejects.toMatchObject({
    sentence: '结束时间要在开始时间之后。',
  });
  // A discount lowers the price, whatever was ticked.
  const discount = await make('shenlan');
  expect(discount).toMatchObject({ priceOffer: true, status: 'draft', issued: 0 });

  const campaign = await draft(app, discount);
  const approved = app.run(await app.actor('shenlan'), (ctx) => approveCampaign(ctx, campaign.id));
  await expect(approved).rejects.toMatchObject({ code: 'campaign.offer-closed' });
});
