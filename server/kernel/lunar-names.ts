import type { LunarDate } from './calendar.ts';

const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** A day of the lunar calendar as people say it: 十月十五, 闰六月初三. */
export function lunarName({ month, day, leap }: LunarDate): string {
  return `${leap ? '闰' : ''}${MONTHS[month - 1] ?? month}月${dayName(day)}`;
}

function dayName(day: number): string {
  if (day <= 10) return `初${DIGITS[day] ?? ''}`;
  if (day < 20) return `十${DIGITS[day - 10] ?? ''}`;
  if (day === 20) return '二十';
  return day < 30 ? `廿${DIGITS[day - 20] ?? ''}` : '三十';
}
