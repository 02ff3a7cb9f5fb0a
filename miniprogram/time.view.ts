/** Wall-clock parts of an instant in Asia/Shanghai (UTC+8 without summer time since 1992); month 1-12, weekday 0 = Sunday. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

const HOUR_MS = 3_600_000;
const OFFSET_MS = 8 * HOUR_MS;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

const two = (value: number): string => String(value).padStart(2, '0');

/** Milliseconds of an instant as the server writes it. */
export const millis = (instant: string | number): number => new Date(instant).getTime();

/** The Shanghai wall-clock time of an instant, whatever zone the phone is in. */
export function wallTime(instant: string | number): WallTime {
  const local = new Date(millis(instant) + OFFSET_MS);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  };
}

/** `9:40`, as people say it. */
export function clockTime(instant: string | number): string {
  const { hour, minute } = wallTime(instant);
  return `${hour}:${two(minute)}`;
}

/** `09:40`, as logs line up. */
export const clockStamp = (instant: string | number): string => clockTime(instant).padStart(5, '0');

/** `11-20`. */
export function monthDay(instant: string | number): string {
  const { month, day } = wallTime(instant);
  return `${two(month)}-${two(day)}`;
}

/** `周五`. */
export const weekday = (instant: string | number): string => WEEKDAYS[wallTime(instant).weekday] ?? '';

/** The midnight in Shanghai that begins the day of an instant, moved by `days`, in milliseconds. */
export const startOfDay = (instant: string | number, days = 0): number =>
  Math.floor((millis(instant) + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS + days * DAY_MS;

/** Whole Shanghai calendar days from one instant to another; negative when the other lies on an earlier day. */
export const daysBetween = (from: string | number, to: string | number): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);

/** A day as people say it: 今天, 明天, 昨天, the weekday within the week ahead, then 11月25日, with the year when it is another one. */
export function spokenDay(instant: string | number, now: string | number): string {
  const days = daysBetween(now, instant);
  if (days === 0) return '今天';
  if (days === 1) return '明天';
  if (days === -1) return '昨天';
  if (days > 1 && days < 7) return weekday(instant);
  const { year, month, day } = wallTime(instant);
  return `${year === wallTime(now).year ? '' : `${year}年`}${month}月${day}日`;
}

/** A time as people say it: 今天 14:00, 周三 15:00, then 11月25日 15:00. */
export const spokenTime = (instant: string | number, now: string | number): string =>
  `${spokenDay(instant, now)} ${clockTime(instant)}`;

/** How far a time is, as long as that says more than its day: 48 分后, 晚了 2 小时; null beyond that. */
export function distance(instant: string | number, now: string | number): string | null {
  const minutes = Math.round((millis(instant) - millis(now)) / 60_000);
  if (minutes === 0) return '现在';
  if (minutes > 0) return minutes < 60 ? `${minutes} 分后` : null;
  if (daysBetween(instant, now) > 0) return null;
  return minutes > -60 ? `晚了 ${-minutes} 分` : `晚了 ${Math.floor(-minutes / 60)} 小时`;
}

/** A span as people say it: 12 天, 5 个月, 3 年 2 月. */
export function spokenSpan(from: string | number, to: string | number): string {
  const days = Math.max(0, daysBetween(from, to));
  if (days < 60) return `${days} 天`;
  const start = wallTime(from);
  const end = wallTime(to);
  const months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0);
  if (months < 12) return `${months} 个月`;
  return months % 12 === 0 ? `${months / 12} 年` : `${Math.floor(months / 12)} 年 ${months % 12} 月`;
}

/** The instant as the server reads it. */
export const toIso = (instant: number): string => new Date(instant).toISOString();
