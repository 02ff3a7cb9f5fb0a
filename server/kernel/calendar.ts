import { LunarDay, LunarMonth, LunarYear, SolarDay, SolarTerm } from 'tyme4ts';
import type { ShanghaiTime } from './dates.ts';

/** A date of the solar calendar, without time or zone: month 1-12, day 1-31. */
export type CivilDate = Pick<ShanghaiTime, 'year' | 'month' | 'day'>;

/** A date of the lunar calendar: its lunar year, month 1-12, day 1-30, and whether the month is the leap one of that number. */
export interface LunarDate extends CivilDate {
  leap: boolean;
}

/** How many days a solar month has; months beyond 1-12 roll over into the neighbouring years. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whether such a date exists: 30 February does not. */
export const isCivilDate = ({ year, month, day }: CivilDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** The date `days` later, or earlier when negative. */
export function shiftDays({ year, month, day }: CivilDate, days: number): CivilDate {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** The date `months` later, on the month's last day where it has no such day: 01-31 and one month is 02-28. */
export function shiftMonths({ year, month, day }: CivilDate, months: number): CivilDate {
  const index = year * 12 + month - 1 + months;
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  return { ...target, day: Math.min(day, daysInMonth(target.year, target.month)) };
}

/** The weekday of a date: 1 (Monday) to 7 (Sunday). */
export const weekdayOf = ({ year, month, day }: CivilDate): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;

/** Negative when `left` is the earlier date, 0 when they are the same. */
export const compareDates = (left: CivilDate, right: CivilDate): number =>
  left.year - right.year || left.month - right.month || left.day - right.day;

/** `2026-11-25`, the key of a date in tables. */
export const dateKey = ({ year, month, day }: CivilDate): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A day as people say it: 今天, 明天, then 11月25日, with the year when it is another one. */
export function spokenDay(date: CivilDate, today: CivilDate): string {
  if (compareDates(date, today) === 0) return '今天';
  if (compareDates(date, shiftDays(today, 1)) === 0) return '明天';
  return `${date.year === today.year ? '' : `${date.year}年`}${date.month}月${date.day}日`;
}

/** The lunar date of a solar date. About 60 µs: never per customer. */
export function solarToLunar({ year, month, day }: CivilDate): LunarDate {
  const lunar = SolarDay.fromYmd(year, month, day).getLunarDay();
  return {
    year: lunar.getYear(),
    month: Math.abs(lunar.getMonth()),
    day: lunar.getDay(),
    leap: lunar.getLunarMonth().isLeap(),
  };
}

/**
 * The solar date on which a lunar date is kept: a leap month falls back to the regular one in a year without it,
 * the thirtieth to the twenty-ninth in a short month. Throws a RangeError for a month or day that never exists.
 */
export function lunarToSolar({ year, month, day, leap }: LunarDate): CivilDate {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 30)) throw new RangeError(`No lunar date ${month}-${day}`);
  return remember(`${year}-${month}-${day}-${leap}`, () => {
    const kept = leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month;
    return LunarDay.fromYmd(year, kept, Math.min(day, LunarMonth.fromYm(year, kept).getDayCount())).getSolarDay();
  });
}

/** The day of a solar year on which a solar term begins; `index` counts from 小寒 = 1 to 冬至 = 24. */
export const solarTermDay = (year: number, index: number): CivilDate =>
  remember(`${year}/${index}`, () => SolarTerm.fromIndex(year, index).getJulianDay().getSolarDay());

const remembered = new Map<string, CivilDate>();

/** A conversion takes up to 60 µs and never changes; the bound is against years made up in chat. */
function remember(key: string, convert: () => SolarDay): CivilDate {
  const known = remembered.get(key);
  if (known) return known;
  const solar = convert();
  const date = { year: solar.getYear(), month: solar.getMonth(), day: solar.getDay() };
  if (remembered.size >= 5000) remembered.clear();
  remembered.set(key, date);
  return date;
}
