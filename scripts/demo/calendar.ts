import { shiftDays, type CivilDate } from '../../server/kernel/calendar.ts';
import { fromShanghai, toShanghai } from '../../server/kernel/dates.ts';
import { dayStatus } from '../../server/kernel/workdays.ts';

/** A time of day in Shanghai, `09:30`. */
export type TimeOfDay = `${number}:${number}`;

/** The days around a present, counted as a salesperson does: in working days. */
export interface DemoCalendar {
  /** The `days`-th working day before today. */
  past(days: number, time: TimeOfDay): Date;
  /** The `days`-th working day after today. */
  ahead(days: number, time: TimeOfDay): Date;
  /** A calendar day so many days before today, whether it is worked or not. */
  longAgo(days: number, time: TimeOfDay): Date;
  /** Today at that time, or at the same time tomorrow once it has come. */
  today(time: TimeOfDay): Date;
  /** Tomorrow, whether it is worked or not. */
  tomorrow(time: TimeOfDay): Date;
}

/** The calendar around `now`. */
export function createCalendar(now: Date): DemoCalendar {
  const today: CivilDate = toShanghai(now);
  const worked = { back: [today], forth: [today] };

  function workday(direction: 'back' | 'forth', days: number): CivilDate {
    const known = worked[direction];
    for (let day = known.at(-1) ?? today; known.length <= days;) {
      day = shiftDays(day, direction === 'back' ? -1 : 1);
      if (dayStatus(day).work) known.push(day);
    }
    return known[days] ?? today;
  }

  const calendar: DemoCalendar = {
    past: (days, time) => instant(workday('back', days), time),
    ahead: (days, time) => instant(workday('forth', days), time),
    longAgo: (days, time) => instant(shiftDays(today, -days), time),
    today: (time) => (instant(today, time) > now ? instant(today, time) : calendar.tomorrow(time)),
    tomorrow: (time) => instant(shiftDays(today, 1), time),
  };
  return calendar;
}

function instant({ year, month, day }: CivilDate, time: TimeOfDay): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return fromShanghai(year, month, day, hour, minute);
}
