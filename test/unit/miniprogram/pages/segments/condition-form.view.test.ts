import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  grouping,
  offered,
  paramsOf,
  valuesOf,
  type Field,
} from '../../../../../miniprogram/pages/segments/condition-form.view.ts';
import { explainedRows } from '../../../../../miniprogram/pages/segments/explain.view.ts';
import { conditions } from '../../../../../server/segments/conditions/index.ts';

const choices = {
  tags: [
    { code: '01TAG0000000000000000HOTEL', name: '酒店', group: '行业' },
    { code: '01TAG000000000000000COFFEE', name: '商用咖啡机', group: '设备' },
  ],
  members: [{ code: '01M00000000000000000000001', name: '周航', group: '' }],
  sources: [{ code: '官网', name: '官网', group: '' }],
};
const fields = (code: string): Field[] => fieldsOf(conditions.get(code)?.form ?? {}, choices);
const fill = (code: string, values: Record<string, string | string[]>) => paramsOf(fields(code), values);

describe('a form drawn from a condition', () => {
  it.each([...conditions.values()].map(({ code, example }) => [code, example] as const))(
    '%s asks for all it needs in Chinese, and gives back what it was shown',
    (code, example) => {
      const form = fields(code);
      expect(form.map(({ name }) => name).sort()).toEqual(Object.keys(example).sort());
      for (const field of form) expect(field.title).toMatch(/\p{Script=Han}/u);
      expect(paramsOf(form, valuesOf(form, example))).toEqual({ params: example });
    },
  );

  it('offers tags by their groups, stages by their names, members by theirs', () => {
    expect(fields('tag')).toMatchObject([{ kind: 'many', options: choices.tags }]);
    expect(fields('owner')).toMatchObject([{ options: [{ name: '周航' }] }]);
    expect(fields('stage')).toMatchObject([
      { options: expect.arrayContaining([{ code: 'quoted', name: '报价', group: '' }]) as unknown },
    ]);
    expect(grouping(choices.tags, '')).toMatchObject([{ name: '行业' }, { name: '设备' }]);
    expect(grouping(choices.tags, ' 咖啡')).toEqual([{ name: '设备', options: [choices.tags[1]] }]);
  });

  it('still shows what was chosen once and is no longer offered', () => {
    const [field] = fields('tag');
    if (field?.kind !== 'many') throw new Error('no choice');
    expect(
      offered(field, ['01TAG0000000000000000HOTEL', '01GONE00000000000000000000']).map(({ name }) => name),
    ).toEqual([...['酒店', '商用咖啡机', '现在选不到的']]);
    expect(offered(field, ['展会']).at(-1)).toMatchObject({ name: '展会' });
  });
});

describe('what is filled in', () => {
  it.each([
    [
      'yuan are kept as fen',
      'order-amount',
      { atLeastFen: '52,300.5', atMostFen: '' },
      { atLeastFen: 5_230_050, atMostFen: null },
    ],
    [
      'nothing at all is no limit',
      'order-amount',
      { atLeastFen: ' ', atMostFen: '90000' },
      { atLeastFen: 0, atMostFen: 9_000_000 },
    ],
    ['wide digits are digits', 'silent-for', { days: '３０' }, { days: 30 }],
    ['text without the blanks around it', 'company-contains', { text: ' 酒店 ' }, { text: '酒店' }],
  ])('%s', (_what, code, values, params) => {
    expect(fill(code, values)).toEqual({ params });
  });

  it.each([
    ['silent-for', { days: '' }, '填个数字。'],
    ['silent-for', { days: '三十' }, '只填整数，如 30。'],
    ['silent-for', { days: '0' }, '至少 1 天。'],
    ['silent-for', { days: '9999' }, '最多 3,650 天。'],
    ['top-value', { percent: '100' }, '最多 99%。'],
    ['order-amount', { atLeastFen: '-1', atMostFen: '' }, '只填数字，如 58000。'],
    ['company-contains', { text: '  ' }, '写几个字。'],
    ['tag', { tagIds: [] }, '至少选一个。'],
    ['tier', { tiers: ['A', 'B', 'C', 'D'] }, '最多选 3 个。'],
  ])('%s with %j is answered: %s', (code, values, complaint) => {
    expect(fill(code, values)).toMatchObject({ complaint });
  });
});

describe('why a customer is in or not', () => {
  const condition = { text: '沉默超过 30 天', excludes: false, met: true, fact: '沉默 41 天', decides: true };

  it('marks what decides, and says where meeting it keeps one out', () => {
    const out = { ...condition, text: '7 天内过生日', excludes: true };
    expect(explainedRows({ holds: true, conditions: [condition] })).toMatchObject([{ tone: 'in', met: true }]);
    expect(explainedRows({ holds: false, conditions: [{ ...condition, decides: false }, out] })).toMatchObject([
      { tone: 'quiet', fact: '沉默 41 天' },
      { tone: 'out', text: '除外：7 天内过生日' },
    ]);
  });
});
