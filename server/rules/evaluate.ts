import { conditionOf, type Registry } from './condition.ts';
import type { Leaf, Rule } from './rule.ts';

/** Whether a rule holds for one customer's facts; says the same as the compiled SQL. */
export function testRule<Facts, Scene>(
  registry: Registry<Facts, Scene>,
  rule: Rule,
  facts: Facts,
  scene: Scene,
): boolean {
  if ('condition' in rule) return conditionOf(registry, rule).test(facts, rule.params, scene);
  if ('not' in rule) return !testRule(registry, rule.not, facts, scene);
  return 'all' in rule
    ? rule.all.every((each) => testRule(registry, each, facts, scene))
    : rule.any.some((each) => testRule(registry, each, facts, scene));
}

/** One condition of a rule, seen for one customer. */
export interface Explained {
  /** The condition as part of a sentence. */
  text: string;
  /** It stands under an 除外: who meets it is out. */
  excludes: boolean;
  met: boolean;
  /** What is true of the customer in this respect. */
  fact: string;
  /** It decides: had it been otherwise, so might have been the whole. */
  decides: boolean;
}

/** Why a rule holds for one customer or does not: each condition in its order. */
export function explainRule<Facts, Scene>(
  registry: Registry<Facts, Scene>,
  rule: Rule,
  facts: Facts,
  scene: Scene,
): { holds: boolean; conditions: Explained[] } {
  const deciding = new Set(decisive(registry, rule, facts, scene));
  const walk = (node: Rule, excludes: boolean): Explained[] => {
    if ('not' in node) return walk(node.not, !excludes);
    if (!('condition' in node)) return ('all' in node ? node.all : node.any).flatMap((each) => walk(each, excludes));
    const condition = conditionOf(registry, node);
    return [
      {
        text: condition.describe(node.params, scene),
        excludes,
        met: condition.test(facts, node.params, scene),
        fact: condition.tell(facts, node.params, scene),
        decides: deciding.has(node),
      },
    ];
  };
  return { holds: testRule(registry, rule, facts, scene), conditions: walk(rule, false) };
}

/** The conditions that make a rule hold or not: of an `any` that holds the first that does, of an `all` that fails the first that fails. */
function decisive<Facts, Scene>(registry: Registry<Facts, Scene>, rule: Rule, facts: Facts, scene: Scene): Leaf[] {
  if ('condition' in rule) return [rule];
  if ('not' in rule) return decisive(registry, rule.not, facts, scene);
  const nodes = 'all' in rule ? rule.all : rule.any;
  const settles = 'any' in rule;
  const one = nodes.find((each) => testRule(registry, each, facts, scene) === settles);
  return (one ? [one] : nodes).flatMap((each) => decisive(registry, each, facts, scene));
}
