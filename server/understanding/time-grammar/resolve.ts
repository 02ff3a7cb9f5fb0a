import { compareDates, shiftDays } from '../../kernel/calendar.ts';
import type { CivilDate } from '../../kernel/calendar.ts';
import { fromShanghai } from '../../kernel/dates.ts';
import { dayStatus, workdayAfter } from '../../kernel/workdays.ts';
import type { AskReason, ClockReading, Context, DayReading } from './rule.ts';

/** The default time of a day named without one: 09:00. */
const NINE: ClockReading = { minutes: [9 * 60], grain: 'part', until: 24 * 60 };

/** What an expression was settled to mean. */
export interface Resolved {
  at: Date;
  grain: 'minute' | 'part' | 'day';
  past: boolean;
  alternatives: Date[];
  ask: AskReason | null;
}

interface Candidate {
  date: CivilDate;
  at: Date;
  /** When this reading has gone by: at once for a minute, at its end for a part of the day or a day. */
  gone: Date;
}

/** Chooses among the readings of a day and a time of day: the first to come for a plan, the last gone by for a log. */
export function resolve(day: DayReading | null, clock: ClockReading | null, context: Context): Resolved | null {
  const { now } = context;
  if (day?.instant) {
    return { at: day.instant, grain: 'minute', past: day.instant < now, alternatives: [], ask: null };
  }
  const dates = day?.dates ?? undated(clock, context);
  const time = clock ?? NINE;
  const candidates = dates.flatMap((date) => time.minutes.map((minute) => candidate(date, minute, time, day)));
  const chosen = choose(candidates, context, !clock);
  if (!chosen) return null;
  const [reason, others] = alternatives(chosen, candidates, day, clock, context);
  const offered = others.filter(
    (date, index) => +date !== +chosen.at && others.findIndex((other) => +other === +date) === index,
  );
  return {
    at: chosen.at,
    grain: clock ? clock.grain : 'day',
    past: clock?.grain === 'minute' ? chosen.at < now : instantOf(chosen.date, time.until ?? 24 * 60) <= now,
    alternatives: offered,
    ask: offered.length > 0 ? reason : null,
  };
}

/** The days that a time of day alone may fall on. */
function undated(clock: ClockReading | null, { today, purpose, statutory }: Context): CivilDate[] {
  if (purpose === 'log') return [shiftDays(today, -1), today];
  if (clock?.work !== 'start') return [today, shiftDays(today, 1)];
  const first = workdayAfter(shiftDays(today, -1), 1, statutory);
  return [first, workdayAfter(first, 1, statutory)];
}

function instantOf({ year, month, day }: CivilDate, minute: number): Date {
  return fromShanghai(year, month, day, 0, minute);
}

function candidate(date: CivilDate, minute: number, time: ClockReading, day: DayReading | null): Candidate {
  const at = instantOf(date, minute);
  const lasts = time.until !== undefined && !(time === NINE && day?.brief);
  return { date, at, gone: lasts ? instantOf(date, time.until ?? minute) : at };
}

function choose(candidates: Candidate[], { now, today, purpose }: Context, wholeDay: boolean): Candidate | undefined {
  if (purpose === 'plan') return candidates.find(({ gone }) => gone >= now) ?? candidates[0];
  const happened = candidates.filter(({ date, at }) => (wholeDay ? compareDates(date, today) <= 0 : at <= now));
  const last = happened.at(-1);
  // 昨天8点 is the first reading of that day, the morning.
  return happened.find(({ date }) => last !== undefined && compareDates(date, last.date) === 0) ?? candidates[0];
}

type Offer = [AskReason, Date[]];

/** The other likely readings, and why there are some. */
function alternatives(
  chosen: Candidate,
  candidates: Candidate[],
  day: DayReading | null,
  clock: ClockReading | null,
  context: Context,
): Offer {
  const minute = (chosen.at.getTime() - instantOf(chosen.date, 0).getTime()) / 60_000;
  if (day?.others) return [day.ask ?? 'about', day.others(chosen.date).map((date) => instantOf(date, minute))];
  if (context.purpose === 'log') return ['past', []];
  if (day?.ifPast && chosen.gone < context.now) return ['past', [instantOf(day.ifPast, minute)]];
  if (!clock) return ['today', skippedToday(chosen, candidates, day, context)];
  if (clock.work === 'end' && !day) return closing(minute, chosen, context);
  return ['half-day', otherHalf(chosen, candidates, day, clock, context)];
}

/** 周六 said on a Saturday is the next one, or today after all. */
function skippedToday(chosen: Candidate, candidates: Candidate[], day: DayReading | null, { today }: Context): Date[] {
  if (!day?.brief || compareDates(chosen.date, today) === 0) return [];
  return candidates.filter(({ date }) => compareDates(date, today) === 0).map(({ at }) => at);
}

/** 9:30 that has passed may be tonight; 8点 that was moved to tonight may be tomorrow morning. */
function otherHalf(
  chosen: Candidate,
  candidates: Candidate[],
  day: DayReading | null,
  { minutes, doubtful }: ClockReading,
  { now }: Context,
): Date[] {
  const [first] = candidates;
  if (!first || first.gone >= now) return [];
  if (doubtful) {
    const later = doubtful.map((minute) => instantOf(first.date, minute)).find((at) => at > now);
    return later ? [later] : [];
  }
  const next = candidates[candidates.indexOf(chosen) + 1];
  return minutes.length > 1 && !day && next ? [next.at] : [];
}

/** 下班前 on a day off, or late on a working day, may be the next working day's, or today's after all. */
function closing(minute: number, chosen: Candidate, { now, today, statutory }: Context): Offer {
  if (dayStatus(today, statutory).work && compareDates(chosen.date, today) === 0) return ['rest-day', []];
  const offers = [instantOf(workdayAfter(today, 1, statutory), minute), instantOf(today, 18 * 60)];
  return ['rest-day', offers.filter((at) => at > now)];
}
