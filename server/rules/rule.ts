import { z } from 'zod';

/** A tree of conditions: what a customer must be to be among those meant. An empty `all` means everybody. */
export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Leaf;

/** One condition with what it was filled in with; its definition checks the params. */
export interface Leaf {
  condition: string;
  params: Record<string, unknown>;
}

/** How deep a tree may be, a single condition counting one. */
export const DEEPEST = 6;
/** How many conditions a tree may hold. */
export const MOST_LEAVES = 50;

const tree: z.ZodType<Rule> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(tree) }),
      z.strictObject({ any: z.array(tree) }),
      z.strictObject({ not: tree }),
      z.strictObject({ condition: z.string().max(64), params: z.record(z.string(), z.unknown()) }),
    ]),
  )
  .meta({ id: 'Rule' });

/** The shape of a rule; too deep or too wide a tree is refused before anything walks it. */
export const ruleSchema: z.ZodType<Rule> = z
  .unknown()
  .refine((raw) => measures(raw), {
    error: `规则最多 ${DEEPEST} 层、${MOST_LEAVES} 个条件`,
    abort: true,
  })
  .pipe(tree);

/** Whether a raw tree keeps the limits; walks no further than they allow. */
function measures(raw: unknown): boolean {
  let nodes = 0;
  const fits = (node: unknown, depth: number): boolean => {
    nodes += 1;
    if (depth > DEEPEST || nodes > MOST_LEAVES * DEEPEST) return false;
    return childrenOf(node).every((child) => fits(child, depth + 1));
  };
  return fits(raw, 1) && leafCount(raw) <= MOST_LEAVES;
}

const leafCount = (node: unknown): number => {
  const children = childrenOf(node);
  return children.length === 0 ? 1 : children.reduce<number>((sum, child) => sum + leafCount(child), 0);
};

function childrenOf(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('all' in node && Array.isArray(node.all)) return node.all;
  if ('any' in node && Array.isArray(node.any)) return node.any;
  return 'not' in node ? [node.not] : [];
}

/** All conditions of a rule, in the order in which they are written. */
export function leavesOf(rule: Rule): Leaf[] {
  return 'condition' in rule ? [rule] : (childrenOf(rule) as Rule[]).flatMap(leavesOf);
}

/** The rule as lines that must all be met: those of a top-level `all`, else itself as the only one. */
export const linesOf = (rule: Rule): Rule[] => ('all' in rule ? rule.all : [rule]);
