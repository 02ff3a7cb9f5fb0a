import { conditionOf, type Registry } from './condition.ts';
import type { Rule } from './rule.ts';

/** Reads a rule back as one Chinese sentence without its full stop: 标签含“酒店”，并且（A 级，或者累计满 ¥10,000），除去沉默超过 90 天. */
export function describeRule<Facts, Scene>(registry: Registry<Facts, Scene>, rule: Rule, scene: Scene): string {
  return say(registry, rule, scene, true);
}

function say<Facts, Scene>(registry: Registry<Facts, Scene>, rule: Rule, scene: Scene, outermost: boolean): string {
  if ('condition' in rule) return conditionOf(registry, rule).describe(rule.params, scene);
  if ('not' in rule) {
    return outermost ? sayAll(registry, [rule], scene) : `不满足（${say(registry, rule.not, scene, true)}）`;
  }
  const nodes = 'all' in rule ? rule.all : rule.any;
  const [only] = nodes;
  if (nodes.length === 1 && only) return say(registry, only, scene, outermost);
  const words =
    'all' in rule
      ? sayAll(registry, nodes, scene)
      : nodes.map((each) => say(registry, each, scene, false)).join('，或者');
  return outermost || nodes.length === 0 ? words : `（${words}）`;
}

/** What must be met first, then what is left out: 全部客户，除去… where nothing must be met. */
function sayAll<Facts, Scene>(registry: Registry<Facts, Scene>, nodes: readonly Rule[], scene: Scene): string {
  const wanted = nodes.flatMap((each) => ('not' in each ? [] : [say(registry, each, scene, false)]));
  const out = nodes.flatMap((each) => ('not' in each ? [`除去${say(registry, each.not, scene, false)}`] : []));
  return [wanted.join('，并且') || '全部客户', ...out].join('，');
}
