import type { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import { conditionOf, type Registry } from './condition.ts';
import { leavesOf, ruleSchema, type Rule } from './rule.ts';

/** A rule that came from outside, checked down to each condition's params; `invalid` with what is wrong. */
export function readRule<Facts, Scene>(registry: Registry<Facts, Scene>, raw: unknown): Rule {
  const parsed = ruleSchema.safeParse(raw);
  if (!parsed.success) {
    throw new DomainError('invalid', 'rule.shape', `规则看不懂：${complaint(parsed.error)}`);
  }
  if (hasEmptyChoice(parsed.data)) {
    throw new DomainError('invalid', 'rule.empty', '“满足任一”里至少要有一个条件。');
  }
  for (const leaf of leavesOf(parsed.data)) conditionOf(registry, leaf).check(leaf.params);
  return parsed.data;
}

/** Our own words where we have some; zod's say nothing to a user. */
const complaint = ({ issues: [first] }: z.ZodError): string =>
  first?.code === 'custom' ? first.message : '每一层要么是条件，要么是“全部满足”“满足任一”“除外”。';

function hasEmptyChoice(rule: Rule): boolean {
  if ('condition' in rule) return false;
  if ('not' in rule) return hasEmptyChoice(rule.not);
  const nodes = 'all' in rule ? rule.all : rule.any;
  return ('any' in rule && nodes.length === 0) || nodes.some(hasEmptyChoice);
}
