import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileRule } from '../../../../server/rules/compile.ts';
import { columns, defineCondition, noRow, registerConditions, someRow } from '../../../../server/rules/condition.ts';
import { describeRule } from '../../../../server/rules/describe.ts';
import { explainRule, testRule } from '../../../../server/rules/evaluate.ts';
import { readRule } from '../../../../server/rules/read-rule.ts';
import { DEEPEST, MOST_LEAVES, type Rule } from '../../../../server/rules/rule.ts';

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
const compiled = (rule: Rule, shape: 'count' | 'page') => compileRule(registry, rule, { scene: null, shape });
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
    const { where, parameters } = compiled({ all: [tag("x' OR 1=1 --"), tag('b')] }, 'count');
    expect(where).not.toContain('OR 1=1');
    expect(Object.values(parameters)).toEqual(["x' OR 1=1 --", 'b']);
  });

  it.each([
    [
      'a count finds what must be there once for all',
      tag('a'),
      'count',
      'c.id IN (SELECT t.customerId FROM tags t WHERE t.name = :rule0)',
    ],
    [
      'a page probes each row',
      tag('a'),
      'page',
      'EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule0))',
    ],
    [
      'a choice probes too',
      { any: [tag('a'), big(1)] },
      'count',
      '((c.size >= :rule1) OR EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule0)))',
    ],
    [
      'own columns go first',
      { all: [tag('a'), big(1)] },
      'page',
      '((c.size >= :rule1) AND EXISTS (SELECT 1 FROM tags t WHERE t.customerId = c.id AND (t.name = :rule0)))',
    ],
    [
      'an exclusion is carried down to the conditions',
      { not: { any: [big(1), tag('a')] } },
      'count',
      '(NOT (c.size >= :rule0) AND c.id NOT IN (SELECT t.customerId FROM tags t WHERE t.name = :rule1))',
    ],
    [
      'what excludes an absence wants a presence',
      { not: { condition: 'untagged', params: {} } },
      'count',
      'c.id IN (SELECT u.customerId FROM tags u WHERE 1 = 1)',
    ],
    ['everybody', { all: [] }, 'count', '1 = 1'],
    ['nobody', { not: { all: [] } }, 'count', '1 = 0'],
  ] satisfies [string, Rule, 'count' | 'page', string][])('%s', (_what, rule, shape, where) => {
    expect(compiled(rule, shape).where).toBe(where);
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
