import {
  compareDates,
  dateKey,
  daysInMonth,
  isCivilDate,
  lunarToSolar,
  shiftDays,
  solarToLunar,
  type CivilDate,
  type LunarDate,
} from './calendar.ts';

/** The day of a birthday in its calendar; `leap` only in the lunar one. */
export interface BirthdayKey {
  calendar: 'solar' | 'lunar';
  month: number;
  day: number;
  leap: boolean;
}

/** A birthday; `year` is of the same calendar, null where only the day is known. */
export interface BirthdayDate extends BirthdayKey {
  year: number | null;
}

/**
 * The birthdays that are kept on a day, for one look-up in the index instead of a conversion per customer.
 * A leap-month birthday is kept in the same leap month where the year has it, else in the regular month, which
 * ignores the leap one; 三十 falls on 廿九 in a short month and 02-29 on 02-28 in a common year.
 */
export function birthdayKeysOn(date: CivilDate): readonly BirthdayKey[] {
  const key = dateKey(date);
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size >= REMEMBERED_DAYS) remembered.clear();
  const keys = keysOn(date);
  remembered.set(key, keys);
  return keys;
}

/** A live count asks for the same days again and again. */
const REMEMBERED_DAYS = 1000;
const remembered = new Map<string, readonly BirthdayKey[]>();

function keysOn(date: CivilDate): BirthdayKey[] {
  const { year, month, day } = solarToLunar(date);
  const lunar = [day, ...(day === 29 ? [30] : [])]
    .flatMap((each) => [false, true].map((leap) => ({ month, day: each, leap })))
    .filter((key) => compareDates(lunarToSolar({ year, ...key }), date) === 0);
  return [
    ...solarDaysOn(date).map((each) => ({ calendar: 'solar' as const, ...each, leap: false })),
    ...lunar.map((key) => ({ calendar: 'lunar' as const, ...key })),
  ];
}

/** The birthdays that are kept within `days` days after `from`, that day included; each once. */
export function birthdayKeysWithin(from: CivilDate, days: number): BirthdayKey[] {
  const keys = new Map<string, BirthdayKey>();
  for (let ahead = 0; ahead <= days; ahead += 1) {
    for (const key of birthdayKeysOn(shiftDays(from, ahead))) keys.set(Object.values(key).join('-'), key);
  }
  return [...keys.values()];
}

/** The next day, `today` included, on which a birthday is kept. */
export function nextBirthday(birthday: BirthdayKey, today: CivilDate): CivilDate {
  // 腊月 of one lunar year is kept in the next solar one, so three lunar years hold the coming day.
  const years = [today.year - 1, today.year, today.year + 1, today.year + 2];
  const kept = years.map((year) => keptIn(year, birthday)).filter((date) => compareDates(date, today) >= 0);
  const [first] = kept.sort(compareDates);
  if (!first) throw new RangeError(`No birthday ${birthday.calendar} ${birthday.month}-${birthday.day}`);
  return first;
}

const OLDEST = 1900;
/** No lunar year of our times has a leap 正月 or 腊月. */
const LEAP_MONTHS = { first: 2, last: 11 };

/** Whether somebody can have been born on it: the day exists in its calendar and year, and has come. */
export function isBirthday({ calendar, year, month, day, leap }: BirthdayDate, today: CivilDate): boolean {
  if (![month, day, year ?? OLDEST].every(Number.isInteger)) return false;
  if (year !== null && (year < OLDEST || year > today.year)) return false;
  if (calendar === 'solar') {
    const date = { year: year ?? LEAP_YEAR, month, day };
    return !leap && isCivilDate(date) && (year === null || compareDates(date, today) <= 0);
  }
  if (month < 1 || month > 12 || day < 1 || day > 30) return false;
  if (leap && (month < LEAP_MONTHS.first || month > LEAP_MONTHS.last)) return false;
  if (year === null) return true;
  const born = lunarToSolar({ year, month, day, leap });
  return compareDates(born, today) <= 0 && solarToLunar(born).leap === leap;
}

const LEAP_YEAR = 2000;

function keptIn(year: number, { calendar, month, day, leap }: BirthdayKey): CivilDate {
  if (calendar === 'lunar') return lunarToSolar({ year, month, day, leap });
  return { year, month, day: Math.min(day, daysInMonth(year, month)) };
}

function solarDaysOn({ year, month, day }: CivilDate): Pick<LunarDate, 'month' | 'day'>[] {
  const leapless = month === 2 && day === 28 && daysInMonth(year, 2) === 28;
  return [{ month, day }, ...(leapless ? [{ month: 2, day: 29 }] : [])];
}

/** The lunar months by their names, 正 first, without 月. */
export const LUNAR_MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'] as const;
const DIGITS = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 5月20日, 农历八月十五, 农历闰六月初三; with the year where it is known: 1990年5月20日. */
export function spokenBirthday({ calendar, year, month, day, leap }: BirthdayDate): string {
  const born = year === null ? '' : `${year}年`;
  if (calendar === 'solar') return `${born}${month}月${day}日`;
  return `农历${born}${leap ? '闰' : ''}${LUNAR_MONTHS[month - 1] ?? ''}月${lunarDayName(day)}`;
}

function lunarDayName(day: number): string {
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  const ten = day <= 10 ? '初' : day < 20 ? '十' : '廿';
  return `${ten}${DIGITS[day % 10] ?? ''}`;
}
