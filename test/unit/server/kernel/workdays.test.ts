import { expect, it } from 'vitest';
import { dateKey, shiftDays, weekdayOf } from '../../../../server/kernel/calendar.ts';
import type { CivilDate } from '../../../../server/kernel/calendar.ts';
import { dayAfterHoliday, dayStatus, nextStatutoryHoliday, workdayAfter } from '../../../../server/kernel/workdays.ts';
import notices from '../../../fixtures/statutory-days.json' with { type: 'json' };

const date = (key: string): CivilDate => {
  const [year = 0, month = 0, day = 0] = key.split('-').map(Number);
  return { year, month, day };
};

function yearOf(year: number): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = { year, month: 1, day: 1 }; day.year === year; day = shiftDays(day, 1)) days.push(day);
  return days;
}

it('says of every day of 2024 to 2026 what the notices say', () => {
  const announced: Record<string, { work: boolean } | undefined> = notices;
  const wrong = [2024, 2025, 2026]
    .flatMap(yearOf)
    .filter((day) => dayStatus(day).work !== (announced[dateKey(day)]?.work ?? weekdayOf(day) <= 5));
  expect(wrong).toEqual([]);
  expect(dayStatus(date('2026-09-20'))).toEqual({ work: true, holiday: '国庆节', expected: false });
});

it('expects thirteen statutory days and no 调休 in a year without a notice', () => {
  const days = yearOf(2027);
  expect(days.filter((day) => dayStatus(day).holiday !== null)).toHaveLength(13);
  expect(days.every((day) => dayStatus(day).expected)).toBe(true);
  expect(days.filter((day) => weekdayOf(day) > 5 && dayStatus(day).work)).toEqual([]);
  expect(dayStatus(date('2027-02-08'))).toEqual({ work: false, holiday: '春节', expected: true });
});

it('takes in an imported notice', () => {
  const imported = { 2027: [{ name: '元旦', from: '01-01', to: '01-03', work: ['01-09'] }] };
  expect(dayStatus(date('2027-01-09'), imported)).toEqual({ work: true, holiday: '元旦', expected: false });
  expect(dayStatus(date('2027-02-08'), imported).work).toBe(true);
});

it.each([
  ['2026-11-20', 1, '2026-11-23'],
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-10-09', 1, '2026-10-10'],
  ['2026-11-21', 10, '2026-12-04'],
])('the working day after %s, %i on, is %s', (from, count, expected) => {
  expect(dateKey(workdayAfter(date(from), count))).toBe(expected);
});

it.each([
  ['2026-10-01', '2026-10-08'],
  ['2025-10-06', '2025-10-09'],
  ['2026-01-01', '2026-01-04'],
  ['2027-10-01', '2027-10-08'],
  ['2027-02-06', '2027-02-15'],
  ['2026-12-25', '2026-12-26'],
])('the day after the holiday of %s is %s', (holiday, expected) => {
  expect(dateKey(dayAfterHoliday(date(holiday)))).toBe(expected);
});

it('finds the next statutory holiday, today included', () => {
  expect(dateKey(nextStatutoryHoliday(date('2026-11-21')))).toBe('2027-01-01');
  expect(dateKey(nextStatutoryHoliday(date('2026-10-01')))).toBe('2026-10-01');
});
