import { compareDates, solarTermDay, type CivilDate, type LunarDate } from './calendar.ts';

const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** A day of the lunar calendar as people say it: 十月十五, 闰六月初三. */
export function lunarName({ month, day, leap }: LunarDate): string {
  return `${monthName({ month, leap })}${dayName(day)}`;
}

/** What a calendar writes below a day: 初三, and the month's name on its first day: 十月, 闰六月. */
export const lunarLabel = (date: LunarDate): string => (date.day === 1 ? monthName(date) : dayName(date.day));

/** The solar terms by their names, 小寒 first as in `solarTermDay`. */
const TERMS = [
  ...['小寒', '大寒', '立春', '雨水', '惊蛰', '春分', '清明', '谷雨', '立夏', '小满', '芒种', '夏至'],
  ...['小暑', '大暑', '立秋', '处暑', '白露', '秋分', '寒露', '霜降', '立冬', '小雪', '大雪', '冬至'],
];

/** The solar term that begins on a date; null for most. Each solar month has two. */
export function solarTermOn(date: CivilDate): string | null {
  const index = [date.month * 2 - 1, date.month * 2].find(
    (each) => compareDates(solarTermDay(date.year, each), date) === 0,
  );
  return index === undefined ? null : (TERMS[index - 1] ?? null);
}

const monthName = ({ month, leap }: Pick<LunarDate, 'month' | 'leap'>): string =>
  `${leap ? '闰' : ''}${MONTHS[month - 1] ?? month}月`;

function dayName(day: number): string {
  if (day <= 10) return `初${DIGITS[day] ?? ''}`;
  if (day < 20) return `十${DIGITS[day - 10] ?? ''}`;
  if (day === 20) return '二十';
  return day < 30 ? `廿${DIGITS[day - 20] ?? ''}` : '三十';
}
