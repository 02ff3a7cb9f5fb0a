import type { EntityManager } from 'typeorm';
import { readRows } from '../../server/db/read-rows.ts';
import type { ReadCtx } from '../../server/kernel/context.ts';
import type { Rule } from '../../server/rules/rule.ts';
import { countSegment } from '../../server/segments/count-segment.ts';
import { mine, parameters, pieces } from './by-hand.ts';
import type { Way } from './measure.ts';

const { contacted, blocked, tagOrBought } = pieces;
const unblocked = `NOT ${blocked('k.customerId')}`;
const withTiers = (from: string): string => `${from} LEFT JOIN customer_tiers seen ON seen.customerId = k.customerId`;
const TIER = `COALESCE(seen.tier, 'none')`;

/** What a builder's lines ask, written by hand in two ways: each count by itself, or one walk that stops where a customer fails. */
const byHand = {
  tagAndAmount: {
    counts: [
      'SELECT COUNT(*) AS n FROM customers',
      'SELECT COUNT(*) AS n FROM customer_tags WHERE tagId = :broad',
      `SELECT COUNT(*) AS n FROM customer_tags k JOIN customer_values v ON v.customerId = k.customerId
        WHERE k.tagId = :broad AND v.totalFen >= :much`,
    ],
    tiers: `SELECT ${TIER} AS step, COUNT(*) AS n
      FROM ${withTiers('customer_tags k JOIN customer_values v ON v.customerId = k.customerId')}
      WHERE k.tagId = :broad AND v.totalFen >= :much GROUP BY step`,
    walk: `SELECT CASE WHEN v.customerId IS NULL OR v.totalFen < :much THEN '1' ELSE ${TIER} END AS step, COUNT(*) AS n
      FROM ${withTiers('customer_tags k LEFT JOIN customer_values v ON v.customerId = k.customerId')}
      WHERE k.tagId = :broad GROUP BY step`,
  },
  tagOrRecency: {
    counts: [
      'SELECT COUNT(*) AS n FROM customers',
      `SELECT COUNT(*) AS n FROM ${tagOrBought}`,
      `SELECT COUNT(*) AS n FROM ${tagOrBought} JOIN customers c ON c.id = k.customerId WHERE ${contacted} < :month`,
      `SELECT COUNT(*) AS n FROM ${tagOrBought} JOIN customers c ON c.id = k.customerId WHERE ${contacted} < :month AND ${unblocked}`,
    ],
    tiers: `SELECT ${TIER} AS step, COUNT(*) AS n FROM ${withTiers(`${tagOrBought} JOIN customers c ON c.id = k.customerId`)}
      WHERE ${contacted} < :month AND ${unblocked} GROUP BY step`,
    walk: `SELECT CASE WHEN ${contacted} >= :month THEN '1' WHEN ${blocked('k.customerId')} THEN '2' ELSE ${TIER} END AS step,
        COUNT(*) AS n
      FROM ${withTiers(`${tagOrBought} JOIN customers c ON c.id = k.customerId`)} GROUP BY step`,
  },
};

/** The same among the rep's own; there the total is of them as well. */
const repsOwn = {
  tagAndAmount: `SELECT CASE WHEN t.customerId IS NULL THEN '0'
      WHEN v.customerId IS NULL OR v.totalFen < :much THEN '1' ELSE ${TIER} END AS step, COUNT(*) AS n
    FROM ${mine} LEFT JOIN customer_tags t ON t.customerId = mine.customerId AND t.tagId = :broad
      LEFT JOIN customer_values v ON v.customerId = mine.customerId
      LEFT JOIN customer_tiers seen ON seen.customerId = mine.customerId GROUP BY step`,
  tagOrRecency: `SELECT CASE
      WHEN t.customerId IS NULL AND (v.customerId IS NULL OR v.lastOrderAt < :month OR v.orderCount = 0) THEN '0'
      WHEN ${contacted} >= :month THEN '1' WHEN ${blocked('mine.customerId')} THEN '2' ELSE ${TIER} END AS step, COUNT(*) AS n
    FROM ${mine} JOIN customers c ON c.id = mine.customerId
      LEFT JOIN customer_tags t ON t.customerId = mine.customerId AND t.tagId = :broad
      LEFT JOIN customer_values v ON v.customerId = mine.customerId
      LEFT JOIN customer_tiers seen ON seen.customerId = mine.customerId GROUP BY step`,
};

/** The rules whose lines are counted. */
export type LinesCase = keyof typeof byHand;
export const linesCases = Object.keys(byHand) as LinesCase[];

/** What all ways must agree on: what is left after 0, 1, 2 … lines, and the tiers of the last. */
type Lines = { left: number[]; tiers: Record<string, number> };

/** The builder's count with every line, and the same by hand. */
export function linesWays(ctx: ReadCtx, who: 'admin' | 'rep', name: LinesCase, rule: Rule): Way<Lines>[] {
  const product: Way<Lines> = {
    name: 'product',
    async run() {
      const { total, lines, tiers } = await countSegment(ctx, rule);
      return { left: [total, ...lines.map(({ left }) => left)], tiers };
    },
  };
  const count = 'all' in rule ? rule.all.length : 1;
  if (who === 'rep') {
    return [product, { name: 'one walk', run: async () => walked(await stepsOf(ctx.db, repsOwn[name]), count, 0) }];
  }
  const { counts, tiers, walk } = byHand[name];
  return [
    product,
    {
      name: 'each count',
      async run() {
        const left: number[] = [];
        for (const sql of counts) left.push(await numberOf(ctx.db, sql));
        return { left, tiers: tiersOf(await stepsOf(ctx.db, tiers)) };
      },
    },
    {
      name: 'one walk',
      async run() {
        const total = await numberOf(ctx.db, counts[0] ?? '');
        const { left, tiers: found } = walked(await stepsOf(ctx.db, walk), count, 1);
        return { left: [total, ...left], tiers: found };
      },
    },
  ];
}

async function numberOf(db: EntityManager, sql: string): Promise<number> {
  const [row] = await readRows(db, sql, parameters);
  return Number(row?.['n']);
}

const stepsOf = async (db: EntityManager, sql: string): Promise<Map<string, number>> =>
  new Map((await readRows(db, sql, parameters)).map((row) => [String(row['step']), Number(row['n'])]));

const tiersOf = (steps: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries(['A', 'B', 'C', 'none'].map((tier) => [tier, steps.get(tier) ?? 0]));

/** A walk of `count` lines that began behind the first `from`. */
function walked(steps: ReadonlyMap<string, number>, count: number, from: number): Lines {
  const tiers = tiersOf(steps);
  const left = [Object.values(tiers).reduce((sum, n) => sum + n, 0)];
  for (let line = count - 1; line >= from; line -= 1) left.unshift((left[0] ?? 0) + (steps.get(String(line)) ?? 0));
  return { left, tiers };
}
