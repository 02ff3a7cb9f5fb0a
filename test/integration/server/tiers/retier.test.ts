import { expect, it } from 'vitest';
import { Customer } from '../../../../entities/customer.ts';
import { CustomerValue } from '../../../../entities/order.ts';
import { CustomerTier, TierChange, TierRun } from '../../../../entities/tier.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { retierBatch, retierDue } from '../../../../server/tiers/retier.ts';
import { viewTier } from '../../../../server/tiers/view-tier.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

/** A customer of 周航 who has bought for so many yuan, first and last so many days ago. */
async function buyer(app: TestApp, name: string, yuan: number, first: number, last: number): Promise<string> {
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name, lastFollowedUpAt: START });
  await app.run(system, ({ db }) =>
    db.insert(CustomerValue, {
      ...{ customerId, orderCount: 2, totalFen: yuan * 100 },
      ...{ firstOrderAt: addDays(START, -first), lastOrderAt: addDays(START, -last) },
    }),
  );
  return customerId;
}

const tiers = (app: TestApp) =>
  app.read(system, async ({ db }) =>
    (await db.find(CustomerTier, { order: { customerId: 'ASC' } })).map(({ tier }) => tier),
  );

it('reckons the tiers at night, shows them on the card with the reason, and keeps how they changed', async () => {
  const app = await testApp();
  const core = await buyer(app, '陈志远', 523_000, 1200, 10);
  for (const name of ['孙丽', '何佳怡', '刘建国', '钱坤']) await buyer(app, name, 20_000, 500, 200);
  await app.build.customer({ owner: 'zhouhang', name: '新线索' });
  expect((await app.say('zhouhang', '查 陈志远'))[0]).not.toContain('级');

  await app.moveClock({ to: '2026-11-22T04:00:00+08:00' });

  expect(await tiers(app)).toEqual(['A', 'B', 'B', 'B', 'B', 'C']);
  expect((await app.say('zhouhang', '查 陈志远'))[0]).toContain('陈志远\n新线索 · A 级');
  const actor = await app.actor('zhouhang');
  expect(await app.read(actor, (ctx) => viewTier(ctx, core))).toMatchObject({
    current: {
      ...{ tier: 'A', score: 100 },
      reasons: [
        '价值 50/50：累计 ¥523,000，排在前 20%',
        '活跃 30/30：11 天前下单，1 天前联系',
        '年限 20/20：合作 3 年',
      ],
    },
    changes: [{ previous: null, tier: 'A', score: 100 }],
  });

  await app.run(system, async ({ db }) => {
    const long = { firstOrderAt: addDays(START, -500), lastOrderAt: addDays(START, -400) };
    await db.update(CustomerValue, { customerId: core }, long);
    await db.update(Customer, { id: core }, { lastFollowedUpAt: addDays(START, -400) });
  });
  await app.moveClock({ days: 1 });
  expect(await app.read(actor, (ctx) => viewTier(ctx, core))).toMatchObject({
    current: { tier: 'B', score: 62 },
    changes: [
      { previous: 'A', tier: 'B', score: 62 },
      { previous: null, tier: 'A' },
    ],
  });
  expect(await app.read(system, ({ db }) => db.count(TierChange))).toBe(7);
  expect(app.faults).toEqual([]);
});

it('is due once a night, from three o’clock in Shanghai on', async () => {
  const app = await testApp({ unstarted: true });
  const due = (at: string) => app.read(system, (ctx) => retierDue({ ...ctx, now: new Date(at) }));

  expect(await due('2026-11-21T02:59:59+08:00')).toEqual([]);
  expect(await due('2026-11-21T03:00:00+08:00')).toEqual(['2026-11-21 ']);
  await app.run(system, (ctx) => retierBatch(ctx, '2026-11-21 '));
  expect(await due('2026-11-21T23:00:00+08:00')).toEqual([]);
  expect(await due('2026-11-22T02:00:00+08:00')).toEqual([]);
  expect(await due('2026-11-22T03:00:00+08:00')).toEqual(['2026-11-22 ']);
});

it('goes through all customers in batches with one set of lines, and does no batch twice', async () => {
  const app = await testApp({ unstarted: true });
  await app.build.member('zhouhang', '周航');
  await buyer(app, '第一位', 1000, 10, 10);
  await app.run(system, async (ctx) => {
    const { id: _id, ...first } = await ctx.db.findOneByOrFail(Customer, { name: '第一位' });
    await ctx.db.insert(
      Customer,
      Array.from({ length: 520 }, () => ({ ...first, id: ctx.newId() })),
    );
  });
  const due = () => app.read(system, (ctx) => retierDue(ctx));

  const [first = ''] = await due();
  await app.run(system, (ctx) => retierBatch(ctx, first));
  const lines = await app.read(system, ({ db }) => db.findOneByOrFail(TierRun, { day: '2026-11-21' }));
  await app.run(system, (ctx) => retierBatch(ctx, first));
  expect(await app.read(system, ({ db }) => db.count(CustomerTier))).toBe(500);

  await app.run(system, ({ db }) => db.update(CustomerValue, { orderCount: 2 }, { totalFen: 1 }));
  const [second = ''] = await due();
  expect(second).not.toBe(first);
  await app.run(system, (ctx) => retierBatch(ctx, second));

  expect(await due()).toEqual([]);
  expect(await app.read(system, ({ db }) => db.count(CustomerTier))).toBe(521);
  expect(await app.read(system, ({ db }) => db.count(TierChange))).toBe(521);
  expect(await app.read(system, ({ db }) => db.findOneByOrFail(TierRun, { day: '2026-11-21' }))).toMatchObject({
    ...{ done: true, coreFen: 100_000, startedAt: lines.startedAt },
  });
});

it('is not told of a customer whom the member may not see', async () => {
  const app = await testApp();
  const foreign = await app.build.customer({ owner: 'luoyi', name: '别组的' });

  const seen = app.read(await app.actor('zhouhang'), (ctx) => viewTier(ctx, foreign.id));
  await expect(seen).rejects.toThrow('没有找到这位客户。');
});
