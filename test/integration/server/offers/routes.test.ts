import { expect, it } from 'vitest';
import { addDays } from '../../../../server/kernel/dates.ts';
import type { CounterView, OfferView } from '../../../../server/offers/schemas.ts';
import { signIn } from '../../../support/api.ts';
import { claim, friend, made, openedOffer } from '../../../support/offers.ts';
import { START, testApp } from '../../../support/test-app.ts';

const facts = {
  ...{ title: '8 折', kind: 'discount', terms: '', stock: 20, perCustomer: 1, priceOffer: false },
  ...{ validFrom: START.toISOString(), validUntil: addDays(START, 3).toISOString() },
};

it('is made, opened and closed by a manager, and seen by everybody', async () => {
  const app = await testApp();
  const [manager, rep] = [await signIn(app, 'shenlan'), await signIn(app, 'zhouhang')];

  const offer = await manager.post<OfferView>('/offers', facts);
  expect(offer).toMatchObject({ status: 200, body: { status: 'draft', priceOffer: true, issued: 0 } });
  const path = `/offers/${offer.body.id}`;
  for (const act of ['open', 'close'])
    expect(await rep.post(`${path}/${act}`)).toMatchObject({ status: 403, body: { code: 'offer.needs-manager' } });
  expect(await rep.post('/offers', facts)).toMatchObject({ status: 403 });
  expect(await manager.post(`${path}/open`)).toMatchObject({ status: 200, body: { status: 'open' } });
  expect(await rep.get(path)).toMatchObject({ status: 200, body: { title: '8 折', stock: 20, redeemed: 0 } });
  expect(await rep.get('/offers')).toMatchObject({ body: { canRun: false, items: [{ status: 'open' }] } });
  expect(await manager.post(`${path}/close`)).toMatchObject({ body: { status: 'closed' } });
  expect(await manager.get('/offers')).toMatchObject({ body: { canRun: true } });
});

it.each([
  ['no title', { title: '' }],
  ['nothing in stock', { stock: 0 }],
  ['half a coupon each', { perCustomer: 0.5 }],
  ['an end before its beginning', { validUntil: addDays(START, -1).toISOString() }],
  ['a kind that there is not', { kind: 'cash' }],
])('refuses an offer with %s', async (_what, more) => {
  const app = await testApp();
  expect((await (await signIn(app, 'shenlan')).post('/offers', { ...facts, ...more })).status).toBe(400);
});

it('shows at the counter what a code is and whose, then uses it once, whoever presses at the same time', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  await made(app, offer, [lin]);
  const { code } = await claim(app, lin, offer);
  const [owner, stranger] = [await signIn(app, 'zhouhang'), await signIn(app, 'luoyi')];
  const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `;

  expect((await owner.post<CounterView>('/coupons/look-up', { code: typed })).body).toMatchObject({
    ...{ wrong: null },
    coupon: { code, title: '清洁粉 1 盒', status: 'claimed', customerName: '林晓彤', customerId: lin.id },
  });
  expect((await stranger.post<CounterView>('/coupons/look-up', { code })).body).toMatchObject({
    coupon: { customerName: '林**', customerId: null },
  });
  const results = await Promise.all([owner, stranger, owner].map((page) => page.post('/coupons/redeem', { code })));

  expect(results.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  for (const { body } of results.filter(({ status }) => status === 409))
    expect(body).toMatchObject({
      code: 'coupon.redeemed',
      message: '这张券在 2026-11-21 10:00 已经核销过了，不能再用。',
    });
  expect((await owner.post<CounterView>('/coupons/look-up', { code })).body.coupon).toMatchObject({
    status: 'redeemed',
    redeemedBy: expect.stringMatching(/周航|罗毅/) as string,
  });
});

it('says that there is no such code, and stops who guesses', async () => {
  const app = await testApp();
  const page = await signIn(app, 'zhouhang');

  for (let n = 0; n < 5; n += 1)
    expect((await page.post<CounterView>('/coupons/look-up', { code: `AAAAAAAAA${n}` })).body).toMatchObject({
      ...{ coupon: null },
      wrong: '没有这个券码。对着客户的页面再看一遍：10 位，只有数字和字母。',
    });
  expect(await page.post('/coupons/redeem', { code: 'AAAAAAAAAA' })).toMatchObject({ status: 429 });
});
