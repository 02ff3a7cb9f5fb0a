import type { Rule } from '../../api/client.ts';

/** Whether all parts of a group must hold, or one of them. */
export type Join = 'all' | 'any';

/** One condition, filled in. */
export interface Leaf {
  condition: string;
  params: Record<string, unknown>;
}

/** A part of a rule as it is built: a condition or a group of parts; `negated` turns it around. */
export type DraftNode =
  ({ kind: 'line'; negated: boolean } & Leaf) | { kind: 'group'; negated: boolean; join: Join; nodes: DraftNode[] };

/** A rule as it is built: what must be met, and who is left out (除外). */
export interface Draft {
  join: Join;
  wanted: DraftNode[];
  excluded: DraftNode[];
}

/** Where a part stands: in which branch, and the place in each group on the way; a branch alone is its whole list. */
export type Path = readonly ['wanted' | 'excluded', ...number[]];

/** As many conditions as the server takes. */
export const MOST_LINES = 50;
/** How deep groups may stand in groups on a phone; the server would take more. */
const DEEPEST_GROUP = 2;

/** Everybody: a rule without conditions. */
export const EMPTY_DRAFT: Draft = { join: 'all', wanted: [], excluded: [] };

/** A condition as a part. */
export const lineOf = ({ condition, params }: Leaf): DraftNode => ({ kind: 'line', negated: false, condition, params });

/** A rule taken apart for building; says the same as the rule. */
export function readRule(rule: Rule): Draft {
  if ('any' in rule) return { join: 'any', wanted: rule.any.map(readNode), excluded: [] };
  const parts = ('all' in rule ? rule.all : [rule]).map(readNode);
  const wanted = parts.filter(({ negated }) => !negated);
  const excluded = parts.filter(({ negated }) => negated).map((part) => ({ ...part, negated: false }));
  const [only] = wanted;
  if (excluded.length > 0 && wanted.length === 1 && only?.kind === 'group' && only.join === 'any') {
    return { join: 'any', wanted: only.nodes, excluded };
  }
  return { join: 'all', wanted, excluded };
}

function readNode(rule: Rule): DraftNode {
  if ('condition' in rule) return lineOf(rule);
  if ('not' in rule) {
    const inner = readNode(rule.not);
    return { ...inner, negated: !inner.negated };
  }
  const join = 'all' in rule ? 'all' : 'any';
  const nodes = ('all' in rule ? rule.all : rule.any).map(readNode);
  return { kind: 'group', negated: false, join, nodes };
}

/** The rule that the server counts and keeps. */
export function writeRule({ join, wanted, excluded }: Draft): Rule {
  const met = wanted.map(writeNode);
  const out = excluded.map((node): Rule => ({ not: writeNode(node) }));
  if (join === 'all' || met.length === 0) return { all: [...met, ...out] };
  return out.length === 0 ? { any: met } : { all: [{ any: met }, ...out] };
}

function writeNode(node: DraftNode): Rule {
  const rule: Rule =
    node.kind === 'line'
      ? { condition: node.condition, params: node.params }
      : node.join === 'all'
        ? { all: node.nodes.map(writeNode) }
        : { any: node.nodes.map(writeNode) };
  return node.negated ? { not: rule } : rule;
}

/** All conditions, in the order in which the rule writes them. */
export const leavesOf = ({ wanted, excluded }: Draft): Leaf[] => [...wanted, ...excluded].flatMap(leavesOfNode);

const leavesOfNode = (node: DraftNode): Leaf[] =>
  node.kind === 'line'
    ? [{ condition: node.condition, params: node.params }]
    : node.nodes.flatMap((each) => leavesOfNode(each));

/** The part at a place; null where there is none. */
export function nodeAt(draft: Draft, [branch, ...places]: Path): DraftNode | null {
  let nodes = draft[branch];
  let found: DraftNode | null = null;
  for (const place of places) {
    found = nodes[place] ?? null;
    nodes = found?.kind === 'group' ? found.nodes : [];
  }
  return found;
}

/** With another part in this place. */
export const replaced = (draft: Draft, path: Path, node: DraftNode): Draft =>
  changed(draft, path, (siblings, place) => siblings.map((each, at) => (at === place ? node : each)));

/** Without the part at this place; a group that this empties goes too. */
export function removed(draft: Draft, path: Path): Draft {
  const rest = changed(draft, path, (siblings, place) => siblings.filter((_each, at) => at !== place));
  const [branch, ...places] = path;
  const group = places.slice(0, -1);
  const left = group.length === 0 ? null : nodeAt(rest, [branch, ...group]);
  return left?.kind === 'group' && left.nodes.length === 0 ? removed(rest, [branch, ...group]) : rest;
}

/** With one more part at the end of a branch or of the group at this place. */
export function added(draft: Draft, into: Path, node: DraftNode): Draft {
  const group = nodeAt(draft, into);
  if (group?.kind === 'group') return replaced(draft, into, { ...group, nodes: [...group.nodes, node] });
  return { ...draft, [into[0]]: [...draft[into[0]], node] };
}

/** With 全部满足 and 满足任一 exchanged, for the whole or for the group at this place. */
export function turned(draft: Draft, path: Path): Draft {
  const group = nodeAt(draft, path);
  if (group?.kind === 'group') return replaced(draft, path, { ...group, join: other(group.join) });
  return { ...draft, join: other(draft.join) };
}

/** A group of its own for a part that is added here: the other way of joining than its surroundings, or it would say nothing. */
export function groupFor(draft: Draft, into: Path, first: DraftNode): DraftNode {
  return { kind: 'group', negated: false, join: other(joinAt(draft, into)), nodes: [first] };
}

/** Whether a group may stand here. */
export const mayNest = (into: Path): boolean => into.length <= DEEPEST_GROUP;

/** How the parts here are joined; who meets any line under 除外 is out. */
export function joinAt(draft: Draft, into: Path): Join {
  const group = nodeAt(draft, into);
  if (group?.kind === 'group') return group.join;
  return into[0] === 'excluded' ? 'any' : draft.join;
}

const other = (join: Join): Join => (join === 'all' ? 'any' : 'all');

function changed(
  draft: Draft,
  [branch, ...places]: Path,
  change: (siblings: DraftNode[], place: number) => DraftNode[],
): Draft {
  const walk = (nodes: DraftNode[], [place, ...deeper]: number[]): DraftNode[] => {
    if (place === undefined) return nodes;
    if (deeper.length === 0) return change(nodes, place);
    return nodes.map((node, at) =>
      at === place && node.kind === 'group' ? { ...node, nodes: walk(node.nodes, deeper) } : node,
    );
  };
  return { ...draft, [branch]: walk(draft[branch], places) };
}
