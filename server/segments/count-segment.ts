import { z } from 'zod';
import { sightOf } from '../customers/policy.ts';
import { readRows } from '../db/read-rows.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { writeAll } from '../rules/compile.ts';
import { linesOf, type Rule } from '../rules/rule.ts';
import { countCustomers, selectCustomers } from '../rules/select.ts';
import { isFound, isListed, negate, readTerms, type Term, type Terms } from '../rules/term.ts';
import { conditions } from './conditions/index.ts';
import { describeSegmentRule, loadScene, loadTerms } from './matching.ts';

/** What one line of a rule leaves of those whom the lines before it left. */
export interface LineCount {
  text: string;
  /** The line stands under 除外. */
  excludes: boolean;
  left: number;
}

/** How many customers a rule describes, among those whom the actor may see. */
export interface SegmentCount {
  sentence: string;
  /** All whom the actor may see. */
  total: number;
  matched: number;
  /** What remains after each line of a top-level `all`; the last remains in the end. */
  lines: LineCount[];
  /** The tiers of those who match; `none` has not been reckoned yet. */
  tiers: Record<'A' | 'B' | 'C' | 'none', number>;
}

const counted = z.array(z.object({ step: z.union([z.string(), z.number()]).nullable(), n: z.coerce.number() }));

/** How many customers a rule describes; the live count alone. */
export async function countMatching(ctx: ReadCtx, rule: Rule): Promise<number> {
  const { terms, parameters } = await loadTerms(ctx, [rule]);
  return createCounter(ctx, parameters).count(terms);
}

/** Counts what the builder shows: the whole, what each line leaves, and the tiers of the rest. */
export async function countSegment(ctx: ReadCtx, rule: Rule): Promise<SegmentCount> {
  const scene = await loadScene(ctx, rule);
  const lines = linesOf(rule);
  const { terms, parameters } = readTerms(conditions, lines, scene);
  const { left, tiers } = await countLines(createCounter(ctx, parameters), terms);
  return {
    sentence: describeSegmentRule(rule, scene),
    total: left[0] ?? 0,
    matched: left[lines.length] ?? 0,
    lines: lines.map((line, at) => ({
      text: describeSegmentRule('not' in line ? line.not : line, scene),
      excludes: 'not' in line,
      left: left[at + 1] ?? 0,
    })),
    tiers,
  };
}

/** Counts among the customers whom an actor may see. */
interface Counter {
  sighted: boolean;
  count(terms: readonly Term[]): Promise<number>;
  /** Those who meet `terms`, by how they fare with `asks`: see `countSteps`. */
  countSteps(terms: readonly Term[], asks: readonly Term[], end: string): Promise<Map<string, number>>;
}

function createCounter({ actor, db }: ReadCtx, values: Terms['parameters']): Counter {
  const sight = sightOf(actor);
  const among = sight?.ids ?? null;
  const planner = db.connection.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';
  const parameters = { ...values, ...sight?.parameters };
  const read = async (select: string) => counted.parse(await readRows(db, select, parameters));
  return {
    sighted: sight !== null,
    async count(terms) {
      const [row] = await read(`SELECT NULL AS step, (${countCustomers(terms, among, planner)}) AS n`);
      return row?.n ?? 0;
    },
    async countSteps(terms, asks, end) {
      const { key, from, where, place } = selectCustomers(terms, among, asks, planner);
      const steps = asks.map((ask, at) => `WHEN ${writeAll([negate(ask)], place)} THEN '${at}'`);
      const last = end.replace('KEY', key);
      const step = steps.length > 0 ? `CASE ${steps.join(' ')} ELSE ${last} END` : last;
      const rows = await read(`SELECT ${step} AS step, COUNT(*) AS n FROM ${from}${where} GROUP BY step`);
      return new Map(rows.map((row) => [String(row.step), row.n]));
    },
  };
}

type Tier = keyof SegmentCount['tiers'];
const TIERS: readonly Tier[] = ['A', 'B', 'C', 'none'];
const TIER = `COALESCE((SELECT s.tier FROM customer_tiers s WHERE s.customerId = KEY), 'none')`;

/**
 * What the first 0, 1, 2 … lines leave. Lines are walked together, each customer as far as he comes; a walk begins anew
 * where the lines before it hold one that an index lists, so that it need not go through everybody.
 */
async function countLines(
  counter: Counter,
  lines: readonly Term[],
): Promise<{ left: number[]; tiers: SegmentCount['tiers'] }> {
  const left: number[] = [];
  const begins = counter.sighted ? [0] : beginnings(lines);
  for (const [at, from] of begins.slice(0, -1).entries()) {
    left.push(...(await countWalk(counter, lines, from, begins[at + 1] ?? from)));
  }
  const from = begins.at(-1) ?? 0;
  const asks = lines.slice(from);
  const steps = await counter.countSteps(lines.slice(0, from), asks, TIER);
  const [A = 0, B = 0, C = 0, none = 0] = TIERS.map((tier) => steps.get(tier) ?? 0);
  left.push(...reached(steps, asks.length, A + B + C + none));
  return { left, tiers: { A, B, C, none } };
}

/** The numbers of lines at which a walk begins; the first walks through everybody. */
function beginnings(lines: readonly Term[]): number[] {
  const listed = lines.findIndex(isListed) + 1;
  const ordered = lines.findIndex((line) => isFound(line) && line.asked.traits.listed === true) + 1;
  return [...new Set([0, listed, Math.max(listed, ordered)])];
}

/** What the first `from` lines leave, and so on to just before `to`. */
async function countWalk(counter: Counter, lines: readonly Term[], from: number, to: number): Promise<number[]> {
  const asks = lines.slice(from, to - 1);
  if (asks.every((ask) => isListed(negate(ask)))) {
    const left: number[] = [];
    for (let n = from; n < to; n += 1) left.push(await counter.count(lines.slice(0, n)));
    return left;
  }
  const steps = await counter.countSteps(lines.slice(0, from), asks, `'end'`);
  return reached(steps, asks.length, steps.get('end') ?? 0);
}

/** How many came as far as each step, from how many stopped there and how many came through. */
function reached(steps: ReadonlyMap<string, number>, count: number, through: number): number[] {
  const left = [through];
  for (let at = count - 1; at >= 0; at -= 1) left.unshift((left[0] ?? 0) + (steps.get(String(at)) ?? 0));
  return left;
}
