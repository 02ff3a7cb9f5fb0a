import { expect, it } from 'vitest';
import { lunarName } from '../../../../server/kernel/lunar-names.ts';

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
