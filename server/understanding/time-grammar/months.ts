import { daysInMonth, isCivilDate, shiftDays, shiftMonths, weekdayOf } from '../../kernel/calendar.ts';
import type { CivilDate } from '../../kernel/calendar.ts';
import { workdayAfter } from '../../kernel/workdays.ts';
import { readNumber } from '../numbers.ts';
import { weekdayNamed } from './days.ts';
import { lunarDates } from './lunar.ts';
import type { Context, DayReading, Groups } from './rule.ts';
import { yearNamed } from './years.ts';

/** What stands in a month of the calendar: 12月1日, 明年3月底, 每年6月18号. */
export function inYear(groups: Groups, context: Context): DayReading | null {
  const month = readNumber(groups.month ?? '');
  if (month === null || month < 1 || month > 12) return null;
  const open = groups.year === undefined || groups.year === '每';
  // Eight years reach a 29 February from anywhere; most days exist each year.
  const reach = open && month === 2 ? 8 : 1;
  const years = open ? near(context.today.year, reach) : [yearNamed(groups.year ?? '', context.today)];
  const reading = inMonths(
    groups,
    years.map((year) => ({ year, month, day: 1 })),
    context,
  );
  if (reading && groups.year === '每') return { ...reading, repeats: 'year' };
  return reading && orLunar(groups, month, reading, context);
}

/** What stands in a month counted from this one: 下个月15号, 本月底, 每月10号. */
export function inRelativeMonth(groups: Groups, context: Context): DayReading | null {
  const prefix = groups.prefix ?? '';
  if (prefix === '每') {
    const reading = groups.whole === undefined ? inMonths(groups, monthsAround(context.today), context) : null;
    return reading && { ...reading, repeats: 'month' };
  }
  const count = (prefix.match(/[上下]/g) ?? []).length;
  // 本月业绩 speaks about a period and sets no time.
  if (count === 0 && groups.whole !== undefined) return null;
  const first = { ...context.today, day: 1 };
  return inMonths(groups, [shiftMonths(first, prefix.startsWith('上') ? -count : count)], context);
}

/** What stands in whichever month fits: 15号, 月底. */
export function dayOfMonth(groups: Groups, context: Context): DayReading | null {
  return inMonths(groups, monthsAround(context.today), context);
}

/** The first or last day of a year. */
export function yearEdge({ year, edge = '' }: Groups, { today }: Context): DayReading | null {
  const years = year && year !== '每' ? [yearNamed(year, today)] : near(today.year, 1);
  const repeats = year === '每' ? { repeats: 'year' as const } : {};
  const on = (month: number, day: number): CivilDate[] => years.map((each) => ({ year: each, month, day }));
  if (edge === '初' || edge === '第一天') return { dates: on(1, 1), ...repeats };
  if (edge === '中') return { dates: on(6, 30), ...repeats };
  return edge.endsWith('旬') ? null : { dates: on(12, 31), before: (date) => date, ...repeats };
}

/** The first or last day of a quarter; 下季度 alone is its first day, with the next month's on offer. */
export function quarter({ prefix, edge }: Groups, { today }: Context): DayReading {
  const first = { year: today.year, month: today.month - ((today.month - 1) % 3), day: 1 };
  const ahead: Record<string, number[]> = { 下: [3], 上: [-3], 本: [0], 这: [0] };
  const starts = (ahead[prefix ?? ''] ?? [-3, 0, 3]).map((months) => shiftMonths(first, months));
  if (edge === undefined) return { dates: starts, others: (start) => [shiftMonths(start, 1)], ask: 'broad' };
  if (edge === '初') return { dates: starts };
  return { dates: starts.map((start) => shiftDays(shiftMonths(start, 3), -1)), before: (date) => date };
}

function near(year: number, reach: number): number[] {
  return Array.from({ length: 2 * reach + 1 }, (_none, index) => year - reach + index);
}

/** The first days of the months from two before to two after: no two neighbours lack the same day. */
function monthsAround(today: CivilDate): CivilDate[] {
  return [-2, -1, 0, 1, 2].map((months) => shiftMonths({ ...today, day: 1 }, months));
}

/** What a day, an edge or an n-th weekday means in each of the months; months without it drop out. */
function inMonths(groups: Groups, months: CivilDate[], context: Context): DayReading | null {
  const number = groups.day ?? groups.loose ?? groups.from;
  if (number !== undefined) {
    const day = readNumber(number) ?? 0;
    const dates = months.map(({ year, month }) => ({ year, month, day })).filter(isCivilDate);
    return dates.length > 0 ? { dates } : null;
  }
  if (groups.nth !== undefined) return { dates: months.map((month) => nthOf(groups, month, context)) };
  if (groups.edge !== undefined) return edgeOf(groups.edge, months);
  return { dates: months, others: (first) => [{ ...first, day: 15 }], ask: 'broad' };
}

const EDGES: Record<string, number> = { 初: 1, 第一天: 1, 上旬: 1, 中: 15, 中旬: 15, 下旬: 21 };

function edgeOf(edge: string, months: CivilDate[]): DayReading {
  const day = EDGES[edge];
  if (day === undefined) {
    const last = months.map(({ year, month }) => ({ year, month, day: daysInMonth(year, month) }));
    return { dates: last, before: (date) => date };
  }
  const dates = months.map((month) => ({ ...month, day }));
  // 中旬 is the 15th by convention, and strictly begins on the 11th.
  return edge === '中旬' ? { dates, others: (date) => [{ ...date, day: 11 }], ask: 'about' } : { dates };
}

function nthOf({ nth = '', weekday, workday }: Groups, month: CivilDate, { statutory }: Context): CivilDate {
  const days = Array.from({ length: daysInMonth(month.year, month.month) }, (_none, index) => shiftDays(month, index));
  const fitting = days.filter((date) =>
    workday
      ? workdayAfter(shiftDays(date, -1), 1, statutory).day === date.day
      : weekdayOf(date) === weekdayNamed(weekday ?? ''),
  );
  return fitting.at(nth === '最后一' ? -1 : '一二三四'.indexOf(nth.slice(1))) ?? month;
}

/** 八月十五 without 号 or 农历 is the solar day by convention; the lunar one goes on offer. */
function orLunar(
  { year, month: word = '', loose = '' }: Groups,
  month: number,
  reading: DayReading,
  context: Context,
): DayReading {
  const day = readNumber(loose);
  if (day === null || day < 1 || day > 30 || year !== undefined || /\d/.test(word + loose)) return reading;
  const lunar = lunarDates({ month, day, leap: false }, context);
  return { ...reading, others: () => lunar.slice(0, 1), ask: 'lunar' };
}
