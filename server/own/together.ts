import { daysInMonth, type CivilDate } from '../kernel/calendar.ts';
import { fromShanghai, shanghaiDaysBetween, toShanghai } from '../kernel/dates.ts';

/** The how manieth year together it is since the first order, and the how manieth day of that year; both begin with 1. */
export function together(first: Date, now: Date): { year: number; day: number } {
  const begun = toShanghai(first);
  const years = toShanghai(now).year - begun.year;
  const full = anniversary(begun, begun.year + years) <= now ? years : years - 1;
  const since = anniversary(begun, begun.year + full);
  return { year: full + 1, day: shanghaiDaysBetween(since, now) + 1 };
}

/** The midnight that begins it; what began on a 29 February has it on the 28th in a common year. */
const anniversary = ({ month, day }: CivilDate, year: number): Date =>
  fromShanghai(year, month, Math.min(day, daysInMonth(year, month)));
