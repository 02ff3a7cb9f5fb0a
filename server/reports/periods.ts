import { dateKey, shiftDays, shiftMonths, weekdayOf, type CivilDate } from '../kernel/calendar.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';

/** The spans of time that figures are shown for: this month, the last twelve weeks with this one, this quarter. */
export const PERIODS = ['month', 'weeks', 'quarter'] as const;

/** See `PERIODS`. */
export type Period = (typeof PERIODS)[number];

/** From an instant on, up to but without another one. */
export interface Window {
  from: Date;
  to: Date;
}

/** A period as it stands now, the one before it in full, and the points of its trend, the oldest first. */
export interface Span {
  current: Window;
  previous: Window;
  points: TrendPoint[];
}

/** A point looks back as far as its period is long, so that it can be compared with the period's own figure. */
export interface TrendPoint extends Window {
  /** The first day of the week or month at whose end it looks back, `2026-11-23`. */
  day: string;
}

const POINTS = 12;
const WEEKS = 12;

/** A period around `now`, in Shanghai time. Nothing in it lies ahead of `now`. */
export function spanOf(period: Period, now: Date): Span {
  const today = toShanghai(now);
  const monday = shiftDays(today, 1 - weekdayOf(today));
  const first: CivilDate = { ...today, day: 1 };
  const week = (n: number) => shiftDays(monday, 7 * n);
  const month = (n: number) => shiftMonths(first, n);
  const between = (from: CivilDate, to: CivilDate): Window => ({
    from: midnight(from),
    to: new Date(Math.min(midnight(to).getTime(), now.getTime())),
  });
  const points = (step: (n: number) => CivilDate, back: number): TrendPoint[] =>
    Array.from({ length: POINTS }, (_, index) => index - POINTS + 1).map((n) => ({
      day: dateKey(step(n)),
      ...between(step(n + 1 - back), step(n + 1)),
    }));

  switch (period) {
    case 'month':
      return {
        current: between(first, month(1)),
        previous: between(month(-1), first),
        points: points(week, 4),
      };
    case 'weeks':
      return {
        current: between(week(1 - WEEKS), week(1)),
        previous: between(week(1 - 2 * WEEKS), week(1 - WEEKS)),
        points: points(week, WEEKS),
      };
    case 'quarter': {
      const begun = -((today.month - 1) % 3);
      return {
        current: between(month(begun), month(begun + 3)),
        previous: between(month(begun - 3), month(begun)),
        points: points(month, 3),
      };
    }
  }
}

const midnight = ({ year, month, day }: CivilDate): Date => fromShanghai(year, month, day);
