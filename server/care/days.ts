import type { CareOccasion } from '../../entities/care.ts';
import { compareDates, dateKey, shiftDays, type CivilDate } from '../kernel/calendar.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { holidayDate } from '../kernel/holidays.ts';
import { isGreetingDay } from './greetings.ts';

/** What is to be sent on a day is planned from this hour on, Shanghai time. */
export const PLAN_HOUR = 8;

/** Whether an occasion is kept on a date; somebody's birthday is every day. */
export const isKeptOn = ({ kind, holidayName }: Pick<CareOccasion, 'kind' | 'holidayName'>, date: CivilDate): boolean =>
  kind === 'birthday' || (isGreetingDay(holidayName) && compareDates(holidayDate(holidayName, date.year), date) === 0);

/** The next day, `from` included, on which an occasion is kept. */
export function nextKept(occasion: Pick<CareOccasion, 'kind' | 'holidayName'>, from: CivilDate): CivilDate {
  const name = occasion.holidayName;
  if (occasion.kind === 'birthday' || !isGreetingDay(name))
    return { year: from.year, month: from.month, day: from.day };
  const here = holidayDate(name, from.year);
  return compareDates(here, from) >= 0 ? here : holidayDate(name, from.year + 1);
}

/** The day of an occasion whose greetings leave at an instant's day, as `2026-11-25`; null where none do. */
export function dayToSend(occasion: CareOccasion, now: Date): string | null {
  const day = shiftDays(toShanghai(now), occasion.leadDays);
  return isKeptOn(occasion, day) ? dateKey(day) : null;
}

/** When the greetings for a day are put before the members. */
export function sendTime({ leadDays, sendAt }: Pick<CareOccasion, 'leadDays' | 'sendAt'>, day: string): Date {
  const { year, month, day: date } = readDay(day);
  const [hour = 9, minute = 0] = sendAt.split(':').map(Number);
  return fromShanghai(year, month, date - leadDays, hour, minute);
}

/** The same for a day whose time may be over: then now. */
export const sendTimeFrom = (now: Date, occasion: Pick<CareOccasion, 'leadDays' | 'sendAt'>, day: string): Date =>
  new Date(Math.max(sendTime(occasion, day).getTime(), now.getTime()));

/** `2026-11-25` as a date. */
export function readDay(key: string): CivilDate {
  const [year = 0, month = 0, day = 0] = key.split('-').map(Number);
  return { year, month, day };
}
