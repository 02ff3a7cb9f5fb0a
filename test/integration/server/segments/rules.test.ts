import { expect, it } from 'vitest';
import { Birthday } from '../../../../entities/birthday.ts';
import type { Customer } from '../../../../entities/customer.ts';
import { Member } from '../../../../entities/member.ts';
import { CustomerValue } from '../../../../entities/order.ts';
import { CustomerTag, Tag } from '../../../../entities/tag.ts';
import { CustomerTier } from '../../../../entities/tier.ts';
import { visibleCustomers } from '../../../../server/customers/policy.ts';
import { system, type Actor } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { testRule } from '../../../../server/rules/evaluate.ts';
import { DEEPEST, leavesOf, linesOf, MOST_LEAVES, type Rule } from '../../../../server/rules/rule.ts';
import { conditions } from '../../../../server/segments/conditions/index.ts';
import { countMatching, countSegment } from '../../../../server/segments/count-segment.ts';
import { explainCustomer } from '../../../../server/segments/explain-customer.ts';
import { loadFacts } from '../../../../server/segments/facts.ts';
import { loadScene, matchingCustomers, readSegmentRule } from '../../../../server/segments/matching.ts';
import { pageSegment } from '../../../../server/segments/page-segment.ts';
import { seededRandom, type Random } from '../../../support/seeded-random.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

const TREES = 150;
const CUSTOMERS = 60;
const SOURCES = ['官网', '展会', 'Web', 'web', '老客户介绍'];
const COMPANIES = ['海棠酒店', 'ACME 酒店', 'acme inn', "O'Hara % 民宿", '云栖_民宿'];
const STAGES = ['lead', 'contacted', 'needs', 'quoted', 'negotiating', 'won'] as const;

it('says the same of every customer as the plain evaluator, for random trees, counts and pages', async () => {
  const app = await testApp();
  const random = seededRandom(20261121);
  const ids = await populate(app, random);
  const [own, manager] = [await app.actor('zhouhang'), wide(await app.actor('shenlan'))];

  let telling = 0;
  for (let n = 0; n < TREES; n += 1) {
    const rule = readSegmentRule(JSON.parse(JSON.stringify(randomTree(random, ids, 1 + random.below(DEEPEST)))));
    await app.read(system, async (ctx) => {
      const customers = await visibleCustomers(ctx).getMany();
      const facts = await loadFacts(ctx, customers);
      const scene = await loadScene(ctx, rule);
      const expected = [...facts.values()]
        .filter((each) => testRule(conditions, rule, each, scene))
        .map(({ customer }) => customer.id)
        .sort();
      if (expected.length > 0 && expected.length < CUSTOMERS) telling += 1;
      const probed = await (await matchingCustomers(ctx, rule)).getMany();
      const { customers: paged, next } = await pageSegment(ctx, rule, { after: null, limit: CUSTOMERS });

      expect(probed.map(({ id }) => id).sort(), JSON.stringify(rule)).toEqual(expected);
      expect(
        paged.map(({ id }) => id),
        JSON.stringify(rule),
      ).toEqual(expected);
      expect(next).toBeNull();
      expect(await countMatching(ctx, rule)).toBe(expected.length);
      const { matched, lines, tiers, total } = await countSegment(ctx, rule);
      expect(matched, JSON.stringify(rule)).toBe(expected.length);
      expect(total).toBe(CUSTOMERS);
      expect(tiers.A + tiers.B + tiers.C + tiers.none).toBe(expected.length);
      const meets = (some: readonly Rule[]): number =>
        [...facts.values()].filter((each) => some.every((line) => testRule(conditions, line, each, scene))).length;
      expect(
        lines.map(({ left }) => left),
        JSON.stringify(rule),
      ).toEqual(lines.map((_, at) => meets(linesOf(rule).slice(0, at + 1))));
    });
    if (n % 3 > 0) continue;
    await app.read(n % 2 === 0 ? own : manager, async (ctx) => {
      const seen = await (await matchingCustomers(ctx, rule)).getMany();
      const { customers: paged } = await pageSegment(ctx, rule, { after: null, limit: CUSTOMERS });
      expect(
        paged.map(({ id }) => id),
        JSON.stringify(rule),
      ).toEqual(seen.map(({ id }) => id).sort());
      const { matched, tiers } = await countSegment(ctx, rule);
      expect([await countMatching(ctx, rule), matched], JSON.stringify(rule)).toEqual([seen.length, seen.length]);
      expect(tiers.A + tiers.B + tiers.C + tiers.none).toBe(seen.length);
    });
  }
  expect(telling).toBeGreaterThan(TREES / 2);
}, 120_000);

it('every condition runs with its own example, both ways round, and says what it is in Chinese', async () => {
  const app = await testApp();
  const random = seededRandom(7);
  await populate(app, random);
  const actor = await app.actor('boss');

  for (const { code, example } of conditions.values()) {
    const leaf = readSegmentRule({ condition: code, params: example });
    await app.read(actor, async (ctx) => {
      const [inside, outside, all] = await Promise.all([
        countMatching(ctx, leaf),
        countMatching(ctx, { not: leaf }),
        countMatching(ctx, { all: [] }),
      ]);
      expect(inside + outside, code).toBe(all);
      const [customer] = (await pageSegment(ctx, { any: [leaf, { not: leaf }] }, { after: null, limit: 1 })).customers;
      const {
        conditions: [explained],
      } = await explainCustomer(ctx, leaf, customer?.id ?? '');
      expect(explained?.text, code).toMatch(/\p{Script=Han}/u);
      expect(explained?.fact, code).toMatch(/\p{Script=Han}/u);
    });
  }
});

/** Customers of every kind, so that each condition holds for some and not for others, and NULLs stand everywhere. */
async function populate(app: TestApp, random: Random): Promise<{ tagIds: string[]; memberIds: string[] }> {
  const members = ['zhouhang', 'xujing', 'gaoyuan'];
  return app
    .run(system, async (ctx) => {
      const tags = ['酒店', '民宿', '老客户'].map((name): Tag => ({
        id: ctx.newId(),
        groupName: '行业',
        name,
        wecomId: null,
      }));
      await ctx.db.insert(Tag, tags);
      const owners = await Promise.all(members.map((userKey) => ctx.db.findOneByOrFail(Member, { userKey })));
      return { tags, owners };
    })
    .then(async ({ tags, owners }) => {
      for (let n = 0; n < CUSTOMERS; n += 1) {
        const customer = await app.build.customer({
          owner: random.pick(members),
          name: `客户${n}`,
          company: random.maybe(() => random.pick(COMPANIES)),
          source: random.maybe(() => random.pick(SOURCES)),
          stage: random.pick(STAGES),
          lastFollowedUpAt: random.maybe(() => daysAgo(random.below(200))),
          createdAt: daysAgo(random.below(400)),
        });
        await app.run(system, (ctx) => describe(ctx.db, customer, tags, random));
      }
      return { tagIds: tags.map(({ id }) => id), memberIds: owners.map(({ id }) => id) };
    });
}

async function describe(
  db: Parameters<Parameters<TestApp['run']>[1]>[0]['db'],
  { id: customerId }: Customer,
  tags: readonly Tag[],
  random: Random,
): Promise<void> {
  const borne = tags.filter(() => random.below(3) === 0);
  if (borne.length > 0)
    await db.insert(
      CustomerTag,
      borne.map(({ id: tagId }) => ({ customerId, tagId })),
    );
  if (random.below(2) === 0) {
    const lastOrderAt = daysAgo(random.below(300));
    await db.insert(CustomerValue, {
      ...{
        customerId,
        orderCount: random.below(4),
        totalFen: random.pick([0, 500_000, 1_000_000, 1_000_001, 8_000_000]),
      },
      ...{ firstOrderAt: addDays(lastOrderAt, -random.below(900)), lastOrderAt },
    });
  }
  if (random.below(2) === 0) {
    const lunar = random.below(2) === 0;
    await db.insert(Birthday, {
      ...{ customerId, calendar: lunar ? 'lunar' : 'solar', year: null },
      ...{
        month: lunar ? 10 + random.below(3) : 11 + random.below(2),
        day: 1 + random.below(30),
        leap: lunar && random.below(3) === 0,
      },
    });
  }
  if (random.below(3) > 0) {
    await db.insert(CustomerTier, { customerId, tier: random.pick(['A', 'B', 'C']), score: 1, reasons: [], at: START });
  }
}

function randomTree(random: Random, ids: { tagIds: string[]; memberIds: string[] }, depth: number): Rule {
  const kind = depth <= 1 ? 0 : random.below(4);
  const branch = (): Rule => randomTree(random, ids, depth - 1);
  const branches = (): Rule[] => Array.from({ length: 1 + random.below(3) }, branch);
  const tree: Rule =
    kind === 0
      ? randomLeaf(random, ids)
      : kind === 1
        ? { not: branch() }
        : kind === 2
          ? { all: branches() }
          : { any: branches() };
  return leavesOf(tree).length > MOST_LEAVES ? randomLeaf(random, ids) : tree;
}

function randomLeaf(random: Random, { tagIds, memberIds }: { tagIds: string[]; memberIds: string[] }): Rule {
  const some = <T>(items: readonly T[]): T[] => {
    const kept = items.filter(() => random.below(2) === 0);
    return kept.length > 0 ? kept : [random.pick(items)];
  };
  const days = 1 + random.below(250);
  const least = random.below(3);
  const leastFen = random.pick([0, 500_000, 1_000_000]);
  const leaves: [string, Record<string, unknown>][] = [
    ['tag', { tagIds: [...some(tagIds), '01J00000000000000000000TAG'] }],
    ['owner', { memberIds: some(memberIds) }],
    ['stage', { stages: some(STAGES) }],
    ['source', { sources: some(SOURCES) }],
    ['company-contains', { text: random.pick(['酒店', 'ACME', 'acme', '%', '_', "'", '没有']) }],
    ['silent-for', { days }],
    ['last-order', { when: random.pick(['within', 'before']), days }],
    ['order-count', { atLeast: least, atMost: random.pick([null, least, least + 1]) }],
    ['order-amount', { atLeastFen: leastFen, atMostFen: random.pick([null, leastFen, leastFen + 500_000]) }],
    ['top-value', { percent: 1 + random.below(99) }],
    ['birthday-within', { days: random.below(91) }],
    ['birthday-month', { calendar: random.pick(['solar', 'lunar']), month: 10 + random.below(3) }],
    ['tier', { tiers: some(['A', 'B', 'C']) }],
  ];
  const [condition, params] = random.pick(leaves);
  return { condition, params };
}

/** A manager of so many that their customers are no short list. */
const wide = (actor: Actor): Actor =>
  actor.kind === 'member' && actor.scope.kind === 'managed'
    ? { ...actor, scope: { kind: 'managed', memberIds: [...actor.scope.memberIds, '1', '2', '3', '4', '5'] } }
    : actor;

const daysAgo = (days: number): Date => addDays(START, -days);
