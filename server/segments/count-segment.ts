import { z } from 'zod';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { compileRule } from '../rules/compile.ts';
import { linesOf, type Rule } from '../rules/rule.ts';
import { conditions } from './conditions/index.ts';
import { describeSegmentRule, loadScene, matchingCustomers } from './matching.ts';

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

const counted = z.array(z.object({ key: z.union([z.string(), z.number()]).nullable(), n: z.coerce.number() }));

/** How many customers a rule describes; the live count alone. */
export async function countMatching(ctx: ReadCtx, rule: Rule): Promise<number> {
  const query = await matchingCustomers(ctx, rule, 'count');
  const rows = counted.parse(await query.select('NULL', 'key').addSelect('COUNT(*)', 'n').getRawMany());
  return rows[0]?.n ?? 0;
}

/** Counts what the builder shows: the whole, what each line leaves, and the tiers of the rest. */
export async function countSegment(ctx: ReadCtx, rule: Rule): Promise<SegmentCount> {
  const scene = await loadScene(ctx, rule);
  const lines = linesOf(rule);
  const met = await countLinesMet(ctx, lines, scene);
  const reached = (line: number): number =>
    [...met].reduce((sum, [passed, customers]) => sum + (passed >= line ? customers : 0), 0);
  return {
    sentence: describeSegmentRule(rule, scene),
    total: reached(0),
    matched: reached(lines.length),
    lines: lines.map((line, at) => ({
      text: describeSegmentRule('not' in line ? line.not : line, scene),
      excludes: 'not' in line,
      left: reached(at + 1),
    })),
    tiers: await countTiers(ctx, rule),
  };
}

/** How many customers meet the first 0, 1, 2 … lines and fail the next: one walk over all, each as far as he comes. */
async function countLinesMet(
  ctx: ReadCtx,
  lines: readonly Rule[],
  scene: Awaited<ReturnType<typeof loadScene>>,
): Promise<Map<number, number>> {
  const query = visibleCustomers(ctx);
  const steps = lines.map((line, at) => {
    const { where, parameters } = compileRule(conditions, line, { scene, shape: 'count', prefix: `line${at}_` });
    query.setParameters(parameters);
    return `WHEN NOT (${where}) THEN ${at}`;
  });
  const key = `CASE ${steps.join(' ') || 'WHEN 1 = 0 THEN 0'} ELSE ${lines.length} END`;
  const rows = await query.select(key, 'key').addSelect('COUNT(*)', 'n').groupBy(key).getRawMany();
  return new Map(counted.parse(rows).map((row) => [Number(row.key), row.n]));
}

async function countTiers(ctx: ReadCtx, rule: Rule): Promise<SegmentCount['tiers']> {
  const query = await matchingCustomers(ctx, rule, 'count');
  const rows = await query
    .leftJoin('customer_tiers', 'seen', 'seen.customerId = c.id')
    .select('seen.tier', 'key')
    .addSelect('COUNT(*)', 'n')
    .groupBy('seen.tier')
    .getRawMany();
  const of = new Map(counted.parse(rows).map((row) => [String(row.key ?? 'none'), row.n]));
  return { A: of.get('A') ?? 0, B: of.get('B') ?? 0, C: of.get('C') ?? 0, none: of.get('none') ?? 0 };
}
