import { expect, it } from 'vitest';
import { Maintenance } from '../../../../entities/maintenance.ts';
import { Member } from '../../../../entities/member.ts';
import { Task } from '../../../../entities/task.ts';
import { winDeal } from '../../../../server/deals/win-deal.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { recordMember } from '../../../../server/members/record-directory.ts';
import { placeOrder } from '../../../../server/orders/place-order.ts';
import { serviceCompany } from '../../../support/company.ts';
import { testApp, textOf, type TestApp } from '../../../support/test-app.ts';

const last = async (app: TestApp, userId: string): Promise<string> => {
  const item = (await app.chat(userId)).at(-1);
  return item ? textOf(item) : '';
};
const idOf = (app: TestApp, userId: string) =>
  app.read(system, async ({ db }) => (await db.findOneByOrFail(Member, { userKey: userId })).id);
const maintained = (app: TestApp) =>
  app.read(system, ({ db }) => db.find(Maintenance, { order: { startedAt: 'ASC', customerId: 'ASC' } }));
const planOf = (app: TestApp, ownerId: string) =>
  app.read(system, async ({ db }) =>
    (await db.find(Task, { where: { ownerId, status: 'open' }, order: { dueAt: 'ASC' } })).map(
      ({ title, dueAt }) => `${dueAt.toISOString().slice(0, 16)} ${title}`,
    ),
  );

/** The member leaves, as WeCom would tell it. */
const leave = (app: TestApp, userId: string) =>
  app.run(system, (ctx) =>
    recordMember(ctx, { userId, name: userId, position: null, departments: [], directLeaders: [], left: true }),
  );

it('hands a won customer to service, with a plan for both lanes, and tells both', async () => {
  const app = await testApp({ company: serviceCompany });
  await app.build.customer({ owner: 'zhouhang', name: '张三', company: '云栖民宿' });
  await app.say('zhouhang', '报价 张三 5.8万 双头机');
  const before = (await app.chat('zhouhang')).length;

  const [answer] = await app.say('zhouhang', '成交 张三 周末送货，要配滤水');

  expect(answer).toContain('维护负责人：何佳怡');
  expect(answer).toContain('计划：11月24日 周二 10:00 成交回访');
  expect(answer).toContain('12月14日 邀请参加活动（周航）；12月21日 使用满一个月，问问用得怎么样（何佳怡）');
  // What he said and the answer: nothing is told him twice.
  expect(await app.chat('zhouhang')).toHaveLength(before + 2);

  const notice = await last(app, 'hejiayi');
  expect(notice).toContain('交接给你：张三\n云栖民宿 · 成交 ¥58,000\n交接备注：周末送货，要配滤水\n销售：周航');
  expect(notice).toContain('先做：11月24日 周二 10:00 成交回访');
  expect((await app.press('hejiayi', '看客户'))[0]).toContain('负责人：周航 · 维护 何佳怡');

  expect(await planOf(app, await idOf(app, 'hejiayi'))).toEqual([
    '2026-11-24T02:00 成交回访',
    '2026-12-21T02:00 使用满一个月，问问用得怎么样',
    '2027-02-04T07:00 满意度调查',
  ]);
  expect(await planOf(app, await idOf(app, 'zhouhang'))).toEqual([
    '2026-12-14T07:00 邀请参加活动',
    '2027-02-15T02:00 每季度联系',
  ]);
});

it('tells the rep whose customer it is where his leader wins the deal', async () => {
  const app = await testApp({ company: serviceCompany });
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  await app.say('shenlan', '成交 张三 5.8万');

  expect(await last(app, 'zhouhang')).toContain(
    '张三已交接维护\n维护负责人：何佳怡\n先做：12月14日 周一 15:00 邀请参加活动',
  );
});

it('gives each customer to whoever of service maintains the fewest', async () => {
  const app = await testApp({ company: serviceCompany });
  for (const name of ['张三', '李四', '王五', '赵六']) {
    await app.build.customer({ owner: 'zhouhang', name });
    await app.say('zhouhang', `成交 ${name} 5.8万`);
  }

  const [he, xu] = [await idOf(app, 'hejiayi'), await idOf(app, 'xuqing')];
  const owners = (await maintained(app)).map(({ ownerId }) => ownerId).sort();
  expect(owners).toEqual([he, he, xu, xu].sort());
});

it('spreads customers who are won at once as well', async () => {
  const app = await testApp({ company: serviceCompany });
  const won: string[] = [];
  for (const name of ['张三', '李四', '王五', '赵六', '孙七', '周八']) {
    won.push((await app.build.customer({ owner: 'zhouhang', name })).id);
  }
  const [rep, leader] = [await app.actor('zhouhang'), await app.actor('shenlan')];

  await Promise.all(
    won.map((customerId, n) =>
      app.run(n % 2 ? rep : leader, (ctx) => winDeal(ctx, { customerId, amountFen: 100, title: null, note: null })),
    ),
  );

  const [he, xu] = [await idOf(app, 'hejiayi'), await idOf(app, 'xuqing')];
  const owners = (await maintained(app)).map(({ ownerId }) => ownerId).sort();
  expect(owners).toEqual([he, he, he, xu, xu, xu].sort());
});

it('leaves him with the rep where nobody is of service', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  const [answer] = await app.say('zhouhang', '成交 张三 5.8万');

  expect(answer).toContain('维护负责人：周航');
  expect((await app.say('zhouhang', '待办'))[0]).toContain('共 5 件待办');
});

it('comes further with each step that is done, and plans the next quarter', async () => {
  const app = await testApp({ company: serviceCompany });
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '成交 张三 5.8万');
  expect(await maintained(app)).toMatchObject([{ stage: 'won' }]);

  expect((await app.say('hejiayi', '完成 张三'))[0]).toBe('已完成：成交回访');
  expect(await maintained(app)).toMatchObject([{ stage: 'docking' }]);
  await app.say('hejiayi', '完成 张三');
  expect(await maintained(app)).toMatchObject([{ stage: 'regular' }]);

  await app.say('zhouhang', '完成 张三');
  await app.moveClock({ days: 3 });
  expect((await app.say('zhouhang', '完成 张三'))[0]).toBe('已完成：每季度联系');
  expect(await planOf(app, await idOf(app, 'zhouhang'))).toEqual(['2027-02-16T02:00 每季度联系']);
});

it('takes a second order for a repurchase: the plan stays, whoever maintains him is told', async () => {
  const app = await testApp({ company: serviceCompany });
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '成交 张三 5.8万');
  await app.moveClock({ days: 1 });

  const [answer] = await app.say('zhouhang', '成交 张三 3000 咖啡豆');

  expect(answer).toContain('维护负责人：何佳怡');
  expect(await maintained(app)).toMatchObject([{ customerId, stage: 'repurchase' }]);
  expect(await last(app, 'hejiayi')).toContain('张三又成交一笔\n金额：¥3,000\n内容：咖啡豆');
  expect(await planOf(app, await idOf(app, 'hejiayi'))).toHaveLength(3);
  expect(await planOf(app, await idOf(app, 'zhouhang'))).toHaveLength(2);

  await app.say('hejiayi', '完成 张三');
  expect(await maintained(app)).toMatchObject([{ stage: 'repurchase' }]);
});

it('an order without a deal begins no maintenance, and counts as a repurchase in one', async () => {
  const app = await testApp({ company: serviceCompany });
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const order = { customerId, dealId: null, title: '咖啡豆', amountFen: 9_900, category: '耗材', discounted: true };

  await app.run(system, (ctx) => placeOrder(ctx, order));
  expect(await maintained(app)).toEqual([]);

  await app.say('zhouhang', '成交 张三 5.8万');
  expect(await maintained(app)).toMatchObject([{ stage: 'won' }]);
  await app.run(system, (ctx) => placeOrder(ctx, order));
  expect(await maintained(app)).toMatchObject([{ stage: 'repurchase' }]);
});

it('gives the customers and the steps of whoever leaves to those who stay', async () => {
  const app = await testApp({ company: serviceCompany });
  await app.build.customer({ owner: 'zhouhang', name: '张三', company: '云栖民宿' });
  await app.say('zhouhang', '成交 张三 5.8万');
  await app.moveClock({ days: 4 });

  await leave(app, 'hejiayi');
  await app.settle();

  const xu = await idOf(app, 'xuqing');
  expect(await maintained(app)).toMatchObject([{ ownerId: xu }]);
  const told = (await app.chat('xuqing')).map(textOf);
  expect(told.some((text) => text.startsWith('交接给你：张三\n云栖民宿\n原维护人：何佳怡'))).toBe(true);
  // The call-back was due the day before: he is reminded at once.
  expect(told.at(-1)).toContain('到点了：成交回访');
  expect(await planOf(app, xu)).toHaveLength(3);

  await leave(app, 'zhouhang');
  expect(await planOf(app, xu)).toHaveLength(5);
  await leave(app, 'xuqing');
  // Nobody of service and no rep is left: the nearest manager takes both lanes.
  const boss = await idOf(app, 'boss');
  expect(await maintained(app)).toMatchObject([{ ownerId: boss }]);
  expect(await planOf(app, boss)).toHaveLength(5);
});
