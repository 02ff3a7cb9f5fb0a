import { clockTime, DAY_MS, daysBetween, monthDay, spokenDay, startOfDay, wallTime, weekday } from '../../time.view.ts';

const HOUR_MS = 3_600_000;
const MORNING = 10;
const AFTERNOON = 15;
const EVENING = 18;

/** A later time with the words one presses. */
export interface LaterTime {
  at: number;
  name: string;
}

/** Times that are asked for most: later today while there is room, tomorrow, in three days, next Monday. */
export function offeredTimes(now: string): LaterTime[] {
  const midnight = startOfDay(now);
  const at = (days: number, hour: number): number => midnight + days * DAY_MS + hour * HOUR_MS;
  const { hour, weekday: today } = wallTime(now);
  const monday = ((8 - today) % 7 || 7) as number;
  const times = [
    ...(hour + 2 <= EVENING ? [at(0, hour + 2)] : []),
    at(1, MORNING),
    at(3, AFTERNOON),
    at(monday, MORNING),
  ];
  return [...new Set(times)].map((time) => ({
    at: time,
    name:
      time === at(monday, MORNING) && monday > 1
        ? `下周一 ${clockTime(time)}`
        : `${spokenDay(time, now)} ${clockTime(time)}`,
  }));
}

/** The columns of a date and time picker: days from today on, hours, and quarters. */
export interface PickerColumns {
  days: { value: number; label: string }[];
  hours: { value: number; label: string }[];
  minutes: { value: number; label: string }[];
}

const DAYS_AHEAD = 90;
const two = (value: number): string => String(value).padStart(2, '0');

/** What one may pick from. */
export function pickerColumns(now: string): PickerColumns {
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => startOfDay(now, index));
  return {
    days: days.map((value) => ({ value, label: dayLabel(value, now) })),
    hours: Array.from({ length: 24 }, (_, value) => ({ value, label: `${two(value)} 点` })),
    minutes: [0, 15, 30, 45].map((value) => ({ value, label: `${two(value)} 分` })),
  };
}

const dayLabel = (day: number, now: string): string =>
  daysBetween(now, day) < 2 ? `${spokenDay(day, now)} ${weekday(day)}` : `${monthDay(day)} ${weekday(day)}`;

/** The instant that the three columns say. */
export const pickedTime = ([day = 0, hour = 0, minute = 0]: readonly number[]): number =>
  day + hour * HOUR_MS + minute * 60_000;

/** The columns' values for an instant, on the quarter before it. */
export function columnsOf(at: number): [number, number, number] {
  const { hour, minute } = wallTime(at);
  return [startOfDay(at), hour, Math.floor(minute / 15) * 15];
}
