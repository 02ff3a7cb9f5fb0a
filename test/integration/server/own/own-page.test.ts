import { expect, it } from 'vitest';
import { CampaignMember } from '../../../../entities/campaign.ts';
import { Coupon } from '../../../../entities/offer.ts';
import { approveCampaign } from '../../../../server/campaigns/approve-campaign.ts';
import { previewCampaign } from '../../../../server/campaigns/preview-campaign.ts';
import { setBirthday } from '../../../../server/customers/set-birthday.ts';
import type { CustomerProfile } from '../../../../server/followups/schemas.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { placeOrder } from '../../../../server/orders/place-order.ts';
import type { CouponView } from '../../../../server/offers/schemas.ts';
import type { OwnPage } from '../../../../server/own/schemas.ts';
import { signIn, signInCustomer, type ApiClient } from '../../../support/api.ts';
import { confirmAll, draft, friend, made, openedOffer } from '../../../support/offers.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

/** The page as it goes over the wire. */
const page = async (browser: ApiClient) => (await browser.get<OwnPage>('/own')).body;
const press = (browser: ApiClient, offerId: string) =>
  browser.post<CouponView & { code: string }>('/own/coupons', { offerId });

/** What the customer reads on his phone from a member. */
const received = async (app: TestApp, externalUserId: string | null) =>
  (
    await app.control<{ origin: string; attachments: { title: string; url: string | null }[] }[]>(
      'GET',
      `/customers/${externalUserId ?? ''}/chats/zhouhang`,
    )
  ).filter(({ origin }) => origin === 'mass');

it('shows a customer who looks after him, what he bought, how his matters stand, and nothing of what members write', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const browser = await signInCustomer(app, lin);
  expect(await page(browser)).toMatchObject({
    ...{ company: '禾木咖啡', name: '林晓彤', birthday: false, together: null, hold: null },
    ...{ coupons: [], claimable: [], tickets: [], orders: [], consents: { care: true, offer: true } },
    keepers: [{ name: '周航', lane: 'sales', inWechat: true }],
  });

  await app.run(system, (ctx) =>
    setBirthday(ctx, lin.id, { calendar: 'solar', year: null, month: 11, day: 21, leap: false }),
  );
  await app.run(system, (ctx) =>
    placeOrder(ctx, {
      ...{ customerId: lin.id, dealId: null, title: '磨豆机，内部价', amountFen: 128_000, category: null },
      ...{ discounted: true, placedAt: addDays(START, -365) },
    }),
  );
  await app.say('zhouhang', '跟进 林晓彤 电话 这个人很难缠');
  await app.say('zhouhang', '投诉 林晓彤 很难缠，说机器漏水');

  const shown = await page(browser);
  expect(shown).toMatchObject({
    ...{ birthday: true, together: { year: 2, day: 1 } },
    orders: [{ amountFen: 128_000 }],
    tickets: [{ kind: '您反映的问题', by: '周航', settledAt: null }],
    hold: '您反映的问题我们还在处理，处理好了再请您来领。',
  });
  expect(JSON.stringify(shown)).not.toMatch(/难缠|漏水|内部价|投诉/);

  await app.say('zhouhang', `结案 ${shown.tickets[0]?.number ?? ''} 换了密封圈`);
  expect((await page(browser)).tickets).toMatchObject([{ settledAt: START.toISOString() }]);
  await app.moveClock({ days: 8 });
  expect((await page(await signInCustomer(app, lin))).tickets).toEqual([]);
});

it('gives a coupon once to who presses twice at once, and none to the friend to whom he sent the link', async () => {
  const app = await testApp();
  const [lin, sun] = [await friend(app, '林晓彤'), await friend(app, '孙悦')];
  const offer = await openedOffer(app, { stock: 5 });
  await made(app, offer, [lin]);
  const browser = await signInCustomer(app, lin);
  expect((await page(browser)).claimable).toMatchObject([{ id: offer.id, title: '清洁粉 1 盒', left: 5 }]);

  const answers = await Promise.all([press(browser, offer.id), press(browser, offer.id)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'coupon.claimed' });
  const { coupons, claimable } = await page(browser);
  expect(claimable).toEqual([]);
  expect(coupons).toMatchObject([{ status: 'claimed', code: expect.stringMatching(/^[0-9A-Z]{10}$/) as string }]);
  expect(await app.read(system, ({ db }) => db.countBy(Coupon, { offerId: offer.id }))).toBe(1);

  const other = await signInCustomer(app, sun);
  expect(await page(other)).toMatchObject({ name: '孙悦', coupons: [], claimable: [] });
  expect(await press(other, offer.id)).toMatchObject({ status: 404, body: { code: 'offer.absent' } });
  // Whose page it is comes from the session, whatever else is said.
  const pretended = await other.post('/own/coupons', {
    offerId: offer.id,
    externalUserId: lin.externalUserId,
    customerId: lin.id,
  });
  expect(pretended.status).toBe(404);
  const [used] = await app.say('zhouhang', `核销 ${coupons[0]?.code ?? ''}`);
  expect(used).toContain('林晓彤');
  expect((await page(browser)).coupons).toMatchObject([{ status: 'redeemed' }]);
});

it('says that all are gone, and holds back while a complaint is open', async () => {
  const app = await testApp();
  const [lin, sun] = [await friend(app, '林晓彤'), await friend(app, '孙悦')];
  const offer = await openedOffer(app, { stock: 1 });
  await made(app, offer, [lin, sun]);
  await app.say('zhouhang', '投诉 林晓彤 漏水');
  const [first, second] = [await signInCustomer(app, lin), await signInCustomer(app, sun)];

  expect(await press(first, offer.id)).toMatchObject({ status: 409, body: { code: 'coupon.complaint' } });
  expect((await press(second, offer.id)).status).toBe(200);
  await app.say('zhouhang', '结案 1121-01 修好了');
  await app.moveClock({ days: 15 });
  expect(await press(await signInCustomer(app, lin), offer.id)).toMatchObject({ body: { code: 'offer.sold-out' } });
});

it('keeps a page of another site from claiming or changing anything', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const browser = await signInCustomer(app, lin);
  const refuse = { purpose: 'offer', allowed: false };

  expect((await browser.post('/own/consents', refuse, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await browser.post('/own/consents', refuse, { 'x-changke': '' })).status).toBe(403);
  expect((await browser.post('/own/consents', { purpose: 'all', allowed: false })).status).toBe(400);
  expect((await page(browser)).consents).toEqual({ care: true, offer: true });
  expect((await browser.post('/logout')).status).toBe(200);
  expect((await browser.get('/own')).status).toBe(401);
});

it('a campaign leads to the page; who switches offers off gets none any more, not even what waits for confirmation', async () => {
  const app = await testApp({ publicUrl: 'http://127.0.0.1:3000' });
  const [lin, sun] = [await friend(app, '林晓彤'), await friend(app, '孙悦')];
  const offer = await openedOffer(app);
  const launch = async (): Promise<string> => {
    const { id } = await draft(app, offer);
    await app.run(await app.actor('shenlan'), (ctx) => approveCampaign(ctx, id));
    await app.moveClock({ hours: 1 });
    await app.settle();
    return id;
  };
  const first = await launch();
  const browser = await signInCustomer(app, lin);

  expect((await browser.post('/own/consents', { purpose: 'offer', allowed: false })).status).toBe(200);
  await app.moveClock({ hours: 0.25 });
  await app.settle();
  await app.settle();
  await confirmAll(app, 'zhouhang');

  expect(await received(app, lin.externalUserId)).toEqual([]);
  expect(await received(app, sun.externalUserId)).toMatchObject([
    { attachments: [{ title: '清洁粉 1 盒', url: 'http://127.0.0.1:3000/m/#/pages/member/home' }] },
  ]);
  const ofLin = (campaignId: string) =>
    app.read(system, ({ db }) => db.findOneBy(CampaignMember, { campaignId, customerId: lin.id }));
  expect(await ofLin(first)).toMatchObject({ state: 'left-out', reason: 'consent' });
  const next = await draft(app, await openedOffer(app, { title: '滤网' }));
  const { reasons } = await app.read(await app.actor('shenlan'), (ctx) => previewCampaign(ctx, next.id));
  expect(reasons.find(({ reason }) => reason === 'consent')).toMatchObject({ count: 1, names: ['林晓彤'] });

  expect(await page(browser)).toMatchObject({
    consents: { care: true, offer: false },
    hold: '您关掉了优惠活动，打开以后就能领。',
  });
  const { body } = await (await signIn(app, 'zhouhang')).get<CustomerProfile>(`/customers/${lin.id}`);
  expect(body.timeline.items.filter(({ kind }) => kind === 'consent')).toMatchObject([
    { title: '不再接收优惠', text: '客户在会员页上自己改的。', by: null },
  ]);
});

it('takes back the greeting that waits for confirmation when he wants none any more', async () => {
  const app = await testApp();
  const [lin, sun] = [await friend(app, '林晓彤'), await friend(app, '孙悦')];
  for (const name of ['林晓彤', '孙悦']) await app.say('zhouhang', `生日 ${name} 11-23`);
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });

  const browser = await signInCustomer(app, lin);
  expect((await browser.post('/own/consents', { purpose: 'care', allowed: false })).status).toBe(200);
  await app.moveClock({ hours: 0.25 });
  await app.settle();
  await confirmAll(app, 'zhouhang');

  expect(await received(app, lin.externalUserId)).toEqual([]);
  expect(await received(app, sun.externalUserId)).toHaveLength(1);
});
