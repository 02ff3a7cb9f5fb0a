import { describe, expect, it } from 'vitest';
import type { Rule, SegmentCountView } from '../../../../../miniprogram/api/client.ts';
import {
  added,
  EMPTY_DRAFT,
  groupFor,
  leavesOf,
  lineOf,
  mayNest,
  nodeAt,
  readRule,
  removed,
  replaced,
  turned,
  writeRule,
} from '../../../../../miniprogram/pages/segments/rule-draft.view.ts';
import {
  emptyingLine,
  figuresOf,
  leafKey,
  rootFigure,
  treeOf,
  withPhrases,
} from '../../../../../miniprogram/pages/segments/rule-tree.view.ts';
import { tierParts } from '../../../../../miniprogram/pages/segments/figures.view.ts';

const leaf = (days: number) => ({ condition: 'silent-for', params: { days } });
const [a, b, c, d] = [leaf(1), leaf(2), leaf(3), leaf(4)];
const line = (days: number) => lineOf(leaf(days));
/** a, and one of b and c; except d. */
const RULE: Rule = { all: [a, { any: [b, c] }, { not: d }] };

const counted = (rule: Rule, lefts: number[], total = 100) => ({
  draft: readRule(rule),
  count: {
    ...{ sentence: '一句话', total, matched: lefts.at(-1) ?? total },
    lines: lefts.map((left, at) => ({ text: `第 ${at + 1} 行`, excludes: false, left })),
    tiers: { A: 1, B: 2, C: 0, none: 3 },
    phrases: leavesOf(readRule(rule)).map(({ params }) => [
      { text: '沉默超过 ', change: false },
      { text: `${String(params['days'])} 天`, change: true },
    ]),
  } satisfies SegmentCountView,
});

describe('a rule taken apart and put together', () => {
  it.each<[string, Rule]>([
    ['everybody', { all: [] }],
    ['lines, a group and an exception', RULE],
    ['one of several', { any: [a, b] }],
    ['one of several, with an exception', { all: [{ any: [a, b] }, { not: c }] }],
    ['only exceptions', { all: [{ not: a }, { not: { any: [b, c] } }] }],
    ['groups in groups, one of them turned around', { all: [{ any: [a, { all: [b, { not: c }] }] }, d] }],
  ])('says the same: %s', (_what, rule) => {
    expect(writeRule(readRule(rule))).toEqual(rule);
  });

  it.each<[string, Rule, Rule]>([
    ['a single condition', a, { all: [a] }],
    ['a single exception', { not: a }, { all: [{ not: a }] }],
    ['what is turned around twice', { not: { not: a } }, { all: [a] }],
  ])('takes %s as a list of lines', (_what, rule, written) => {
    expect(writeRule(readRule(rule))).toEqual(written);
  });
});

describe('building', () => {
  const draft = readRule(RULE);

  it('grows from nothing to eight conditions with groups and exceptions', () => {
    let built = EMPTY_DRAFT;
    for (const days of [1, 2]) built = added(built, ['wanted'], line(days));
    built = added(built, ['wanted'], groupFor(built, ['wanted'], line(3)));
    built = added(built, ['wanted', 2], line(4));
    built = added(built, ['wanted', 2], groupFor(built, ['wanted', 2], line(5)));
    built = added(built, ['wanted', 2, 2], line(6));
    built = added(built, ['excluded'], line(7));
    built = added(built, ['excluded'], groupFor(built, ['excluded'], line(8)));

    expect(writeRule(built)).toEqual({
      all: [
        ...[a, b, { any: [c, d, { all: [leaf(5), leaf(6)] }] }],
        ...[{ not: leaf(7) }, { not: { all: [leaf(8)] } }],
      ],
    });
    expect([mayNest(['wanted']), mayNest(['wanted', 2]), mayNest(['wanted', 2, 2])]).toEqual([true, true, false]);
    expect(EMPTY_DRAFT.wanted).toEqual([]);
  });

  it('replaces a line deep within', () => {
    const written = writeRule(replaced(draft, ['wanted', 1, 0], line(9)));
    expect(written).toEqual({ all: [a, { any: [leaf(9), c] }, { not: d }] });
  });

  it('takes a line away, and the group that it leaves empty', () => {
    const once = removed(draft, ['wanted', 1, 0]);
    expect(writeRule(once)).toEqual({ all: [a, { any: [c] }, { not: d }] });
    expect(writeRule(removed(once, ['wanted', 1, 0]))).toEqual({ all: [a, { not: d }] });
    expect(writeRule(removed(draft, ['excluded', 0]))).toEqual({ all: [a, { any: [b, c] }] });
  });

  it('turns 全部满足 into 满足任一, for a group or the whole', () => {
    expect(writeRule(turned(draft, ['wanted', 1]))).toEqual({ all: [a, { all: [b, c] }, { not: d }] });
    expect(writeRule(turned(draft, ['wanted']))).toEqual({ all: [{ any: [a, { any: [b, c] }] }, { not: d }] });
  });

  it('finds nothing where there is nothing', () => {
    expect([nodeAt(draft, ['wanted']), nodeAt(draft, ['wanted', 0, 3]), nodeAt(draft, ['excluded', 7])]).toEqual([
      ...[null, null, null],
    ]);
  });
});

describe('the figures beside the lines', () => {
  it('say what each line leaves, and how many an exception takes away', () => {
    const known = counted(RULE, [60, 25, 20]);
    expect([...figuresOf(known.draft, known)]).toEqual([
      ['wanted.0', 60],
      ['wanted.1', 25],
      ['excluded.0', 5],
    ]);
    expect(rootFigure(known)).toBe('还剩 100');
  });

  it('count 满足任一 as one line, which stands beside its head', () => {
    const known = counted({ all: [{ any: [a, b] }, { not: c }] }, [1284, 1280], 2000);
    expect([...figuresOf(known.draft, known)]).toEqual([['excluded.0', 4]]);
    expect(rootFigure(known)).toBe('剩 1,284');
  });

  it('take an exception from the whole where nothing must be met', () => {
    const known = counted({ not: a }, [70]);
    expect([...figuresOf(known.draft, known)]).toEqual([['excluded.0', 30]]);
  });

  it('stay with their lines while a changed rule is being counted', () => {
    const known = counted(RULE, [60, 25, 20]);
    const without = removed(known.draft, ['wanted', 0]);
    expect([...figuresOf(without, known)]).toEqual([
      ['wanted.0', 25],
      ['excluded.0', 5],
    ]);
    expect([...figuresOf(replaced(known.draft, ['wanted', 0], line(9)), known).keys()]).toEqual([
      ...['wanted.1', 'excluded.0'],
    ]);
  });

  it('name the line after which nobody is left', () => {
    expect(emptyingLine(counted(RULE, [60, 0, 0]))).toBe('第 2 行');
    expect(emptyingLine(counted(RULE, [60, 25, 20]))).toBeNull();
    expect(emptyingLine(counted(RULE, [0, 0, 0], 0))).toBeNull();
  });

  it('split the segment by tiers, without empty ones', () => {
    expect(tierParts({ A: 1, B: 0, C: 4, none: 2 })).toEqual([
      ...[
        { tier: 'A', people: 1 },
        { tier: 'C', people: 4 },
      ],
      { tier: 'none', people: 2 },
    ]);
  });
});

describe('the tree', () => {
  const known = counted({ all: [a, { any: [b, { all: [c, { not: d }] }] }, { not: leaf(5) }] }, [1300, 25, 20], 2000);
  const phrases = withPhrases(new Map(), known);
  const tree = treeOf(known.draft, figuresOf(known.draft, known), (each) => phrases.get(leafKey(each)) ?? []);
  const said = (words: readonly { text: string }[]) => words.map(({ text }) => text).join('');

  it('shows lines as sentences with what can be changed, and figures as one reads them', () => {
    expect(tree.wanted[0]).toMatchObject({
      ...{ kind: 'line', figure: '1,300', last: false },
      words: [
        { text: '沉默超过 ', change: false },
        { text: '1 天', change: true },
      ],
    });
    expect(tree.excluded).toMatchObject([{ kind: 'line', figure: '−5', last: true }]);
  });

  it('shows a group as a box, and what is in it one below the other', () => {
    const box = tree.wanted[1];
    if (box?.kind !== 'box') throw new Error('no box');
    expect([box.name, box.figure]).toEqual(['满足任一', '25']);
    expect(
      box.rows.map((row) => [row.rails.length, row.last, row.kind === 'head' ? row.name : said(row.words)]),
    ).toEqual([
      [0, false, '沉默超过 2 天'],
      [0, true, '全部满足'],
      [1, false, '沉默超过 3 天'],
      [1, true, '不是：沉默超过 4 天'],
    ]);
  });

  it('offers a condition as a whole where it does not say what of it can be changed', () => {
    const plain = treeOf(readRule(a), new Map(), () => [{ text: '沉默天数', change: false }]);
    expect(plain.wanted).toMatchObject([{ words: [{ text: '沉默天数', change: true }], figure: '' }]);
  });
});
