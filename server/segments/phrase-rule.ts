import type { ReadCtx } from '../kernel/context.ts';
import { conditionOf, type Words } from '../rules/condition.ts';
import { leavesOf, type Rule } from '../rules/rule.ts';
import { conditions } from './conditions/index.ts';
import { loadScene } from './matching.ts';

/** Each condition of a rule in its words, in the order in which they are written. */
export async function phraseRule(ctx: ReadCtx, rule: Rule): Promise<Words[][]> {
  const scene = await loadScene(ctx, rule);
  return leavesOf(rule).map((leaf) => conditionOf(conditions, leaf).phrase(leaf.params, scene));
}
