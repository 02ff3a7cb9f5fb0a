import { expect, it } from 'vitest';
import { lunarLabel, lunarName, solarTermOn } from '../../../../server/kernel/lunar-names.ts';

it.each([
  [1, 1, false, '正月初一'],
  [6, 3, true, '闰六月初三'],
  [10, 15, false, '十月十五'],
  [11, 10, false, '冬月初十'],
  [8, 20, false, '八月二十'],
  [9, 21, false, '九月廿一'],
  [12, 30, false, '腊月三十'],
])('month %i, day %i, leap %s is %s', (month, day, leap, name) => {
  expect(lunarName({ year: 2026, month, day, leap })).toBe(name);
});

it.each([
  [{ year: 2026, month: 10, day: 1, leap: false }, '十月'],
  [{ year: 2025, month: 6, day: 1, leap: true }, '闰六月'],
  [{ year: 2026, month: 10, day: 20, leap: false }, '二十'],
  [{ year: 2026, month: 12, day: 30, leap: false }, '三十'],
])('a calendar writes %o as %s', (date, label) => {
  expect(lunarLabel(date)).toBe(label);
});

it.each([
  [{ year: 2026, month: 11, day: 7 }, '立冬'],
  [{ year: 2026, month: 11, day: 22 }, '小雪'],
  [{ year: 2026, month: 12, day: 22 }, '冬至'],
  [{ year: 2027, month: 1, day: 5 }, '小寒'],
  [{ year: 2026, month: 6, day: 21 }, '夏至'],
  [{ year: 2026, month: 11, day: 23 }, null],
])('%o begins %s', (date, term) => {
  expect(solarTermOn(date)).toBe(term);
});
