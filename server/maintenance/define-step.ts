import { compareDates, shiftDays } from '../kernel/calendar.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { dayStatus, workdayFrom } from '../kernel/workdays.ts';
import type { Maintenance, MaintenanceStep } from '../../entities/maintenance.ts';

/** A step of the plan that begins with the deal. */
export interface Step {
  /** Stored with each customer's plan. */
  readonly code: string;
  /** What there is to do, as the task is called. */
  readonly title: string;
  /** The sales lane is the rep's, the service lane the maintenance owner's. */
  readonly lane: MaintenanceStep['lane'];
  /** Planned so many days on, but never later than `within`; on a working day, at this hour of Shanghai. */
  readonly days: number;
  readonly within: number;
  readonly hour: number;
  /** Planned anew each time it is done. */
  readonly repeats: boolean;
  /** How far the handoff has come once it is done, and where it stood before. */
  readonly reaches: { stage: Maintenance['stage']; from: readonly Maintenance['stage'][] } | null;
}

/** Defines a step; most happen once and change no stage. */
export const defineStep = (
  definition: Omit<Step, 'repeats' | 'reaches'> & Partial<Pick<Step, 'repeats' | 'reaches'>>,
): Step => ({ repeats: false, reaches: null, ...definition });

/**
 * When a step falls due: on its day or the next working one; where holidays would push it beyond `within`,
 * on the last working day before them, and where there is none, on the first one after.
 */
export function stepDueAt({ days, within, hour }: Pick<Step, 'days' | 'within' | 'hour'>, from: Date): Date {
  const start = toShanghai(from);
  const wanted = shiftDays(start, days);
  const next = workdayFrom(wanted);
  const { year, month, day } =
    compareDates(next, shiftDays(start, within)) <= 0 ? next : (lastWorkday(start, wanted) ?? next);
  return fromShanghai(year, month, day, hour);
}

function lastWorkday(start: ReturnType<typeof shiftDays>, wanted: ReturnType<typeof shiftDays>) {
  for (let date = wanted; compareDates(date, start) > 0; date = shiftDays(date, -1)) {
    if (dayStatus(date).work) return date;
  }
  return null;
}
