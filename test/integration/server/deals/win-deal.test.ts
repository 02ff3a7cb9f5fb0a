import { expect, it } from 'vitest';
import { Deal } from '../../../../entities/deal.ts';
import { Member } from '../../../../entities/member.ts';
import { CustomerValue, Order } from '../../../../entities/order.ts';
import { Maintenance, MaintenanceStep } from '../../../../entities/maintenance.ts';
import { quoteDeal } from '../../../../server/deals/quote-deal.ts';
import { winDeal } from '../../../../server/deals/win-deal.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { serviceCompany } from '../../../support/company.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const counted = (app: TestApp) =>
  app.read(system, async ({ db }) => ({
    deals: await db.count(Deal),
    orders: await db.count(Order),
    maintained: await db.count(Maintenance),
    steps: await db.count(MaintenanceStep),
  }));

const winners = ['zhouhang', 'shenlan', 'boss', 'zhouhang'];

/** All of them win it at once; gives the refusals. */
async function allWin(app: TestApp, customerId: string, amountFen: number | null) {
  const actors = await Promise.all(winners.map((userId) => app.actor(userId)));
  const outcomes = await Promise.allSettled(
    actors.map((actor) => app.run(actor, (ctx) => winDeal(ctx, { customerId, amountFen, title: null, note: null }))),
  );
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
}

it.each([
  ['a quote, without naming the amount', true, null],
  ['a quote at another amount', true, 5_000_000],
  ['what nobody had quoted', false, 5_800_000],
])('of four who win %s at once one does; the others hear that it is over', async (_what, quoted, amountFen) => {
  const app = await testApp({ company: serviceCompany });
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  if (quoted) {
    await app.run(await app.actor('zhouhang'), (ctx) =>
      quoteDeal(ctx, { customerId, amountFen: 5_800_000, title: null }),
    );
  }

  const refusals = await allWin(app, customerId, amountFen);

  expect(refusals).toHaveLength(3);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'deal.closed' });
    expect((refusal as { sentence: string }).sentence).toContain('商机已结束');
  }
  expect(await counted(app)).toEqual({ deals: 1, orders: 1, maintained: 1, steps: 5 });
  expect(await app.read(system, ({ db }) => db.find(CustomerValue))).toMatchObject([
    { customerId, orderCount: 1, totalFen: amountFen ?? 5_800_000 },
  ]);
});

it('of two who quote at once the second one changes the first one’s deal', async () => {
  const app = await testApp();
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const actors = await Promise.all(['zhouhang', 'shenlan', 'boss'].map((userId) => app.actor(userId)));

  await Promise.all(
    actors.map((actor, index) =>
      app.run(actor, (ctx) => quoteDeal(ctx, { customerId, amountFen: 5_000_000 + index, title: null })),
    ),
  );

  expect(await app.read(system, ({ db }) => db.count(Deal))).toBe(1);
  expect(await app.say('zhouhang', '待办')).toEqual([expect.stringContaining('共 1 件待办')]);
});

it('makes the deal the actor’s where the customer’s owner has left', async () => {
  const app = await testApp();
  const { id: customerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const leader = await app.actor('shenlan');
  await app.run(system, ({ db }) => db.update(Member, { userKey: 'zhouhang' }, { status: 'left' }));

  await app.run(leader, (ctx) => winDeal(ctx, { customerId, amountFen: 5_800_000, title: null, note: null }));

  const leaderId = leader.kind === 'member' ? leader.id : '';
  const [deal] = await app.read(system, ({ db }) => db.find(Deal));
  const [maintenance] = await app.read(system, ({ db }) => db.find(Maintenance));
  expect([deal?.ownerId, maintenance?.ownerId]).toEqual([leaderId, leaderId]);
  expect((await app.say('shenlan', '待办'))[0]).toContain('共 5 件待办');
});
