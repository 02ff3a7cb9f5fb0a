import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** China has kept UTC+8 without summer time since 1992, so an offset replaces the much slower zone look-up. */
const SHANGHAI_OFFSET_MINUTES = 480;

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** A calendar date and wall-clock time in Asia/Shanghai; month 1-12, day 1-31, weekday 0 (Sunday) to 6. */
export interface ShanghaiTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

/** Reads an instant as Shanghai wall-clock time, whatever the process's own zone. */
export function toShanghai(instant: Date): ShanghaiTime {
  const local = dayjs(instant).utcOffset(SHANGHAI_OFFSET_MINUTES);
  return {
    year: local.year(),
    month: local.month() + 1,
    day: local.date(),
    hour: local.hour(),
    minute: local.minute(),
    second: local.second(),
    weekday: local.day(),
  };
}

/** The instant of a Shanghai wall-clock time; days and hours beyond their range roll over as in `Date.UTC`. */
export function fromShanghai(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Date {
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - SHANGHAI_OFFSET_MINUTES * 60_000);
}

/** The midnight in Shanghai that begins the day of `instant`, moved by `days`. */
export function startOfShanghaiDay(instant: Date, days = 0): Date {
  const { year, month, day } = toShanghai(instant);
  return fromShanghai(year, month, day + days);
}

/** Whole Shanghai calendar days from `from` to `to`; negative when `to` lies on an earlier day. */
export function shanghaiDaysBetween(from: Date, to: Date): number {
  return Math.round((startOfShanghaiDay(to).getTime() - startOfShanghaiDay(from).getTime()) / 86_400_000);
}

/** `2026-11-25`, the Shanghai date of an instant. */
export const shanghaiDate = (instant: Date): string => shanghaiFormat(instant, 'YYYY-MM-DD');

/** `11-25 15:00`, as logs and lists show times. */
export const shanghaiStamp = (instant: Date): string => shanghaiFormat(instant, 'MM-DD HH:mm');

function shanghaiFormat(instant: Date, pattern: string): string {
  return dayjs(instant).utcOffset(SHANGHAI_OFFSET_MINUTES).format(pattern);
}

/** A time as people say it: 今天 14:00, 明天 09:00, then 11月25日 周三 15:00, with the year when it is another one. */
export function spokenTime(instant: Date, now: Date): string {
  const { year, month, day, weekday } = toShanghai(instant);
  const clock = shanghaiFormat(instant, 'HH:mm');
  const days = shanghaiDaysBetween(now, instant);
  if (days === 0) return `今天 ${clock}`;
  if (days === 1) return `明天 ${clock}`;
  if (days === -1) return `昨天 ${clock}`;
  const name = WEEKDAYS[weekday] ?? '';
  const date = `${month}月${day}日 ${name} ${clock}`;
  return year === toShanghai(now).year ? date : `${year}年${date}`;
}

/** `11月23日 周一`, the Shanghai day of an instant. */
export function spokenDate(instant: Date): string {
  const { month, day, weekday } = toShanghai(instant);
  return `${month}月${day}日 ${WEEKDAYS[weekday] ?? ''}`;
}

/** `instant` moved by `days` times 24 hours. */
export const addDays = (instant: Date, days: number): Date => new Date(instant.getTime() + days * 86_400_000);

/** `instant` moved by `seconds`. */
export const addSeconds = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

/** `2026-11-25 15:00`, a time that nobody can read in two ways. */
export const exactTime = (instant: Date): string => shanghaiFormat(instant, 'YYYY-MM-DD HH:mm');
