import type { SegmentCountView } from '../../api/client.ts';
import { grouped } from './figures.view.ts';
import { leavesOf, type Draft, type DraftNode, type Join, type Leaf, type Path } from './rule-draft.view.ts';

/** Words of a condition; those that its params speak may be changed. */
export interface Words {
  text: string;
  change: boolean;
}

/** A draft and what the server counted for it. */
export interface Counted {
  draft: Draft;
  count: SegmentCountView;
}

/** How far each level stands in, in px. */
export const INDENT = 26;

/** Where a part of the tree stands. */
interface Place {
  key: string;
  path: Path;
  /** For each rail further out, whether it goes on below this part. */
  rails: boolean[];
  /** Its own rail ends here. */
  last: boolean;
}

/** A line of the tree. */
export interface TreeLine extends Place {
  kind: 'line';
  words: Words[];
  /** What it leaves, or −5 for those whom it takes away; empty where nobody counts it by itself. */
  figure: string;
}

/** The head of a group within a box. */
export interface TreeHead extends Place {
  kind: 'head';
  name: string;
}

/** A group among the lines, drawn as a box; groups within it only stand further in. */
export interface TreeBox extends Place {
  kind: 'box';
  name: string;
  figure: string;
  rows: (TreeLine | TreeHead)[];
}

/** The words by which a condition is known from one count to the next. */
export const leafKey = ({ condition, params }: Leaf): string => JSON.stringify([condition, params]);

/** What the conditions of a count are called, added to what is known already. */
export function withPhrases(known: ReadonlyMap<string, Words[]>, { draft, count }: Counted): Map<string, Words[]> {
  return new Map([
    ...known,
    ...leavesOf(draft).map((leaf, at): [string, Words[]] => [leafKey(leaf), count.phrases[at] ?? []]),
  ]);
}

/** What each part at the top leaves (or takes away, under 除外), by its key; old figures stay with the parts they belong to. */
export function figuresOf(draft: Draft, counted: Counted | null): Map<string, number> {
  if (counted === null) return new Map();
  const fresh = freshFigures(counted);
  if (draft === counted.draft) return fresh;
  const known = new Map(
    topOf(counted.draft).map(([key, node]) => [`${key.split('.')[0] ?? ''}${JSON.stringify(node)}`, fresh.get(key)]),
  );
  return new Map(
    topOf(draft).flatMap(([key, node]) => {
      const figure = known.get(`${key.split('.')[0] ?? ''}${JSON.stringify(node)}`);
      return figure === undefined ? [] : [[key, figure] as const];
    }),
  );
}

const topOf = ({ wanted, excluded }: Draft): [string, DraftNode][] => [
  ...wanted.map((node, at): [string, DraftNode] => [keyOf(['wanted', at]), node]),
  ...excluded.map((node, at): [string, DraftNode] => [keyOf(['excluded', at]), node]),
];

function freshFigures({ draft, count: { lines, total } }: Counted): Map<string, number> {
  // The lines of 满足任一 are counted as one.
  const before = draft.join === 'all' ? draft.wanted.length : Math.min(draft.wanted.length, 1);
  const figures = new Map<string, number>();
  if (draft.join === 'all')
    draft.wanted.forEach((_node, at) => figures.set(keyOf(['wanted', at]), lines[at]?.left ?? 0));
  draft.excluded.forEach((_node, at) => {
    const left = lines[before + at - 1]?.left ?? total;
    figures.set(keyOf(['excluded', at]), left - (lines[before + at]?.left ?? left));
  });
  return figures;
}

/** The part that leaves nobody where there was somebody before it; null while somebody is left. */
export function emptyingLine({ draft, count }: Counted): string | null {
  if (count.matched > 0 || count.total === 0) return null;
  return count.lines.find(({ left }) => left === 0)?.text ?? (leavesOf(draft).length > 0 ? count.sentence : null);
}

/** What stands beside the head of the tree: how many there are to begin with, or how many 满足任一 finds. */
export function rootFigure({ draft, count }: Counted): string {
  return draft.join === 'any' && draft.wanted.length > 0
    ? `剩 ${grouped(count.lines[0]?.left ?? count.matched)}`
    : `还剩 ${grouped(count.total)}`;
}

/** The tree as it is drawn, branch by branch. */
export function treeOf(
  draft: Draft,
  figures: ReadonlyMap<string, number>,
  wordsOf: (leaf: Leaf) => Words[],
): { wanted: (TreeLine | TreeBox)[]; excluded: (TreeLine | TreeBox)[] } {
  const branch = (nodes: DraftNode[], name: Path[0]): (TreeLine | TreeBox)[] =>
    nodes.map((node, at) => {
      const path: Path = [name, at];
      // The rail of what must be met leads on to 除外.
      const leads = name === 'wanted' && draft.excluded.length > 0;
      const place = placeAt(path, [], at === nodes.length - 1 && !leads);
      const figure = spoken(figures.get(place.key), name);
      if (node.kind === 'line') return { kind: 'line', ...place, words: wordsIn(node, wordsOf), figure };
      return { kind: 'box', ...place, name: groupName(node), figure, rows: rowsOf(node.nodes, path, [], wordsOf) };
    });
  return { wanted: branch(draft.wanted, 'wanted'), excluded: branch(draft.excluded, 'excluded') };
}

function rowsOf(
  nodes: DraftNode[],
  within: Path,
  rails: boolean[],
  wordsOf: (leaf: Leaf) => Words[],
): (TreeLine | TreeHead)[] {
  return nodes.flatMap((node, at): (TreeLine | TreeHead)[] => {
    const last = at === nodes.length - 1;
    const place = placeAt([...within, at], rails, last);
    if (node.kind === 'line') return [{ kind: 'line', ...place, words: wordsIn(node, wordsOf), figure: '' }];
    const head: TreeHead = { kind: 'head', ...place, name: groupName(node) };
    return [head, ...rowsOf(node.nodes, place.path, [...rails, !last], wordsOf)];
  });
}

const placeAt = (path: Path, rails: boolean[], last: boolean): Place => ({ key: keyOf(path), path, rails, last });

function wordsIn(node: Leaf & { negated: boolean }, wordsOf: (leaf: Leaf) => Words[]): Words[] {
  const said = wordsOf(node);
  // A condition that marks nothing of itself is changed as a whole.
  const words = said.some(({ change }) => change) ? said : said.map(({ text }) => ({ text, change: true }));
  return node.negated ? [{ text: '不是：', change: false }, ...words] : words;
}

/** What a way of joining is called. */
export const joinName = (join: Join): string => (join === 'all' ? '全部满足' : '满足任一');

const groupName = ({ join, negated }: { join: Join; negated: boolean }): string =>
  negated ? (join === 'all' ? '不全满足' : '都不满足') : joinName(join);

const spoken = (figure: number | undefined, branch: Path[0]): string =>
  figure === undefined ? '' : branch === 'wanted' ? grouped(figure) : figure === 0 ? '0' : `−${grouped(figure)}`;

const keyOf = (path: Path): string => path.join('.');
