import { expect, it } from 'vitest';
import { CareItem, CareOccasion } from '../../../../entities/care.ts';
import { Customer } from '../../../../entities/customer.ts';
import { Deal } from '../../../../entities/deal.ts';
import { Coupon, Offer } from '../../../../entities/offer.ts';
import { Order } from '../../../../entities/order.ts';
import { Task } from '../../../../entities/task.ts';
import { Touch } from '../../../../entities/touch.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { newCode } from '../../../../server/kernel/ids.ts';
import type { FiguresView, PersonFigures } from '../../../../server/reports/schemas.ts';
import { signIn } from '../../../support/api.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

// Tests begin on Saturday 2026-11-21, 10:00 in Shanghai.
const at = (text: string): Date =>
  new Date(`${text.length > 5 ? text : `${text}T10:00`}:00+08:00`.replace(/^/, '2026-'));
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

async function staffed(app: TestApp) {
  const entries = await Promise.all(
    ['zhouhang', 'xujing', 'luoyi', 'shenlan'].map(async (userId) => {
      const actor = await app.actor(userId);
      const customer = await app.build.customer({ owner: userId, name: `${userId}的客户` });
      return [userId, { id: actor.kind === 'member' ? actor.id : '', customerId: customer.id }] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<
    'zhouhang' | 'xujing' | 'luoyi' | 'shenlan',
    { id: string; customerId: string }
  >;
}

type Who = { id: string; customerId: string };

const deals = (app: TestApp, rows: readonly (Partial<Deal> & { of: Who; closedAt: Date | null })[]) =>
  app.run(system, (ctx) =>
    ctx.db.insert(
      Deal,
      rows.map(({ of, ...facts }): Deal => ({
        ...{ id: ctx.newId(), customerId: of.customerId, ownerId: of.id, title: '咖啡机', amountFen: 5_800_000 },
        ...{ stage: 'won', careTaskId: null, quotedAt: at('06-01'), lostBecause: null, createdAt: at('06-01') },
        ...facts,
      })),
    ),
  );

const orders = (app: TestApp, customerId: string, placed: readonly Date[]) =>
  app.run(system, (ctx) =>
    ctx.db.insert(
      Order,
      placed.map((placedAt): Order => ({
        ...{ id: ctx.newId(), customerId, dealId: null, title: '豆子', amountFen: 9000, category: null },
        ...{ discounted: false, placedAt, createdAt: placedAt },
      })),
    ),
  );

const tasks = (app: TestApp, of: Who, rows: readonly { due: Date; done: Date | null; personal?: boolean }[]) =>
  app.run(system, (ctx) =>
    ctx.db.insert(
      Task,
      rows.map(({ due, done, personal = false }): Task => ({
        ...{ id: ctx.newId(), ownerId: of.id, customerId: personal ? null : of.customerId, followupId: null },
        ...{ title: '回访', status: done ? 'done' : 'open', dueAt: due, remindAt: null, doneAt: done },
        createdAt: at('01-01'),
      })),
    ),
  );

async function figures(app: TestApp, userId: string, period = 'month') {
  const { body } = await (await signIn(app, userId)).get<FiguresView>(`/figures?period=${period}`);
  const of = (code: string) => {
    const figure = body.figures.find((each) => each.code === code);
    if (!figure) throw new Error(`no figure ${code}`);
    return figure;
  };
  return { ...body, of };
}

const people = async (app: TestApp, userId: string, period = 'month'): Promise<PersonFigures[]> =>
  (await (await signIn(app, userId)).get<{ people: PersonFigures[] }>(`/figures/people?period=${period}`)).body.people;

it('counts what ended in the month at Shanghai’s midnight, for whoever’s deal it was, and shows nobody a colleague’s', async () => {
  const app = await testApp({ admins: ['boss'] });
  const { zhouhang, xujing, luoyi } = await staffed(app);
  await deals(app, [
    // 13 of 20 for 周航: the first second of the month is in, the last one before it is not.
    { of: zhouhang, closedAt: at('11-01T00:00') },
    ...times(11, () => ({ of: zhouhang, closedAt: at('11-10') })),
    ...times(7, () => ({ of: zhouhang, stage: 'lost' as const, closedAt: at('11-11') })),
    { of: zhouhang, stage: 'lost', closedAt: new Date(at('11-01T00:00').getTime() - 1) },
    // Lost in October and quoted anew: the second deal is one of its own.
    { of: zhouhang, stage: 'lost', closedAt: at('10-20') },
    { of: zhouhang, closedAt: at('11-12') },
    { of: zhouhang, stage: 'open', closedAt: null },
    ...times(10, (n) => ({ of: xujing, stage: n < 2 ? ('won' as const) : ('lost' as const), closedAt: at('11-05') })),
    ...times(10, () => ({ of: luoyi, closedAt: at('11-05') })),
  ]);
  // The customer passes on; the deals stay whose they were.
  await app.run(system, ({ db }) => db.update(Customer, { id: zhouhang.customerId }, { ownerId: luoyi.id }));

  const own = await figures(app, 'zhouhang');
  expect(own.of('conversion')).toMatchObject({
    now: { cases: 20, sum: 13, value: 65 },
    before: { cases: 2, sum: 0, value: null },
    target: 30,
  });
  expect(own).toMatchObject({ who: '周航', several: false });
  expect((await people(app, 'zhouhang')).map(({ name }) => name)).toEqual(['周航']);

  const led = await figures(app, 'shenlan');
  expect(led.of('conversion').now).toEqual({ cases: 30, sum: 15, value: 50 });
  expect(led).toMatchObject({ who: '销售一部 · 4 人', several: true });
  const team = await people(app, 'shenlan');
  expect(team.map(({ name, figures: each }) => [name, each['conversion']])).toEqual([
    ['周航', { cases: 20, sum: 13, value: 65 }],
    ['许静', { cases: 10, sum: 2, value: null }],
  ]);

  expect((await figures(app, 'luoyi')).of('conversion').now).toEqual({ cases: 10, sum: 10, value: null });
  expect((await figures(app, 'boss')).of('conversion').now).toEqual({ cases: 40, sum: 25, value: 62.5 });
  expect((await figures(app, 'boss')).who).toBe('全公司 · 6 人');
});

it('follows a figure week by week, each point over as long a time as the period has', async () => {
  const app = await testApp();
  const { zhouhang } = await staffed(app);
  await deals(app, [
    ...times(30, (n) => ({ of: zhouhang, stage: n < 3 ? ('lost' as const) : ('won' as const), closedAt: at('11-18') })),
    ...times(20, () => ({ of: zhouhang, stage: 'lost' as const, closedAt: at('09-08') })),
  ]);

  const month = (await figures(app, 'zhouhang')).of('conversion');
  expect(month.points.map(({ day }) => day)).toEqual(
    ['08-31', '09-07', '09-14', '09-21', '09-28', '10-05', '10-12', '10-19', '10-26', '11-02', '11-09', '11-16'].map(
      (day) => `2026-${day}`,
    ),
  );
  // Four weeks back from the week of 7 September reach 8 September; from that of 5 October they do not.
  expect(month.points.map(({ cases }) => cases)).toEqual([0, 20, 20, 20, 20, 0, 0, 0, 0, 0, 0, 30]);
  expect(month.points[1]?.value).toBe(0);
  expect(month.points[5]?.value).toBeNull();
  expect(month.points[11]?.value).toBe(90);

  const weeks = (await figures(app, 'zhouhang', 'weeks')).of('conversion');
  expect(weeks.now).toEqual({ cases: 50, sum: 27, value: 54 });
  expect(weeks.points.at(-1)).toEqual({ day: '2026-11-16', cases: 50, value: 54 });
  const quarter = (await figures(app, 'zhouhang', 'quarter')).of('conversion');
  expect(quarter.now).toEqual({ cases: 30, sum: 27, value: 90 });
  expect(quarter.before).toEqual({ cases: 20, sum: 0, value: 0 });
  expect(quarter.points.at(-1)).toEqual({ day: '2026-11-01', cases: 50, value: 54 });
});

it('takes the days of a deal from its first quote, and leaves out what was won without one', async () => {
  const app = await testApp();
  const { zhouhang } = await staffed(app);
  await deals(app, [
    { of: zhouhang, createdAt: at('11-01'), quotedAt: at('11-08'), closedAt: at('11-11') },
    // Shanghai’s calendar days, not spans of 24 hours.
    { of: zhouhang, createdAt: at('11-01T23:00'), quotedAt: at('11-01T23:00'), closedAt: at('11-06T01:00') },
    { of: zhouhang, createdAt: at('11-02'), quotedAt: null, closedAt: at('11-02') },
    { of: zhouhang, createdAt: at('11-01'), quotedAt: at('11-01'), stage: 'lost', closedAt: at('11-20') },
  ]);

  expect((await figures(app, 'zhouhang')).of('deal-cycle').now).toEqual({ cases: 2, sum: 15, value: 7.5 });
});

it('counts an order when its 90 days are over, as followed or not', async () => {
  const app = await testApp();
  const { zhouhang, xujing } = await staffed(app);
  // The ninetieth day after 5 August is 3 November; what comes on the fourth is too late.
  await orders(app, zhouhang.customerId, [at('08-05T09:00'), at('11-03T23:59')]);
  await orders(app, xujing.customerId, [at('08-05T09:00'), at('11-04T00:00')]);
  const other = await app.build.customer({ owner: 'zhouhang', name: '买了两次' });
  // The first one’s time was over in October, the second one’s is not yet.
  await orders(app, other.id, [at('07-20'), at('08-28')]);

  expect((await figures(app, 'zhouhang')).of('repurchase')).toMatchObject({
    now: { cases: 1, sum: 1, value: null },
    before: { cases: 1, sum: 1 },
  });
  expect((await figures(app, 'shenlan')).of('repurchase').now).toEqual({ cases: 2, sum: 1, value: null });

  // Who answers for him now has what comes of him.
  await app.run(system, ({ db }) => db.update(Customer, { id: zhouhang.customerId }, { ownerId: xujing.id }));
  expect((await people(app, 'shenlan')).map(({ name, figures: each }) => [name, each['repurchase']?.cases])).toEqual([
    ['许静', 2],
  ]);
});

it('calls on time what was done by the end of its day, and leaves today out until it is over', async () => {
  const app = await testApp();
  const { zhouhang, xujing } = await staffed(app);
  await tasks(app, zhouhang, [
    { due: at('11-10T09:00'), done: at('11-10T23:59') },
    { due: at('11-10T09:00'), done: at('11-11T00:00') },
    { due: at('11-12T23:30'), done: at('11-09T09:00') },
    { due: at('11-13T00:00'), done: at('11-13T08:30') },
    { due: at('11-20T15:00'), done: null },
    { due: at('11-21T09:00'), done: at('11-21T09:05') },
    { due: at('11-25T09:00'), done: null },
    { due: at('11-10T09:00'), done: null, personal: true },
    { due: at('10-31T23:59'), done: at('11-01T00:00') },
  ]);
  await tasks(
    app,
    xujing,
    times(40, () => ({ due: at('11-10T09:00'), done: null })),
  );

  expect((await figures(app, 'zhouhang')).of('timeliness')).toMatchObject({
    now: { cases: 5, sum: 3 },
    before: { cases: 1, sum: 0 },
  });
  expect((await figures(app, 'shenlan')).of('timeliness').now).toEqual({ cases: 45, sum: 3, value: 6.7 });
});

it('tells what became of greetings and coupons, and how many contacts carried more than a greeting', async () => {
  const app = await testApp();
  const { zhouhang, luoyi, shenlan } = await staffed(app);
  await app.run(system, async (ctx) => {
    const { db } = ctx;
    const [occasion] = await db.find(CareOccasion);
    const item = (of: Who, n: number, status: CareItem['status'], reason: string | null = null): CareItem => ({
      ...{ id: ctx.newId(), occasionId: occasion?.id ?? '', customerId: of.customerId, day: `2025-01-${10 + n}` },
      ...{
        status,
        memberId: of.id,
        massSendId: null,
        reason,
        detail: reason && '说不清，没发。',
        text: '祝您',
        at: at('11-12'),
      },
    });
    await db.insert(CareItem, [
      ...times(3, (n) => item(zhouhang, n, 'sent')),
      ...times(2, (n) => item(zhouhang, 10 + n, 'held', 'complaint')),
      item(zhouhang, 20, 'failed', 'not-friend'),
      ...times(2, (n) => item(zhouhang, 23 + n, 'held', 'relation-lost')),
      item(zhouhang, 21, 'dropped', 'something-new'),
      item(zhouhang, 22, 'planned'),
      // The occasion's day is the same as that of another one; what counts is when it was sent.
      { ...item({ ...zhouhang, customerId: shenlan.customerId }, 0, 'sent'), at: at('10-12') },
      ...times(9, (n) => item(luoyi, n, 'sent')),
    ]);
    const touch = (value: boolean, n: number, when: Date): Touch => ({
      ...{ id: ctx.newId(), customerId: zhouhang.customerId, memberId: zhouhang.id, at: when, value },
      ...{ kind: value ? 'contact' : 'care', automatic: !value, source: `test:${n}` },
    });
    await db.insert(Touch, [
      ...times(15, (n) => touch(true, n, at('11-12'))),
      ...times(10, (n) => touch(false, 100 + n, at('11-13'))),
      // Planned ones stand in the ledger already.
      touch(false, 200, at('11-28')),
    ]);
    const offer = (title: string, priceOffer: boolean): Offer => ({
      ...{ id: ctx.newId(), title, kind: priceOffer ? 'discount' : 'gift', terms: '', stock: null, issued: 4 },
      ...{ perCustomer: 9, validFrom: at('10-01'), validUntil: at('12-01'), priceOffer, status: 'open' },
      ...{ createdById: zhouhang.id, createdAt: at('10-01') },
    });
    const [gift, discount] = [offer('清洁粉', false), offer('九折', true)];
    await db.insert(Offer, [gift, discount]);
    const coupon = (of: Who, { id: offerId }: Offer, status: Coupon['status'], claimedAt = at('11-03')): Coupon => ({
      ...{ id: ctx.newId(), code: newCode(), offerId, campaignId: null, customerId: of.customerId, status, claimedAt },
      ...{ redeemedAt: status === 'redeemed' ? at('11-05') : null, redeemedById: null },
    });
    await db.insert(Coupon, [
      ...times(3, (n) => coupon(zhouhang, gift, n === 0 ? 'redeemed' : 'claimed')),
      coupon(zhouhang, discount, 'expired'),
      coupon(zhouhang, gift, 'redeemed', at('10-30')),
      ...times(8, () => coupon(luoyi, discount, 'redeemed')),
    ]);
  });

  const own = await figures(app, 'zhouhang');

  expect(own.care).toEqual({
    sent: 3,
    leftOut: 6,
    // Whether he left before or after it was sent is one reason to the reader.
    reasons: [
      { cause: '已不是好友', count: 3 },
      { cause: '投诉未结', count: 2 },
      { cause: '说不清', count: 1 },
    ],
  });
  expect(own.of('care-sent').now).toEqual({ cases: 9, sum: 3, value: null });
  expect(own.of('worth').now).toEqual({ cases: 25, sum: 15, value: 60 });
  expect(own.coupons).toMatchObject({
    claimed: 4,
    redeemed: 1,
    offers: [
      { title: '清洁粉', priceOffer: false, claimed: 3, redeemed: 1 },
      { title: '九折', priceOffer: true, claimed: 1, redeemed: 0 },
    ],
  });
  expect(own.of('coupon-use')).toMatchObject({ now: { cases: 4, sum: 1 }, before: { cases: 1, sum: 1 } });
});

it('has nothing to show where nothing has happened, and refuses a period that there is not', async () => {
  const app = await testApp();

  const { figures: all, care, coupons } = await figures(app, 'zhouhang');
  expect(all.map(({ now }) => now)).toEqual(all.map(() => ({ cases: 0, sum: 0, value: null })));
  expect(care).toEqual({ sent: 0, leftOut: 0, reasons: [] });
  expect(coupons).toEqual({ claimed: 0, redeemed: 0, offers: [] });
  expect(await people(app, 'zhouhang')).toEqual([]);

  const client = await signIn(app, 'zhouhang');
  expect(await client.get('/figures?period=year')).toMatchObject({ status: 400, body: { code: 'http.input' } });
});
