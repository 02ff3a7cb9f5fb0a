import type { SelectQueryBuilder } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { compileRule } from '../rules/compile.ts';
import { conditionOf } from '../rules/condition.ts';
import { describeRule } from '../rules/describe.ts';
import { readRule } from '../rules/read-rule.ts';
import { leavesOf, type Rule } from '../rules/rule.ts';
import { readTerms, type Terms } from '../rules/term.ts';
import { topFen } from '../tiers/top-fen.ts';
import { conditions } from './conditions/index.ts';
import { loadNames, type Scene } from './facts.ts';

/** A rule over customers that came from outside, checked; `invalid` with what is wrong. */
export const readSegmentRule = (raw: unknown): Rule => readRule(conditions, raw);

/** What the rule's conditions share: the instant, the names they speak of, and what the top buyers have spent. */
export async function loadScene(ctx: ReadCtx, rule: Rule): Promise<Scene> {
  const mentioned = leavesOf(rule).flatMap((leaf) => conditionOf(conditions, leaf).mentions(leaf.params));
  return { ...(await loadFigures(ctx, [rule])), names: await loadNames(ctx, mentioned) };
}

/** The same without the names, which only readers need. */
async function loadFigures(ctx: ReadCtx, rules: readonly Rule[]): Promise<Scene> {
  const lines = new Map<number, number>();
  for (const { condition, params } of rules.flatMap(leavesOf)) {
    if (condition !== 'top-value' || typeof params['percent'] !== 'number') continue;
    const line = await topFen(ctx, params['percent']);
    if (line !== null) lines.set(params['percent'], line);
  }
  return { now: ctx.now, names: new Map(), topFen: lines };
}

/** The customers named `c` whom the actor may see and a rule describes, each probed by himself. */
export async function matchingCustomers(ctx: ReadCtx, rule: Rule): Promise<SelectQueryBuilder<Customer>> {
  const scene = await loadFigures(ctx, [rule]);
  const { where, parameters } = compileRule(conditions, rule, { scene });
  return visibleCustomers(ctx).andWhere(where, parameters);
}

/** What some rules ask, one term for each, for a statement of one's own. */
export const loadTerms = async (ctx: ReadCtx, rules: readonly Rule[]): Promise<Terms> =>
  readTerms(conditions, rules, await loadFigures(ctx, rules));

/** A rule read back as a Chinese sentence. */
export const describeSegmentRule = (rule: Rule, scene: Scene): string => describeRule(conditions, rule, scene);
