import { expect, it } from 'vitest';
import type { Customer } from '../../../../entities/customer.ts';
import { CustomerValue } from '../../../../entities/order.ts';
import { Segment } from '../../../../entities/segment.ts';
import { CustomerTag, Tag } from '../../../../entities/tag.ts';
import { CustomerTier } from '../../../../entities/tier.ts';
import { system, type Actor } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import type { Rule } from '../../../../server/rules/rule.ts';
import { countSegment } from '../../../../server/segments/count-segment.ts';
import { deleteSegment } from '../../../../server/segments/delete-segment.ts';
import { explainCustomer } from '../../../../server/segments/explain-customer.ts';
import { findSegment, listSegments } from '../../../../server/segments/find-segments.ts';
import { pageSegment } from '../../../../server/segments/page-segment.ts';
import { sampleSegment } from '../../../../server/segments/sample-segment.ts';
import { createSegment, updateSegment } from '../../../../server/segments/save-segment.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

const leaf = (condition: string, params: Record<string, unknown>): Rule => ({ condition, params });
const silent = leaf('silent-for', { days: 30 });

/** A customer with what he has bought for in yuan, the days since his last order and contact, and perhaps a tier. */
async function customer(
  app: TestApp,
  facts: {
    owner?: string;
    name: string;
    yuan?: number;
    orders?: number;
    ordered?: number;
    contacted?: number;
    tier?: 'A' | 'B' | 'C';
    tag?: Tag;
  },
): Promise<Customer> {
  const { owner = 'zhouhang', name, yuan, orders = 1, ordered = 0, contacted = 0, tier, tag } = facts;
  const built = await app.build.customer({
    ...{ owner, name },
    ...{ lastFollowedUpAt: addDays(START, -contacted), createdAt: addDays(START, -400) },
  });
  await app.run(system, async ({ db }) => {
    const customerId = built.id;
    const lastOrderAt = addDays(START, -ordered);
    if (yuan !== undefined) {
      await db.insert(CustomerValue, {
        customerId,
        orderCount: orders,
        totalFen: yuan * 100,
        firstOrderAt: lastOrderAt,
        lastOrderAt,
      });
    }
    if (tier) await db.insert(CustomerTier, { customerId, tier, score: 50, reasons: [], at: START });
    if (tag) await db.insert(CustomerTag, { customerId, tagId: tag.id });
  });
  return built;
}

async function newTag(app: TestApp, name: string): Promise<Tag> {
  return app.run(system, async (ctx) => {
    const tag: Tag = { id: ctx.newId(), groupName: '行业', name, wecomId: null };
    await ctx.db.insert(Tag, tag);
    return tag;
  });
}

const names = (customers: readonly { name: string }[]) => customers.map(({ name }) => name);

it('counts what each line leaves, and by tier, among those whom the member may see', async () => {
  const app = await testApp();
  const equipment = await newTag(app, '商用设备');
  const blocked = await newTag(app, '黑名单');
  await customer(app, { name: '陈志远', yuan: 523_000, ordered: 98, contacted: 5, tier: 'A', tag: equipment });
  await customer(app, { name: '孙丽', yuan: 179_000, ordered: 10, contacted: 41, tier: 'B', tag: equipment });
  await customer(app, { name: '何佳怡', yuan: 120_000, ordered: 5, contacted: 5, tag: equipment });
  await customer(app, { name: '无标签', yuan: 90_000, ordered: 200, contacted: 100 });
  await customer(app, { name: '没买过', contacted: 100 });
  const hidden = await customer(app, { name: '刘建国', yuan: 300_000, ordered: 120, contacted: 60, tag: equipment });
  await app.run(system, ({ db }) => db.insert(CustomerTag, { customerId: hidden.id, tagId: blocked.id }));
  await customer(app, { owner: 'luoyi', name: '别组的', yuan: 999_000, ordered: 300, contacted: 300, tag: equipment });

  const rule: Rule = {
    all: [
      leaf('order-amount', { atLeastFen: 10_000_000, atMostFen: null }),
      leaf('tag', { tagIds: [equipment.id] }),
      { any: [leaf('last-order', { when: 'before', days: 90 }), silent] },
      { not: leaf('tag', { tagIds: [blocked.id] }) },
    ],
  };
  const count = await app.read(await app.actor('zhouhang'), (ctx) => countSegment(ctx, rule));

  expect(count).toEqual({
    sentence:
      '累计金额满 ¥100,000，并且标签含“商用设备”，并且（最近下单早于 90 天前，或者沉默超过 30 天），除去标签含“黑名单”',
    total: 6,
    matched: 2,
    lines: [
      { text: '累计金额满 ¥100,000', excludes: false, left: 4 },
      { text: '标签含“商用设备”', excludes: false, left: 4 },
      { text: '最近下单早于 90 天前，或者沉默超过 30 天', excludes: false, left: 3 },
      { text: '标签含“黑名单”', excludes: true, left: 2 },
    ],
    tiers: { A: 1, B: 1, C: 0, none: 0 },
  });

  const everyone = await app.read(await app.actor('boss'), (ctx) => countSegment(ctx, { all: [] }));
  expect(everyone).toMatchObject({ sentence: '全部客户', total: 7, matched: 7, lines: [] });
});

it('proves a rule in people: who is in, who misses by one line, and why', async () => {
  const app = await testApp();
  const blocked = await newTag(app, '黑名单');
  await customer(app, { name: '陈志远', yuan: 523_000, ordered: 98, contacted: 40 });
  await customer(app, { name: '刘建国', yuan: 300_000, ordered: 120, contacted: 60, tag: blocked });
  await customer(app, { name: '刚联系', yuan: 300_000, ordered: 120, contacted: 3 });
  await customer(app, { name: '差得远', contacted: 3 });
  const rule: Rule = {
    all: [leaf('last-order', { when: 'before', days: 90 }), silent, { not: leaf('tag', { tagIds: [blocked.id] }) }],
  };
  const actor = await app.actor('zhouhang');

  const sample = await app.read(actor, (ctx) => sampleSegment(ctx, rule, { after: null, inside: 5, outside: 5 }));

  const told = (explained: typeof sample.inside) =>
    explained.map(({ customer: { name }, holds, why }) => [name, holds, why]);
  expect(told(sample.inside)).toEqual([['陈志远', true, '98 天没下单 · 沉默 40 天 · 没有这个标签']]);
  expect(told(sample.outside)).toEqual([
    ['刘建国', false, '有标签“黑名单”'],
    ['刚联系', false, '沉默 3 天'],
  ]);
  expect(sample.next).toBeNull();
});

it('says why one customer is out, but nothing of one whom the member may not see', async () => {
  const app = await testApp();
  const mine = await customer(app, { name: '孙丽', contacted: 3 });
  const foreign = await customer(app, { owner: 'luoyi', name: '别组的' });
  const actor = await app.actor('zhouhang');

  const explained = await app.read(actor, (ctx) => explainCustomer(ctx, silent, mine.id));
  expect(explained).toMatchObject({ holds: false, why: '沉默 3 天' });
  expect(explained.conditions).toEqual([
    { text: '沉默超过 30 天', excludes: false, met: false, fact: '沉默 3 天', decides: true },
  ]);
  await expect(app.read(actor, (ctx) => explainCustomer(ctx, silent, foreign.id))).rejects.toThrow(
    '没有找到这位客户。',
  );
});

it('pages through all customers, each once, also when one comes in between', async () => {
  const app = await testApp();
  for (let n = 0; n < 7; n += 1) await customer(app, { name: `客户${n}`, contacted: 100 });
  await customer(app, { name: '刚联系', contacted: 1 });
  const actor = await app.actor('zhouhang');
  const page = (after: string | null) => app.read(actor, (ctx) => pageSegment(ctx, silent, { after, limit: 3 }));

  const first = await page(null);
  await customer(app, { name: '新来的', contacted: 100 });
  const second = await page(first.next);
  const third = await page(second.next);

  expect(names([...first.customers, ...second.customers, ...third.customers])).toEqual([
    ...['客户0', '客户1', '客户2', '客户3', '客户4', '客户5', '客户6', '新来的'],
  ]);
  expect(third.next).toBeNull();
});

it('the ready segments know the core, those at risk and the dormant', async () => {
  const app = await testApp();
  await customer(app, { name: '大客户', yuan: 1_000_000, ordered: 10 });
  await customer(app, { name: '有苗头', yuan: 5_000, orders: 3, ordered: 120, contacted: 40 });
  await customer(app, { name: '刚联系过', yuan: 5_000, orders: 3, ordered: 120, contacted: 2 });
  await customer(app, { name: '沉睡的', yuan: 5_000, orders: 3, ordered: 300, contacted: 200 });
  await customer(app, { name: '只买一次', yuan: 5_000, ordered: 20, contacted: 40 });
  await customer(app, { name: '没买过', contacted: 300 });
  const actor = await app.actor('zhouhang');
  const inside = (id: string) =>
    app.read(actor, async (ctx) => {
      const { rule } = await findSegment(ctx, id);
      return names((await pageSegment(ctx, rule, { after: null, limit: 10 })).customers);
    });

  expect(await inside('ready:core')).toEqual(['大客户']);
  expect(await inside('ready:at-risk')).toEqual(['有苗头']);
  expect(await inside('ready:dormant')).toEqual(['沉睡的']);
  expect(
    (await app.read(actor, listSegments)).map(({ name, sentence, editable }) => [name, sentence, editable]),
  ).toEqual([
    ['核心客户', '累计金额排在前 20%', false],
    ['有流失苗头', '下单至少 2 次，并且最近下单早于 90 天前，并且沉默超过 30 天，除去最近下单早于 180 天前', false],
    ['沉睡客户', '最近下单早于 180 天前，并且沉默超过 90 天', false],
  ]);
});

it('a company without orders has no core, and says so without failing', async () => {
  const app = await testApp();
  await customer(app, { name: '没买过' });

  const count = await app.read(await app.actor('boss'), async (ctx) =>
    countSegment(ctx, (await findSegment(ctx, 'ready:core')).rule),
  );
  expect(count).toMatchObject({ total: 1, matched: 0 });
});

it('is kept, changed by its maker and his manager, used by all, and deleted', async () => {
  const app = await testApp();
  const actors = async (userId: string): Promise<Actor> => app.actor(userId);
  const input = { name: '沉默的', rule: silent };

  const { id } = await app.run(await actors('zhouhang'), (ctx) => createSegment(ctx, input));
  const listed = async (userId: string) =>
    (await app.read(await actors(userId), listSegments)).find((each) => each.id === id);
  expect(await listed('zhouhang')).toEqual({
    ...{ id, name: '沉默的', rule: silent, sentence: '沉默超过 30 天' },
    ...{ ready: false, editable: true },
  });
  expect(await listed('xujing')).toMatchObject({ editable: false });
  expect(await listed('shenlan')).toMatchObject({ editable: true });

  const change = { name: ' 很沉默的 ', rule: leaf('silent-for', { days: 60 }) };
  await expect(app.run(await actors('xujing'), (ctx) => updateSegment(ctx, id, change))).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await expect(app.run(await actors('luoyi'), (ctx) => deleteSegment(ctx, id))).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await app.run(await actors('shenlan'), (ctx) => updateSegment(ctx, id, change));
  expect(await listed('xujing')).toMatchObject({ name: '很沉默的', sentence: '沉默超过 60 天' });

  await app.run(await actors('zhouhang'), (ctx) => deleteSegment(ctx, id));
  await expect(app.read(system, (ctx) => findSegment(ctx, id))).rejects.toMatchObject({ code: 'segment.absent' });
});

it.each([
  ['no name', { name: ' ', rule: silent }, '分群要有名字'],
  ['a condition that there is not', { name: '分群', rule: leaf('nonsense', {}) }, '没有“nonsense”这种条件'],
  [
    'params that do not fit',
    { name: '分群', rule: leaf('silent-for', { days: 0 }) },
    '条件“沉默天数”没填对：至少 1 天',
  ],
])('is refused with %s, and nothing is kept', async (_what, input, sentence) => {
  const app = await testApp();
  const actor = await app.actor('zhouhang');

  await expect(app.run(actor, (ctx) => createSegment(ctx, input))).rejects.toThrow(sentence);
  expect(await app.read(system, ({ db }) => db.count(Segment))).toBe(0);
});
