import { expect, it } from 'vitest';
import { CareOccasion } from '../../../../entities/care.ts';
import { Customer } from '../../../../entities/customer.ts';
import { CustomerValue } from '../../../../entities/order.ts';
import { CustomerTier } from '../../../../entities/tier.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { recordTouch } from '../../../../server/touches/record-touch.ts';
import { signIn } from '../../../support/api.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

const solstice = {
  ...{ kind: 'holiday', holidayName: '冬至', title: '冬至问候', segmentId: null },
  ...{ leadDays: 0, sendAt: '10:00', enabled: false },
  texts: { default: '{称呼}，冬至了，天冷记得添衣。{我}' },
};

interface Month {
  today: string;
  days: { day: string; lunar: string; feast: string | null; birthdays: number; planned: number; sent: number }[];
}

interface Progress {
  occasion: { title: string; enabled: boolean; editable: boolean };
  stage: string;
  total: number;
  included: number;
  sent: number;
  waiting: number;
  senders: number;
  leftOut: { cause: string; count: number; customers: { name: string }[] }[];
  tiers: { tier: string | null; count: number }[];
  budget: { before: number; after: number } | null;
  samples: { customerName: string; parts: { text: string; merged: boolean }[] }[];
  warnings: string[];
}

/** A customer who is a WeCom contact of his owner. */
async function contact(app: TestApp, name: string, owner = 'zhouhang'): Promise<Customer> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: owner });
  await app.settle();
  return app.read(system, ({ db }) => db.findOneByOrFail(Customer, { externalUserId }));
}

const dayOf = ({ days }: Month, day: string) => days.find((each) => each.day === day);

it('a manager writes a holiday, looks at who gets it, and confirms it; a rep may only look', async () => {
  const app = await testApp();
  const zhang = await contact(app, '张三');
  await contact(app, '李四');
  await contact(app, '何佳怡', 'gaoyuan');
  await app.say('zhouhang', '投诉 李四 漏水');
  await app.run(system, ({ db }) =>
    db.insert(CustomerTier, { customerId: zhang.id, tier: 'A', score: 90, reasons: [], at: START }),
  );
  await app.run(system, (ctx) =>
    recordTouch(ctx, {
      ...{ customerId: zhang.id, memberId: null, kind: 'care', automatic: true, source: 'care:1', value: false },
      at: new Date('2026-12-01T02:00:00Z'),
    }),
  );
  const manager = await signIn(app, 'shenlan');
  const rep = await signIn(app, 'zhouhang');

  const draft = await manager.post<Progress>('/care/preview', solstice);
  expect(draft.body).toMatchObject({ day: '2026-12-22', total: 3, warnings: [expect.stringContaining('一次群发')] });
  await app.say('zhouhang', '生日 张三 11-25');
  const birthday = { ...solstice, kind: 'birthday', holidayName: null };
  expect((await manager.post<Progress>('/care/preview', birthday)).body).toMatchObject({
    ...{ day: '2026-11-25', total: 1, samples: [{ customerName: '张三' }] },
  });
  const { status, body } = await manager.post('/care/preview', { ...solstice, texts: { default: '{姓}，冬至好。' } });
  expect({ status, message: body.message }).toEqual({
    ...{ status: 400, message: '不认识 {姓}。能用的有 {称呼}、{姓名}、{公司}、{我}。' },
  });
  expect((await rep.post('/care/preview', solstice)).status).toBe(403);
  expect((await rep.post('/care/occasions', solstice)).status).toBe(403);

  const { id } = (await manager.post<{ occasion: { id: string } }>('/care/occasions', solstice)).body.occasion;
  const before = (await manager.get<Progress>(`/care/occasions/${id}`)).body;
  expect(before).toMatchObject({
    ...{ stage: 'proposed', total: 3, included: 2, senders: 2, budget: { before: 13, after: 38 } },
    leftOut: [{ cause: '投诉未结', count: 1, customers: [{ name: '李四' }] }],
    tiers: [
      { tier: 'A', count: 1 },
      { tier: null, count: 1 },
    ],
  });
  expect(before.samples.find(({ customerName }) => customerName === '张三')?.parts).toEqual([
    { text: '张三', merged: true },
    { text: '，冬至了，天冷记得添衣。', merged: false },
    { text: '周航', merged: true },
  ]);
  const month = async (page = manager) => (await page.get<Month>('/care/calendar?year=2026&month=12')).body;
  expect(dayOf(await month(), '2026-12-22')).toMatchObject({ lunar: '十四', feast: '冬至', planned: 0 });

  expect((await rep.post(`/care/occasions/${id}/confirm`, { enabled: true })).status).toBe(403);
  expect((await manager.post(`/care/occasions/${id}/confirm`, { enabled: true })).body).toMatchObject({
    enabled: true,
  });
  expect((await manager.get<Progress>(`/care/occasions/${id}`)).body.stage).toBe('set');
  expect(dayOf(await month(), '2026-12-22')?.planned).toBe(3);

  // A rep is told of his own customers alone, in names and in figures.
  const own = (await rep.get<Progress>(`/care/occasions/${id}`)).body;
  expect(own).toMatchObject({ total: 2, included: 1, senders: 1, occasion: { editable: false } });
  expect(JSON.stringify(own)).not.toContain('何佳怡');
  expect(dayOf(await month(rep), '2026-12-22')?.planned).toBe(2);
  const colleague = (await (await signIn(app, 'gaoyuan')).get<Progress>(`/care/occasions/${id}`)).body;
  expect(colleague).toMatchObject({ total: 1, included: 1, leftOut: [] });
});

it(
  'follows a day from the plan to what was sent, in figures that add up, and keeps them apart for each member',
  { timeout: 60_000 },
  async () => {
    const app = await testApp();
    await contact(app, '张三');
    await contact(app, '何佳怡', 'gaoyuan');
    const angry = await contact(app, '李四');
    const manager = await signIn(app, 'shenlan');
    const { id } = (await manager.post<{ occasion: { id: string } }>('/care/occasions', { ...solstice, enabled: true }))
      .body.occasion;
    await app.say('zhouhang', '投诉 李四 漏水');
    await app.moveClock({ to: '2026-12-22T10:05:00+08:00' });
    // Sessions do not last a month.
    const page = (userId: string) => signIn(app, userId);
    const progress = async (userId: string, day = '2026-12-22') =>
      (await (await page(userId)).get<Progress>(`/care/occasions/${id}?day=${day}`)).body;
    expect(await progress('shenlan')).toMatchObject({ stage: 'underway', total: 3, included: 2, sent: 0, waiting: 2 });

    for (const item of await app.chat('zhouhang')) {
      if (item.kind === 'mass' && item.mass.state === 'waiting')
        await app.control('POST', `/members/zhouhang/mass/${item.id}/confirm`, {});
    }
    await app.moveClock({ hours: 1 });
    const own = await progress('zhouhang');
    expect(own).toMatchObject({ stage: 'done', total: 2, included: 1, sent: 1, waiting: 0 });
    expect(own.leftOut).toMatchObject([{ count: 1, customers: [{ id: angry.id, name: '李四' }] }]);
    expect(own.samples[0]?.parts[0]).toEqual({ text: '张三', merged: true });
    expect(await progress('shenlan')).toMatchObject({ stage: 'underway', total: 3, included: 2, sent: 1, waiting: 1 });
    const { days } = (await (await page('shenlan')).get<Month>('/care/calendar?year=2026&month=12')).body;
    expect(dayOf({ today: '', days }, '2026-12-22')).toMatchObject({ planned: 1, sent: 1 });

    // What was switched off before its day and what nobody had then are not claimed to have been.
    expect(await progress('shenlan', '2025-12-21')).toMatchObject({ stage: 'missed', total: 0, included: 0 });
  },
);

it('shows of the birthday cares of a day those that mean somebody', async () => {
  const app = await testApp();
  await contact(app, '张三');
  await app.say('zhouhang', '生日 张三 11-25');
  const manager = await signIn(app, 'shenlan');
  const care = { ...solstice, kind: 'birthday', holidayName: null, enabled: true };
  const shown = async () =>
    (await manager.get<{ occasions: { title: string }[] }>('/care/days/2026-11-25')).body.occasions
      .map(({ title }) => title)
      .sort();

  await manager.post('/care/occasions', { ...care, title: '核心客户生日', segmentId: 'ready:core' });
  expect(await shown()).toEqual(['生日']);
  await manager.post('/care/occasions', { ...care, title: '新客生日' });
  expect(await shown()).toEqual(['新客生日', '生日'].sort());
});

it('shows whose birthday a day is, solar or lunar, what is planned for him, and only to who may see him', async () => {
  const app = await testApp();
  const zhang = await contact(app, '张三');
  const he = await contact(app, '何佳怡', 'gaoyuan');
  const rep = await signIn(app, 'zhouhang');
  const told = (said: string | null) =>
    rep.post<{ question: string[] | null }>(`/customers/${zhang.id}/birthday`, { said });
  expect((await told('八月十五')).body.question).toEqual(['公历8月15日', '农历八月十五']);
  expect((await told('什么')).status).toBe(400);
  expect((await told('农历十月十六')).body).toEqual({
    ...{ birthday: { words: '农历十月十六', next: '11月24日' }, question: null },
  });
  expect((await rep.post(`/customers/${he.id}/birthday`, { said: '11-24' })).status).toBe(404);
  await app.say('gaoyuan', '生日 何佳怡 11-24');
  expect((await rep.get<{ birthday: unknown }>(`/customers/${zhang.id}`)).body.birthday).toMatchObject({
    words: '农历十月十六',
  });

  const day = (await rep.get<{ birthdays: unknown[] }>('/care/days/2026-11-24')).body;
  expect(day).toMatchObject({
    ...{ date: '11月24日 周二', lunar: '农历十月十六', birthdayCount: 1, occasions: [{ title: '生日' }] },
    birthdays: [{ customer: { name: '张三' }, words: '农历十月十六', plan: '09:00 发给周航确认' }],
  });
  expect(day.birthdays).toHaveLength(1);
  for (const wrong of ['2026-02-30', '2027-13-45', '9999-01-01', 'x']) {
    expect((await rep.get(`/care/days/${wrong}`)).status).toBe(400);
    expect((await rep.get(`/care/occasions/default-birthday?day=${wrong}`)).status).toBe(400);
  }
  expect((await rep.get('/care/calendar?year=2099&month=12')).status).toBe(200);
  expect((await rep.get('/care/days/1900-01-01')).status).toBe(200);
  const month = async (page: typeof rep) =>
    dayOf((await page.get<Month>('/care/calendar?year=2026&month=11')).body, '2026-11-24');
  expect(await month(rep)).toMatchObject({ birthdays: 1, planned: 1 });
  expect(await month(await signIn(app, 'shenlan'))).toMatchObject({ birthdays: 2, planned: 2 });

  await app.run(system, ({ db }) => db.update(CareOccasion, { kind: 'birthday' }, { enabled: false }));
  expect((await rep.get('/care/days/2026-11-24')).body).toMatchObject({ birthdays: [{ plan: '没有安排祝福' }] });
  expect(await month(rep)).toMatchObject({ birthdays: 1, planned: 0 });
  expect((await told(null)).body).toEqual({ birthday: null, question: null });
  expect((await rep.get('/care/days/2026-11-24')).body).toMatchObject({ birthdays: [] });
});

it('counts whoever has his birthday on a holiday once', async () => {
  const app = await testApp();
  await contact(app, '张三');
  await contact(app, '李四');
  await app.say('zhouhang', '生日 张三 1-1');
  const { body } = await (await signIn(app, 'zhouhang')).get<Month>('/care/calendar?year=2027&month=1');
  expect(dayOf(body, '2027-01-01')).toMatchObject({ feast: '元旦', birthdays: 1, planned: 2 });
});

it('tells a member of his day: his own customers’ birthdays and anniversaries, and the greetings in his name', async () => {
  const app = await testApp();
  const zhang = await contact(app, '张三');
  const li = await contact(app, '李四');
  await contact(app, '何佳怡', 'gaoyuan');
  await app.say('zhouhang', '生日 张三 11-22');
  await app.say('gaoyuan', '生日 何佳怡 11-22');
  const firstOrderAt = new Date('2023-11-27T06:00:00Z');
  await app.run(system, ({ db }) =>
    db.insert(CustomerValue, {
      customerId: li.id,
      orderCount: 1,
      totalFen: 100,
      firstOrderAt,
      lastOrderAt: firstOrderAt,
    }),
  );
  const rep = await signIn(app, 'zhouhang');
  expect((await rep.get('/care/mine')).body).toMatchObject({
    marks: [],
    comingCount: 2,
    coming: [
      { customer: { id: zhang.id }, kind: 'birthday', day: '2026-11-22', inDays: 1, years: null },
      { customer: { id: li.id }, kind: 'anniversary', day: '2026-11-27', inDays: 6, years: 3, lunar: '农历十月十九' },
    ],
  });
  await app.moveClock({ to: '2026-11-22T08:30:00+08:00' });
  expect((await (await signIn(app, 'zhouhang')).get('/care/mine')).body).toMatchObject({
    marks: ['2026-11-22T01:00:00.000Z'],
  });
  expect((await (await signIn(app, 'shenlan')).get('/care/mine')).body).toEqual({
    marks: [],
    coming: [],
    comingCount: 0,
  });
});

it('promises nothing for a birthday that was told after the day was planned', async () => {
  const app = await testApp();
  await contact(app, '张三');
  await contact(app, '李四');
  await app.say('zhouhang', '生日 李四 11-22');
  await app.moveClock({ to: '2026-11-22T09:05:00+08:00' });
  await app.say('zhouhang', '生日 张三 11-22');
  const rep = await signIn(app, 'zhouhang');
  expect((await rep.get('/care/days/2026-11-22')).body).toMatchObject({
    birthdays: [
      { customer: { name: '张三' }, plan: '没有安排祝福' },
      { customer: { name: '李四' }, plan: '等周航确认' },
    ],
  });
  expect(dayOf((await rep.get<Month>('/care/calendar')).body, '2026-11-22')).toMatchObject({
    birthdays: 2,
    planned: 1,
  });
});
