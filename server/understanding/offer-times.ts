import { addSeconds, fromShanghai, toShanghai } from '../kernel/dates.ts';
import type { TimeMention } from './times.ts';

const CHOICES = 3;

/** Whether a time that was said can be taken as it stands; else it has to be asked back. */
export const isSure = ({ at, past, alternatives }: TimeMention, now: Date): boolean =>
  at > now && !past && alternatives.length === 0;

/** The times ahead that may have been meant; for a bare 今天 whose morning is over, what is left of it. Empty where all is past. */
export function offerTimes({ at, past, alternatives }: TimeMention, now: Date): Date[] {
  const ahead = [at, ...alternatives].filter((time) => time > now);
  if (ahead.length > 0 || past) return ahead.slice(0, CHOICES);
  const { year, month, day } = toShanghai(now);
  return [addSeconds(now, 3600), fromShanghai(year, month, day, 17, 30), fromShanghai(year, month, day + 1, 9)]
    .filter((time) => time > now)
    .sort((a, b) => a.getTime() - b.getTime());
}
