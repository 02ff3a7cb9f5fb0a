import { compareDates, shiftDays, weekdayOf } from '../../kernel/calendar.ts';
import type { CivilDate } from '../../kernel/calendar.ts';
import { CLOCK_OPENERS, matchAt, readClock, skipFiller } from './clock.ts';
import { DATES } from './dates.ts';
import { DAYS, weekdayNamed } from './days.ts';
import { DURATIONS } from './durations.ts';
import { FESTIVALS } from './festivals.ts';
import { LUNAR } from './lunar.ts';
import { AFTER, BEFORE } from './rule.ts';
import type { ClockReading, Context, DayReading, DayRule } from './rule.ts';

/** The day and the time of day that stand together in one expression, and where it ends; at least one is there. */
export interface Expression {
  day: DayReading | null;
  clock: ClockReading | null;
  end: number;
}

interface DayMatch {
  reading: DayReading;
  end: number;
}

const RULES = [...DAYS, ...DATES, ...DURATIONS, ...FESTIVALS, ...LUNAR];
/** The rules that can match at each character; most text is passed over by this. */
const RULES_AT = new Map<string, DayRule[]>();
for (const rule of RULES) {
  for (const opener of new Set(rule.opens)) RULES_AT.set(opener, [...(RULES_AT.get(opener) ?? []), rule]);
}

const SIDE = new RegExp(`\\s?(?:(?<around>前后|左右)|(?<before>${BEFORE})|(?<after>${AFTER}))`, 'y');
const WEEKDAY_BESIDE = /\s?(?<open>[(（])?(?:周|星期|礼拜)(?<day>[一二三四五六日天])(?:[)）])?/y;
const DATE_BESIDE = /\s?[(（]?/y;
const THAT_DAY = /(?:那天|当天)/y;

/** Reads the expression that begins exactly at `at`; null when none does. */
export function readExpression(line: string, at: number, context: Context): Expression | null {
  const day = readDay(line, at, context);
  if (day?.reading.instant) return { day: day.reading, clock: null, end: day.end };
  if (!day) {
    const clock = CLOCK_OPENERS.has(line[at] ?? '') ? readClock(line, at, false) : null;
    return clock && { day: null, clock: clock.reading, end: sideEnd(line, clock.end) };
  }
  const there = day.end + (matchAt(THAT_DAY, line, day.end)?.[0].length ?? 0);
  const clock = readClock(line, skipFiller(line, there), true);
  if (clock) return { day: day.reading, clock: clock.reading, end: sideEnd(line, clock.end) };
  if (day.reading.needsClock) return null;
  return { ...sided(day, line), clock: null };
}

function readDay(line: string, at: number, context: Context): DayMatch | null {
  const first = longestDay(line, at, context);
  if (!first || first.reading.instant) return first;
  return withWeekday(first, line, at, context) ?? withDate(first, line, context) ?? first;
}

function longestDay(line: string, at: number, context: Context): DayMatch | null {
  let longest: DayMatch | null = null;
  for (const { pattern, read } of RULES_AT.get(line[at] ?? '') ?? []) {
    const match = matchAt(pattern, line, at);
    if (!match || match[0].length <= (longest ? longest.end - at : 0)) continue;
    const reading = read(match.groups ?? {}, context);
    if (reading && (reading.instant || reading.dates.length > 0)) longest = { reading, end: at + match[0].length };
  }
  return longest;
}

/** 25号周三: the weekday narrows the dates; where it contradicts them, its own next date goes on offer. */
function withWeekday({ reading, end }: DayMatch, line: string, at: number, { today }: Context): DayMatch | null {
  const match = matchAt(WEEKDAY_BESIDE, line, end);
  const weekday = weekdayNamed(match?.groups?.day ?? '');
  if (!match || !weekday || /[周星拜末]/.test(line.slice(at, end))) return null;
  const fitting = reading.dates.filter((date) => weekdayOf(date) === weekday);
  const merged = end + match[0].length;
  if (fitting.length > 0) return { reading: { ...reading, dates: fitting }, end: merged };
  const next = shiftDays(today, (weekday - weekdayOf(today) + 7) % 7);
  return { reading: { ...reading, others: () => [next], ask: 'mismatch' }, end: merged };
}

/** 下周三(11月25日): two names of one day are one. */
function withDate({ reading, end }: DayMatch, line: string, context: Context): DayMatch | null {
  const gap = matchAt(DATE_BESIDE, line, end)?.[0] ?? '';
  const second = longestDay(line, end + gap.length, context);
  if (!second || second.reading.instant) return null;
  const both = reading.dates.filter((date) => second.reading.dates.some((other) => compareDates(date, other) === 0));
  if (both.length === 0) return null;
  const closed = /[)）]/.test(line[second.end] ?? '') && gap !== '' ? 1 : 0;
  return { reading: { ...reading, dates: both }, end: second.end + closed };
}

/** Moves a day by the 前 or 后 that follows it. */
function sided({ reading, end }: DayMatch, line: string): { day: DayReading; end: number } {
  const match = matchAt(SIDE, line, end);
  if (!match) return { day: reading, end };
  const { before, after } = match.groups ?? {};
  const previous = reading.before ?? ((date: CivilDate) => shiftDays(date, -1));
  const next = reading.after ?? ((date: CivilDate) => shiftDays(date, 1));
  const shift = before ? previous : after ? next : (date: CivilDate): CivilDate => date;
  const { brief: _brief, ...rest } = reading;
  return { day: before || after ? { ...rest, dates: reading.dates.map(shift) } : reading, end: end + match[0].length };
}

const sideEnd = (line: string, end: number): number => end + (matchAt(SIDE, line, end)?.[0].length ?? 0);
