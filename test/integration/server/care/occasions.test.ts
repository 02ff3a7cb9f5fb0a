import { expect, it } from 'vitest';
import { In } from 'typeorm';
import { CareItem, CareOccasion } from '../../../../entities/care.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { MassSend } from '../../../../entities/mass-send.ts';
import { careCalendar } from '../../../../server/care/care-calendar.ts';
import { listOccasions } from '../../../../server/care/list-occasions.ts';
import { planCare } from '../../../../server/care/plan-care.ts';
import { previewOccasion } from '../../../../server/care/preview-occasion.ts';
import { createOccasion, updateOccasion } from '../../../../server/care/save-occasion.ts';
import type { OccasionInput } from '../../../../server/care/schemas.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { createSegment } from '../../../../server/segments/save-segment.ts';
import { deleteSegment } from '../../../../server/segments/delete-segment.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

const holiday: OccasionInput = {
  ...{
    kind: 'holiday',
    holidayName: '冬至',
    title: '冬至',
    segmentId: null,
    leadDays: 0,
    sendAt: '10:00',
    enabled: true,
  },
  texts: { default: '冬至了，天冷记得添衣。' },
};

/** A customer who is a WeCom contact of his owner. */
async function contact(app: TestApp, name: string, owner = 'zhouhang'): Promise<Customer> {
  const customer = await app.build.customer({ owner, name, externalUserId: `wm${name}` });
  await app.run(system, ({ db }) =>
    db.insert(CustomerRelation, {
      ...{ customerId: customer.id, memberId: customer.ownerId, remark: null, description: null, addWay: null },
      ...{ state: null, half: false, welcomedAt: null, since: START, endedAt: null, endedBy: null },
    }),
  );
  return customer;
}

it('is decided by managers alone, and refuses what cannot be sent', async () => {
  const app = await testApp();
  const rep = await app.actor('zhouhang');
  const manager = await app.actor('shenlan');
  const save = (change: Partial<OccasionInput>, actor = manager) =>
    app.run(actor, (ctx) => createOccasion(ctx, { ...holiday, ...change }));

  await expect(save({}, rep)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(save({ texts: { default: '{名字}，冬至好。' } })).rejects.toMatchObject({
    kind: 'invalid',
    sentence: '不认识 {名字}。能用的有 {称呼}、{姓名}、{公司}、{我}。',
  });
  await expect(save({ texts: { default: '冬至好。', A: '{ 电话 } 冬至好。' } })).rejects.toThrow('不认识 {电话}');
  await expect(save({ holidayName: '圣诞' })).rejects.toThrow('没有这个节日');
  await expect(save({ sendAt: '22:00' })).rejects.toThrow('不打扰');
  await expect(save({ holidayName: '清明节', texts: { default: '清明节快乐' } })).rejects.toThrow('追思');
  await expect(save({ segmentId: 'nowhere' })).rejects.toMatchObject({ kind: 'not_found' });

  const { warnings } = await save({ texts: { default: '冬至好，全场 8 折优惠。' } });
  expect(warnings).toEqual(['问候里有价格、优惠。关怀不推销，换个说法吧。']);
});

it('shows beforehand who will be greeted and who not, in figures that add up', async () => {
  const app = await testApp();
  await contact(app, '张三');
  await contact(app, '李四');
  await contact(app, '何佳怡', 'gaoyuan');
  await app.build.customer({ owner: 'zhouhang', name: '孙七', externalUserId: 'wm7' });
  await app.say('zhouhang', '投诉 张三 漏水');
  const manager = await app.actor('shenlan');
  const { occasion } = await app.run(manager, (ctx) =>
    createOccasion(ctx, { ...holiday, texts: { default: '{称呼}，冬至了。{我}' } }),
  );

  const all = await app.read(manager, (ctx) => previewOccasion(ctx, occasion.id));
  expect(all).toMatchObject({ day: '2026-12-22', total: 4, included: 2, confirmations: 2 });
  expect(all.at).toEqual(new Date('2026-12-22T02:00:00.000Z'));
  expect(all.leftOut).toHaveLength(2);
  expect(all.leftOut).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'complaint', cause: '投诉未结', count: 1 }),
      expect.objectContaining({ reason: 'no-relation', cause: '还不是企业微信好友', count: 1 }),
    ]),
  );
  expect(all.samples.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['李四，冬至了。周航', '何佳怡，冬至了。高媛']),
  );

  const own = await app.read(await app.actor('gaoyuan'), (ctx) => previewOccasion(ctx, occasion.id));
  expect(own).toMatchObject({ total: 1, included: 1, leftOut: [] });
});

it('greets only its segment, which stays as long as it is used', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  await contact(app, '李四');
  await app.run(system, ({ db }) => db.update(Customer, { id }, { stage: 'won' }));
  const manager = await app.actor('shenlan');
  const rule = { all: [{ condition: 'stage', params: { stages: ['won'] } }] };
  const segment = await app.run(manager, (ctx) => createSegment(ctx, { name: '成交客户', rule }));
  const { occasion } = await app.run(manager, (ctx) => createOccasion(ctx, { ...holiday, segmentId: segment.id }));

  expect(await app.read(manager, (ctx) => previewOccasion(ctx, occasion.id))).toMatchObject({ total: 1, included: 1 });
  await expect(app.run(manager, (ctx) => deleteSegment(ctx, segment.id))).rejects.toThrow(
    '关怀“冬至”在用分群“成交客户”',
  );
});

it('is planned anew when it is moved, and greets nobody twice', async () => {
  const app = await testApp();
  await contact(app, '张三');
  const manager = await app.actor('shenlan');
  const { occasion } = await app.run(manager, (ctx) => createOccasion(ctx, holiday));
  await app.moveClock({ to: '2026-12-22T08:30:00+08:00' });
  const items = () => app.read(system, ({ db }) => db.findBy(CareItem, { occasionId: occasion.id }));
  expect(await items()).toMatchObject([{ status: 'planned', text: '冬至了，天冷记得添衣。' }]);

  const later = { ...holiday, sendAt: '15:00', texts: { default: '冬至安康。' } };
  await app.run(manager, (ctx) => updateOccasion(ctx, occasion.id, later));
  await app.settle();
  expect(await items()).toMatchObject([
    { status: 'planned', text: '冬至安康。', at: new Date('2026-12-22T07:00:00Z') },
  ]);

  const moved: OccasionInput = { ...holiday, holidayName: '元旦', title: '元旦', leadDays: 1 };
  await app.run(manager, (ctx) => updateOccasion(ctx, occasion.id, moved));
  await app.moveClock({ to: '2026-12-22T16:00:00+08:00' });
  const dropped = { status: 'dropped', day: '2026-12-22', detail: '关怀改了日子或对象，或停用了，这次不发。' };
  expect(await items()).toMatchObject([dropped]);
  await app.moveClock({ to: '2026-12-31T09:00:00+08:00' });
  expect(await items()).toMatchObject([
    dropped,
    { status: 'planned', day: '2027-01-01', at: new Date('2026-12-31T02:00:00Z') },
  ]);
});

it('tells why a planned greeting does not leave when the occasion is switched off, and plans it again when it is back', async () => {
  const app = await testApp();
  await contact(app, '张三');
  const manager = await app.actor('shenlan');
  const { occasion } = await app.run(manager, (ctx) => createOccasion(ctx, holiday));
  const items = () => app.read(system, ({ db }) => db.findBy(CareItem, { occasionId: occasion.id }));
  const update = (change: Partial<OccasionInput>) =>
    app.run(manager, (ctx) => updateOccasion(ctx, occasion.id, { ...holiday, ...change }));
  await app.moveClock({ to: '2026-12-22T08:30:00+08:00' });

  await update({ enabled: false });
  expect(await app.say('zhouhang', '关怀')).toEqual([
    '今天的关怀 1 位\n· 张三 冬至 没发：关怀改了日子或对象，或停用了，这次不发',
  ]);
  await app.moveClock({ to: '2026-12-22T09:30:00+08:00' });
  await update({ enabled: true });
  await app.settle();
  expect(await items()).toMatchObject([{ status: 'planned', reason: null }]);
});

it('does not put a greeting before anybody whose holiday turns out to be on another day', async () => {
  const app = await testApp();
  await contact(app, '张三');
  const { occasion } = await app.run(await app.actor('shenlan'), (ctx) => createOccasion(ctx, holiday));
  await app.moveClock({ to: '2026-12-22T08:30:00+08:00' });
  // As a new version of the product does that knows the calendar better.
  await app.run(system, ({ db }) => db.update(CareOccasion, { id: occasion.id }, { holidayName: '圣诞节' }));

  await app.moveClock({ to: '2026-12-22T10:30:00+08:00' });

  const items = await app.read(system, ({ db }) => db.findBy(CareItem, { occasionId: occasion.id }));
  expect(items).toMatchObject([{ status: 'dropped', reason: 'changed', day: '2026-12-22' }]);
  expect(await app.read(system, ({ db }) => db.count(MassSend))).toBe(0);
});

it('of two occasions that are planned at once each customer gets one', async () => {
  const app = await testApp();
  for (let n = 0; n < 12; n += 1) await contact(app, `客户${n}`);
  const manager = await app.actor('shenlan');
  await app.moveClock({ to: '2026-12-22T08:30:00+08:00' });
  const ids: string[] = [];
  for (const title of ['冬至甲', '冬至乙', '冬至丙']) {
    ids.push((await app.run(manager, (ctx) => createOccasion(ctx, { ...holiday, title }))).occasion.id);
  }

  await Promise.all(ids.map((id) => app.run(system, (ctx) => planCare(ctx, `${id} 2026-12-22 `))));

  const items = await app.read(system, ({ db }) => db.findBy(CareItem, { occasionId: In(ids) }));
  expect(items).toHaveLength(36);
  const planned = items.filter(({ status }) => status === 'planned');
  expect(new Set(planned.map(({ customerId }) => customerId)).size).toBe(12);
  expect(planned).toHaveLength(12);
  expect(new Set(items.filter(({ status }) => status === 'held').map(({ reason }) => reason))).toEqual(
    new Set(['same-day']),
  );
});

it('lists what comes next and shows a month of birthdays and holidays', async () => {
  const app = await testApp();
  await contact(app, '张三');
  await contact(app, '何佳怡', 'gaoyuan');
  await app.say('zhouhang', '生日 张三 农历腊月三十');
  await app.say('gaoyuan', '生日 何佳怡 1990-02-05');

  const [first, second] = await app.read(system, listOccasions);
  expect(first?.occasion.title).toBe('生日');
  expect(second).toMatchObject({ audience: '所有人', next: { year: 2026, month: 11, day: 26 } });
  const month = async (userId: string) =>
    app.read(await app.actor(userId), (ctx) => careCalendar(ctx, { year: 2027, month: 2 }));
  const days = await month('shenlan');
  expect(days).toHaveLength(28);
  expect(days.filter(({ birthdays }) => birthdays > 0)).toMatchObject([{ day: '2027-02-05', birthdays: 2 }]);
  expect(days.find(({ day }) => day === '2027-02-06')?.holidays).toMatchObject([{ title: '春节', enabled: true }]);
  expect((await month('gaoyuan')).find(({ birthdays }) => birthdays > 0)?.birthdays).toBe(1);
});
