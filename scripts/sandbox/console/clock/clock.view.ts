import { dayKey, clockTime, instantOf, onDay, stamp, wallTime, weekday } from '../time.view.ts';

/** A day and time that one jump away, ready to press. */
export interface JumpChoice {
  label: string;
  at: number;
}

/** The line under the time: `2026 • 周五`. */
export const dateLine = (now: number): string => `${wallTime(now).year} • ${weekday(now)}`;

/** Usual places to jump to from `now` (epoch milliseconds), soonest first. */
export function jumpChoices(now: number): JumpChoice[] {
  const toMonday = (8 - wallTime(now).weekday) % 7 || 7;
  return [
    { label: '明天 09:00', at: onDay(now, 1, '09:00') },
    ...(toMonday > 1 ? [{ label: '下周一 09:00', at: onDay(now, toMonday, '09:00') }] : []),
    { label: '30 天后', at: onDay(now, 30, clockTime(now)) },
  ];
}

/** What the date and time fields show for an instant. */
export const fieldsOf = (at: number): { date: string; time: string } => ({ date: dayKey(at), time: clockTime(at) });

/** The instant that the fields mean, or the sentence that says why the clock cannot go there. */
export function targetOf(date: string, time: string, now: number): { at: number } | { refusal: string } {
  const at = instantOf(date, time);
  if (at === null) return { refusal: '把日期和时间都选上。' };
  return at > now ? { at } : { refusal: `时钟只能往前走。选 ${stamp(now)} 之后的时间。` };
}
