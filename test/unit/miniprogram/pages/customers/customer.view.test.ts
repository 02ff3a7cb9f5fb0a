import { describe, expect, it } from 'vitest';
import {
  birthdayWords,
  kindChips,
  linePrefix,
  nextStep,
  processWords,
  profileFacts,
  timelineLine,
} from '../../../../../miniprogram/pages/customers/customer.view.ts';
import { at, entry, NOW, profile, rhythm, stage } from '../../views.ts';

const facts = (...parts: Parameters<typeof profile>) =>
  profileFacts(profile(...parts)).map(({ name, figure, unit }) => `${name} ${figure} ${unit}`.trim());

describe('the figures of a customer', () => {
  it('are of getting to know him before he has bought', () => {
    expect(facts({ followupCount: 3, createdAt: at(-12) })).toEqual(['联系 3 次', '认识 12 天', '已沉默 5 天']);
  });

  it('are of his orders afterwards', () => {
    const value = { orderCount: 7, totalFen: 38_600_000, firstOrderAt: '2023-09-23T00:00:00Z', lastOrderAt: at(-28) };
    expect(facts({ value, rhythm: rhythm({ usualDays: 30 }) })).toEqual([
      '累计成交 38.6 万',
      '合作 3 年 2 月',
      '联系节律 30 天',
    ]);
  });
});

describe('the process he is in', () => {
  it.each([
    ['quoted', '跟进 · 报价 4 / 6'],
    ['won', '维护'],
  ] as const)('at %s is %s', (code, said) => {
    expect(processWords({ stage: stage(code) })).toBe(said);
  });
});

describe('the next step', () => {
  const next = {
    taskId: 'T1',
    title: '陪同上门',
    dueAt: at(0, '14:00'),
    owner: { id: 'M2', name: '许静' },
    mine: true,
  };

  it('has its time in words', () => {
    expect(nextStep(profile({ next }))).toEqual({ title: '今天 14:00 陪同上门', note: '', late: false });
  });

  it('says whose it is when it is not mine, and how late', () => {
    expect(nextStep(profile({ next: { ...next, mine: false, dueAt: at(-2) } }))).toMatchObject({
      note: '许静的待办 · 逾期 2 天',
      late: true,
    });
    expect(nextStep(profile({ next: { ...next, dueAt: at(0, '09:00') } }))?.note).toBe('时间过了');
  });

  it('may not be there', () => {
    expect(nextStep(profile())).toBeNull();
  });
});

describe('an entry of the time line', () => {
  it('tells when, how, by whom and what comes next', () => {
    expect(timelineLine(entry({ nextStep: { text: '陪同上门', at: at(0, '14:00') } }), NOW)).toMatchObject({
      day: '11-21',
      year: '',
      time: '16:40',
      icon: 'phone',
      by: '周航',
      next: '下一步：今天 14:00 陪同上门',
    });
  });

  it('names the year where it is another one', () => {
    expect(timelineLine(entry({ at: '2025-12-31T15:59:00Z' }), NOW).year).toBe('2025');
    expect(timelineLine(entry({ at: '2025-12-31T16:00:00Z' }), NOW).year).toBe('');
  });

  it('shows what was held back as quietly as it went', () => {
    expect(timelineLine(entry({ kind: 'held', channel: null, by: null }), NOW)).toMatchObject({
      icon: 'circle-pause',
      tone: 'quiet',
      by: '',
    });
  });

  it('shows an order with its sum', () => {
    expect(timelineLine(entry({ kind: 'order', channel: null, amountFen: 936_000 }), NOW).amount).toBe('¥9,360');
  });
});

describe('the filters of the time line', () => {
  it('are the kinds that there are', () => {
    expect(kindChips(new Set(['ticket', 'followup'] as const)).map(({ name }) => name)).toEqual([
      '全部',
      '联系',
      '工单',
    ]);
  });

  it('are not there for one kind', () => {
    expect(kindChips(new Set(['followup'] as const))).toEqual([]);
  });
});

it('a line that comes from a call begins with it', () => {
  expect([linePrefix('电话'), linePrefix(undefined)]).toEqual(['电话，', '']);
});

describe('his birthday', () => {
  it.each([
    [null, '生日还没记'],
    [{ words: '农历闰六月初三', next: '7月6日' }, '生日 农历闰六月初三'],
    [{ words: '1990年11月24日', next: '明天' }, '生日 1990年11月24日，明天'],
  ])('%o reads %s', (birthday, words) => {
    expect(birthdayWords({ birthday })).toBe(words);
  });
});
