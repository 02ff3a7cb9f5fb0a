import { describe, expect, it } from 'vitest';
import {
  birthdayKeysOn,
  birthdayKeysWithin,
  nextBirthday,
  spokenBirthday,
  type BirthdayKey,
} from '../../../../server/kernel/birthdays.ts';
import { dateKey, shiftDays } from '../../../../server/kernel/calendar.ts';
import birthdays from '../../../fixtures/lunar-birthdays.json' with { type: 'json' };

const named = ({ calendar, month, day, leap }: BirthdayKey) => `${calendar} ${month}-${day}${leap ? ' leap' : ''}`;
const cases = birthdays.cases.map((each) => ({ ...each, calendar: each.calendar as BirthdayKey['calendar'] }));

/** The days of 2024 to 2030 on which each birthday is kept, found by asking every day. */
const keptOn = new Map<string, string[]>();
for (let day = { year: 2024, month: 1, day: 1 }; day.year <= 2030; day = shiftDays(day, 1)) {
  for (const key of birthdayKeysOn(day)) keptOn.set(named(key), [...(keptOn.get(named(key)) ?? []), dateKey(day)]);
}

it.each(cases)('$text is kept on the days of the fixture, and on no other', (birthday) => {
  expect(keptOn.get(named(birthday))).toEqual(Object.values(birthday.expectInSolarYear).flat());
});

it('asks the database for few birthdays on any day', () => {
  const counts = [];
  for (let day = { year: 2024, month: 1, day: 1 }; day.year <= 2030; day = shiftDays(day, 1)) {
    counts.push(birthdayKeysOn(day).length);
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
});

it('gathers a span once each, the first and the last day included', () => {
  const keys = birthdayKeysWithin({ year: 2026, month: 2, day: 27 }, 2).map(named);
  expect(keys).toEqual(expect.arrayContaining(['solar 2-27', 'solar 2-28', 'solar 2-29', 'solar 3-1']));
  expect(keys).not.toContain('solar 3-2');
  expect(new Set(keys).size).toBe(keys.length);
});

describe('the next time it is kept', () => {
  const today = { year: 2026, month: 11, day: 21 };
  const next = (calendar: BirthdayKey['calendar'], month: number, day: number, leap = false) =>
    dateKey(nextBirthday({ calendar, month, day, leap }, today));

  it.each([
    ['today', next('solar', 11, 21), '2026-11-21'],
    ['tomorrow', next('solar', 11, 22), '2026-11-22'],
    ['yesterday', next('solar', 11, 20), '2027-11-20'],
    ['29 February', next('solar', 2, 29), '2027-02-28'],
    ['腊月三十', next('lunar', 12, 30), '2027-02-05'],
    ['八月十五', next('lunar', 8, 15), '2027-09-15'],
    ['冬月二十', next('lunar', 11, 20), '2026-12-28'],
    ['闰六月十五', next('lunar', 6, 15, true), '2027-07-18'],
  ])('%s', (_birthday, found, expected) => {
    expect(found).toBe(expected);
  });
});

it.each([
  [10, '初十'],
  [11, '十一'],
  [19, '十九'],
  [20, '二十'],
  [21, '廿一'],
  [29, '廿九'],
  [30, '三十'],
])('the lunar day %i is called %s', (day, name) => {
  expect(spokenBirthday({ calendar: 'lunar', year: null, month: 8, day, leap: false })).toBe(`农历八月${name}`);
});
