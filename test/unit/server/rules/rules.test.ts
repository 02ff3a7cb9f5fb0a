import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileRule } from '../../../../server/rules/compile.ts';
import { columns, defineCondition, noRow, registerConditions, someRow } from '../../../../server/rules/condition.ts';
import { describeRule } from '../../../../server/rules/describe.ts';
import { explainRule, testRule } from '../../../../server/rules/evaluate.ts';
import { readRule } from '../../../../server/rules/read-rule.ts';
import { DEEPEST, MOST_LEAVES, type Rule } from '../../../../server/rules/rule.ts';
import { countCustomers } from '../../../../server/rules/select.ts';
import { readTerms } from '../../../../server/rules/term.ts';

interface Facts {
  size: number;
  tags: readonly string[];
}

const size = defineCondition({
  code: 'size',
  title: '大小',
  params: z.strictObject({ least: z.int('要是整数') }),
  example: { least: 3 },
  describe: ({ least }) => `大小满 ${least}`,
  narrow: ({ least }, _scene, bind) => columns(`c.size >= ${bind(least)}`),
  test: (facts: Facts, { least }, _scene: null) => facts.size >= least,
  tell: (facts) => `大小 ${facts.size}`,
});
const tagged = defineCondition({
  code: 'tagged',
  title: '标签',
  params: z.strictObject({ tag: z.string() }),
  example: { tag: '酒店' },
  describe: ({ tag }) => `标签含“${tag}”`,
  narrow: ({ tag }, _scene, bind) => someRow('tags', 't', `t.name = ${bind(tag)}`),
  test: (facts: Facts, { tag }, _scene: null) => facts.tags.includes(tag),
  tell: (facts) => `标签 ${facts.tags.join('、')}`,
});
const untagged = defineCondition({
  code: 'untagged',
  title: '无标签',
  params: z.strictObject({}),
  example: {},
  describe: () => '没有标签',
  narrow: () => noRow('tags', 'u', '1 = 1'),
  test: (facts: Facts, _params, _scene: null) => facts.tags.length === 0,
  tell: () => '',
});
const registry = registerConditions([size, tagged, untagged]);

const big = (least: number): Rule => ({ condition: 'size', params: { least } });
const tag = (name: string): Rule => ({ condition: 'tagged', params: { tag: name } });
const compiled = (rule: Rule) => compileRule(registry, rule, { scene: null });
const nested = (depth: number): Rule => (depth === 1 ? big(1) : { not: nested(depth - 1) });

describe('a rule from outside', () => {
  it('is taken as it is where it keeps the limits', () => {
    expect(readRule(registry, nested(DEEPEST))).toEqual(nested(DEEPEST));
    const wide = { any: Array.from({ length: MOST_LEAVES }, () => big(1)) };
    expect(readRule(registry, wide)).toEqual(wide);
    expect(readRule(registry, { all: [] })).toEqual({ all: [] });
  });

  let bottomless: unknown = big(1);
  for (let n = 0; n < 100_000; n += 1) bottomless = { not: bottomless };

  it.each([
    ['too deep', nested(DEEPEST + 1), '规则最多 6 层、50 个条件'],
    ['bottomless', bottomless, '规则最多 6 层、50 个条件'],
    ['too wide', { any: Array.from({ length: MOST_LEAVES + 1 }, () => big(1)) }, '规则最多 6 层、50 个条件'],
    ['full of nothing', { all: Array.from({ length: 500 }, () => ({ all: [] })) }, '规则最多 6 层、50 个条件'],
    ['an empty choice', { all: [{ any: [] }] }, '“满足任一”里至少要有一个条件'],
    ['two things at once', { all: [], any: [big(1)] }, '规则看不懂'],
    ['no tree', 'DROP TABLE customers', '规则看不懂'],
    ['nothing', null, '规则看不懂'],
    ['a condition that there is not', { condition: 'nonsense', params: {} }, '没有“nonsense”这种条件'],
    ['params that do not fit', { condition: 'size', params: { least: 1.5 } }, '条件“大小”没填对：要是整数'],
    ['params beyond its own', { condition: 'untagged', params: { or: 1 } }, '条件“无标签”没填对'],
  ])('is refused when it is %s', (_what, raw, sentence) => {
    expect(() => readRule(registry, raw)).toThrow(sentence);
  });
});

describe('as SQL', () => {
  it('binds what came from outside, each value by a name of its own', () => {
    const { where, parameters } = compiled({ all: [tag("x' OR 1=1 --"), tag('b')] });
    expect(where).not.toContain('OR 1=1');
    expect(Object.values(parameters)).toEqual(["x' OR 1=1 --", 'b']);
  });

  it.each([
    [
      'a row is probed by itself',
      tag('a'),
      'EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule0))',
    ],
    [
      'own columns go first',
      { all: [tag('a'), big(1)] },
      '((c.size >= :rule1) AND EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule0)))',
    ],
    [
      'what nearly all pass goes last, and an exclusion is carried down to the conditions',
      { all: [{ not: { any: [big(1), tag('a')] } }, { any: [tag('b'), big(2)] }] },
      '(NOT (c.size >= :rule0)' +
        ' AND ((c.size >= :rule3) OR EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule2)))' +
        ' AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule1)))',
    ],
    [
      'what excludes an absence wants a presence',
      { not: { condition: 'untagged', params: {} } },
      'EXISTS (SELECT 1 FROM tags u WHERE u.customerId = c.id AND (1 = 1))',
    ],
    ['everybody', { all: [] }, '1 = 1'],
    ['nobody', { not: { all: [] } }, '1 = 0'],
  ] satisfies [string, Rule, string][])('%s', (_what, rule, where) => {
    expect(compiled(rule).where).toBe(where);
  });
});

describe('a count', () => {
  const counted = (rule: Rule, among: string | null = null): string =>
    countCustomers(readTerms(registry, [rule], null).terms, among);
  const tags = 'SELECT DISTINCT t.customerId FROM tags t WHERE t.name =';

  it.each([
    ['everybody is one number', { all: [] }, 'SELECT COUNT(*) FROM customers c'],
    ['begins at what another table lists', tag('a'), `SELECT COUNT(*) FROM (${tags} :rule0) k`],
    [
      'looks at the customers only where it asks something of them',
      { all: [tag('a'), big(1)] },
      `SELECT COUNT(*) FROM (${tags} :rule0) k JOIN customers c ON c.id = k.customerId WHERE (c.size >= :rule1)`,
    ],
    [
      'begins at all the lists of a choice',
      { any: [tag('a'), tag('b')] },
      `SELECT COUNT(*) FROM (${tags} :rule0 UNION ${tags} :rule1) k`,
    ],
    [
      'goes through everybody where a choice is not listed, and then looks into another table once for all',
      { any: [tag('a'), big(1)] },
      'SELECT COUNT(*) FROM customers c WHERE ((c.size >= :rule1) OR c.id IN (SELECT t.customerId FROM tags t WHERE t.name = :rule0))',
    ],
    [
      'takes those who are out from the whole rather than look for them in it',
      { not: tag('a') },
      `(SELECT COUNT(*) FROM customers c) - (SELECT COUNT(*) FROM (${tags} :rule0) k)`,
    ],
  ] satisfies [string, Rule, string][])('%s', (_what, rule, sql) => {
    expect(counted(rule)).toBe(sql);
  });

  it('joins the customers of a choice as each database does it quickest', () => {
    const rule: Rule = { all: [{ any: [tag('a'), tag('b')] }, big(1), { not: tag('c') }] };
    const { terms } = readTerms(registry, [rule], null);
    const list = `(${tags} :rule0 UNION ${tags} :rule1) k`;
    expect(countCustomers(terms, null, 'sqlite')).toBe(
      `SELECT COUNT(*) FROM ${list} JOIN customers c ON c.id = k.customerId` +
        ' WHERE ((c.size >= :rule2) AND c.id NOT IN (SELECT t.customerId FROM tags t WHERE t.name = :rule3))',
    );
    expect(countCustomers(terms, null, 'mysql')).toContain(`${list} STRAIGHT_JOIN customers c ON c.id = k.customerId`);
    expect(countCustomers(terms, null)).toContain(`${list} JOIN customers c ON c.id = k.customerId`);
  });

  it('begins at those in sight, whoever else is listed', () => {
    expect(counted({ all: [tag('a'), { not: tag('b') }] }, 'SELECT id AS customerId FROM mine')).toBe(
      'SELECT COUNT(*) FROM (SELECT id AS customerId FROM mine) k' +
        ' WHERE (EXISTS (SELECT 1 FROM tags t WHERE t.customerId = k.customerId AND (t.name = :rule0))' +
        ' AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.customerId = k.customerId AND (t.name = :rule1)))',
    );
  });
});

it.each([
  [big(1), '大小满 1'],
  [{ all: [] }, '全部客户'],
  [{ all: [big(1), tag('酒店')] }, '大小满 1，并且标签含“酒店”'],
  [{ any: [big(1), tag('酒店')] }, '大小满 1，或者标签含“酒店”'],
  [
    { all: [big(1), { any: [tag('酒店'), tag('民宿')] }, { not: big(9) }] },
    '大小满 1，并且（标签含“酒店”，或者标签含“民宿”），除去大小满 9',
  ],
  [{ not: { any: [big(9), tag('酒店')] } }, '全部客户，除去（大小满 9，或者标签含“酒店”）'],
  [{ any: [big(1), { not: tag('酒店') }] }, '大小满 1，或者不满足（标签含“酒店”）'],
  [{ all: [{ any: [{ all: [big(1)] }] }] }, '大小满 1'],
] satisfies [Rule, string][])('%j reads %s', (rule, sentence) => {
  expect(describeRule(registry, rule, null)).toBe(sentence);
});

describe('why somebody is in or not', () => {
  const rule: Rule = { all: [big(5), { any: [tag('酒店'), tag('民宿')] }, { not: tag('黑名单') }] };
  const why = (facts: Facts) => {
    const { holds, conditions } = explainRule(registry, rule, facts, null);
    expect(holds).toBe(testRule(registry, rule, facts, null));
    return [holds, conditions.filter(({ decides }) => decides).map(({ text }) => text)];
  };

  it('is all that had to be met, of a choice what was', () => {
    expect(why({ size: 5, tags: ['民宿'] })).toEqual([true, ['大小满 5', '标签含“民宿”', '标签含“黑名单”']]);
  });

  it('is the first that was missed', () => {
    expect(why({ size: 4, tags: [] })).toEqual([false, ['大小满 5']]);
    expect(why({ size: 5, tags: ['咖啡馆'] })).toEqual([false, ['标签含“酒店”', '标签含“民宿”']]);
  });

  it('is what excludes him, marked as such', () => {
    const facts = { size: 9, tags: ['酒店', '黑名单'] };
    expect(why(facts)).toEqual([false, ['标签含“黑名单”']]);
    expect(explainRule(registry, rule, facts, null).conditions.at(-1)).toMatchObject({
      ...{ excludes: true, met: true, decides: true },
      fact: '标签 酒店、黑名单',
    });
  });
});

it('two conditions of one code are a mistake', () => {
  expect(() => registerConditions([size, size])).toThrow('one code');
});
