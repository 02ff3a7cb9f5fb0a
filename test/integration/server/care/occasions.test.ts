import { expect, it } from 'vitest';
import { CareItem } from '../../../../entities/care.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { careCalendar } from '../../../../server/care/care-calendar.ts';
import { listOccasions } from '../../../../server/care/list-occasions.ts';
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
      { reason: 'complaint', cause: '投诉未结', count: 1 },
      { reason: 'no-relation', cause: '还不是企业微信好友', count: 1 },
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
  expect(await items()).toEqual([]);
  await app.moveClock({ to: '2026-12-31T09:00:00+08:00' });
  expect(await items()).toMatchObject([{ status: 'planned', day: '2027-01-01', at: new Date('2026-12-31T02:00:00Z') }]);
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
