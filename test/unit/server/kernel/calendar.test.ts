import { describe, expect, it } from 'vitest';
import {
  dateKey,
  daysInMonth,
  isCivilDate,
  lunarToSolar,
  shiftDays,
  shiftMonths,
  solarTermDay,
  solarToLunar,
  weekdayOf,
} from '../../../../server/kernel/calendar.ts';
import { holidayDate } from '../../../../server/kernel/holidays.ts';
import type { Holiday } from '../../../../server/kernel/holidays.ts';
import careHolidays from '../../../fixtures/care-holidays.json' with { type: 'json' };
import birthdays from '../../../fixtures/lunar-birthdays.json' with { type: 'json' };

describe('solar dates', () => {
  it('move over the ends of months and years', () => {
    expect(dateKey(shiftDays({ year: 2026, month: 12, day: 31 }, 1))).toBe('2027-01-01');
    expect(dateKey(shiftDays({ year: 2028, month: 3, day: 1 }, -1))).toBe('2028-02-29');
  });

  it.each([
    [{ year: 2027, month: 1, day: 31 }, 1, '2027-02-28'],
    [{ year: 2026, month: 11, day: 21 }, 14, '2028-01-21'],
    [{ year: 2026, month: 1, day: 15 }, -1, '2025-12-15'],
    [{ year: 2028, month: 2, day: 29 }, 12, '2029-02-28'],
  ])('%o and %i months is %s', (date, months, expected) => {
    expect(dateKey(shiftMonths(date, months))).toBe(expected);
  });

  it('know their month and weekday', () => {
    expect(daysInMonth(2028, 2)).toBe(29);
    expect(isCivilDate({ year: 2026, month: 2, day: 29 })).toBe(false);
    expect(isCivilDate({ year: 2026, month: 13, day: 1 })).toBe(false);
    expect(weekdayOf({ year: 2026, month: 11, day: 21 })).toBe(6);
    expect(weekdayOf({ year: 2026, month: 11, day: 22 })).toBe(7);
  });
});

describe('lunar dates', () => {
  const lunar = birthdays.cases.filter(({ calendar }) => calendar === 'lunar');

  it.each(lunar)('$text falls where it is kept', ({ month, day, leap, expectByLunarYear }) => {
    const kept = Object.keys(expectByLunarYear ?? {}).map((year) => [
      year,
      dateKey(lunarToSolar({ year: Number(year), month, day, leap })),
    ]);
    expect(Object.fromEntries(kept)).toEqual(expectByLunarYear);
  });

  it('come back from the solar date, leap month and all', () => {
    expect(solarToLunar({ year: 2027, month: 2, day: 6 })).toEqual({ year: 2027, month: 1, day: 1, leap: false });
    expect(solarToLunar({ year: 2025, month: 8, day: 8 })).toEqual({ year: 2025, month: 6, day: 15, leap: true });
    expect(solarToLunar({ year: 2027, month: 2, day: 5 })).toMatchObject({ year: 2026, month: 12 });
  });

  it.each([
    { year: 2026, month: 13, day: 1 },
    { year: 2026, month: 1, day: 31 },
    { year: 2026, month: 0, day: 1 },
    { year: 2026, month: Number.NaN, day: 1 },
  ])('%o does not exist', (date) => {
    expect(() => lunarToSolar({ ...date, leap: false })).toThrow(RangeError);
  });
});

it('finds 冬至 at the end of its own year', () => {
  expect(dateKey(solarTermDay(2026, 24))).toBe('2026-12-22');
  expect(dateKey(solarTermDay(2027, 3))).toBe('2027-02-04');
});

it.each(Object.entries(careHolidays))('knows the holidays of %s', (year, holidays) => {
  const found = Object.keys(holidays).map((name) => [name, dateKey(holidayDate(name as Holiday, Number(year)))]);
  expect(Object.fromEntries(found)).toEqual(holidays);
});
