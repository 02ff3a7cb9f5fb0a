/** Wall-clock parts of an instant in Asia/Shanghai (UTC+8 without summer time since 1992); month 1-12, weekday 0 = Sunday. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

const two = (value: number): string => String(value).padStart(2, '0');

/** The Shanghai wall-clock time of an ISO instant, whatever zone the browser is in. */
export function wallTime(instant: string | number): WallTime {
  const local = new Date(new Date(instant).getTime() + OFFSET_MS);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay(),
  };
}

/** `11-20`. */
export function monthDay(instant: string | number): string {
  const { month, day } = wallTime(instant);
  return `${two(month)}-${two(day)}`;
}

/** `15:42`. */
export function clockTime(instant: string | number): string {
  const { hour, minute } = wallTime(instant);
  return `${two(hour)}:${two(minute)}`;
}

/** `15:42:07`. */
export const clockSeconds = (instant: string | number): string =>
  `${clockTime(instant)}:${two(wallTime(instant).second)}`;

/** `11-20 15:42`, as logs show times. */
export const stamp = (instant: string | number): string => `${monthDay(instant)} ${clockTime(instant)}`;

/** `周五`. */
export const weekday = (instant: string | number): string => WEEKDAYS[wallTime(instant).weekday] ?? '';

/** `2026-11-20`, equal for all instants of one Shanghai day. */
export const dayKey = (instant: string | number): string => `${wallTime(instant).year}-${monthDay(instant)}`;

/** A time as people say it in a chat: 今天 14:00, 昨天 09:00, 11月18日 15:31, with the year when it is another one. */
export function spokenTime(instant: string | number, now: string | number): string {
  const { year, month, day } = wallTime(instant);
  const clock = clockTime(instant);
  if (dayKey(instant) === dayKey(now)) return `今天 ${clock}`;
  if (dayKey(new Date(instant).getTime() + DAY_MS) === dayKey(now)) return `昨天 ${clock}`;
  const date = `${month}月${day}日 ${clock}`;
  return year === wallTime(now).year ? date : `${year}年${date}`;
}

/** The instant of a Shanghai date (`2026-11-25`) and time (`14:45`) in milliseconds, or null when they are no date and time. */
export function instantOf(date: string, time: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return null;
  const instant = Date.parse(`${date}T${time}+08:00`);
  return Number.isNaN(instant) || dayKey(instant) !== date ? null : instant;
}

/** The instant of `time` on the Shanghai day that lies `days` after the day of `now`, in milliseconds. */
export function onDay(now: number, days: number, time: string): number {
  return instantOf(dayKey(now + days * DAY_MS), time) ?? now;
}
