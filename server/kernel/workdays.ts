import { compareDates, dateKey, shiftDays, weekdayOf } from './calendar.ts';
import type { CivilDate } from './calendar.ts';
import { holidayDate } from './holidays.ts';
import { STATUTORY_YEARS } from './statutory-days.ts';
import type { StatutoryYears } from './statutory-days.ts';

/** Whether a date is worked, the holiday that says so if one does, and whether its year has no notice yet (预计). */
export interface DayStatus {
  work: boolean;
  holiday: string | null;
  expected: boolean;
}

/** Says whether a date is a working day: by the year's notice, else weekends plus the 13 statutory days and no 调休. */
export function dayStatus(date: CivilDate, years: StatutoryYears = STATUTORY_YEARS): DayStatus {
  const weekday = weekdayOf(date) <= 5;
  const notice = years[date.year];
  if (!notice) {
    const holiday = expectedHoliday(date);
    return { work: weekday && holiday === null, holiday, expected: true };
  }
  const key = dateKey(date).slice(5);
  for (const { name, from, to, work } of notice) {
    if (from <= key && key <= to) return { work: false, holiday: name, expected: false };
    if (work.includes(key)) return { work: true, holiday: name, expected: false };
  }
  return { work: weekday, holiday: null, expected: false };
}

/** The `count`-th working day after a date; the date itself does not count. */
export function workdayAfter(date: CivilDate, count = 1, years: StatutoryYears = STATUTORY_YEARS): CivilDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = shiftDays(day, 1);
    if (dayStatus(day, years).work) left -= 1;
  }
  return day;
}

/** The date itself where it is worked, else the next working day. */
export const workdayFrom = (date: CivilDate, years: StatutoryYears = STATUTORY_YEARS): CivilDate =>
  dayStatus(date, years).work ? date : workdayAfter(date, 1, years);

/**
 * The first day after a holiday: after its days off where it has some (国庆后 is 10-08), else the day after it.
 * In a year without a notice the long holidays count as long as they have been since 2025.
 */
export function dayAfterHoliday(date: CivilDate, years: StatutoryYears = STATUTORY_YEARS): CivilDate {
  const { work, holiday, expected } = dayStatus(date, years);
  if (work || !holiday) return shiftDays(date, 1);
  const usual = expected ? STATUTORY.find(([name]) => name === holiday) : undefined;
  if (!usual) return workdayAfter(date, 1, years);
  const [name, , , last] = usual;
  return workdayAfter(shiftDays(holidayDate(name, date.year), last), 1, years);
}

/** Days from each holiday to the first and the last statutory day since 2025, thirteen in all, and to the last day usually off. */
const STATUTORY = [
  ['元旦', 0, 0, 0],
  ['春节', -1, 2, 6],
  ['清明节', 0, 0, 0],
  ['劳动节', 0, 1, 4],
  ['端午节', 0, 0, 0],
  ['中秋节', 0, 0, 0],
  ['国庆节', 0, 2, 6],
] as const;

/** The first statutory holiday on or after a date. */
export function nextStatutoryHoliday(date: CivilDate): CivilDate {
  const coming = [date.year, date.year + 1]
    .flatMap((year) => STATUTORY.map(([name]) => holidayDate(name, year)))
    .filter((day) => compareDates(day, date) >= 0)
    .sort(compareDates);
  return coming[0] ?? date;
}

function expectedHoliday(date: CivilDate): string | null {
  for (const [name, first, last] of STATUTORY) {
    const day = holidayDate(name, date.year);
    if (compareDates(date, shiftDays(day, first)) >= 0 && compareDates(date, shiftDays(day, last)) <= 0) return name;
  }
  return null;
}
