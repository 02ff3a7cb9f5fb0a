import { compareDates, shiftDays, weekdayOf } from '../../kernel/calendar.ts';
import type { CivilDate } from '../../kernel/calendar.ts';
import { workdayAfter } from '../../kernel/workdays.ts';
import { NUMBER, readNumber } from '../numbers.ts';
import { AFTER, dayRule, DIGIT, NUMERALS } from './rule.ts';
import type { Context, DayReading, Groups } from './rule.ts';

/** Days from today that each word stands for. */
const RELATIVE: Record<string, number> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };

/** Two days said in one word. */
const PAIRS: Record<string, readonly [number, number]> = { 今明: [0, 1], 明后: [1, 2], 昨今: [-1, 0] };

const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

const WEEK = '(?:周|星期|礼拜)';
const PREFIX = '(?<prefix>下{1,3}一?|上{1,3}一?|这一?|本|每)个?';
const BARE = `(?<![${DIGIT}半几双单])`;

/** The weekday a character names: 1 (Monday) to 7; null for any other character. */
export const weekdayNamed = (character: string): number | null => WEEKDAYS[character] ?? (Number(character) || null);

/** Days named by their distance from today or by their place in the week. */
export const DAYS = [
  dayRule(
    '大前昨今明后',
    '(?<word>大前|(?<![之以])前|昨|今|明|大后|(?<![之以然最先])后)(?:天|日|儿个?)',
    ({ word = '' }, { today }) => exactly(shiftDays(today, RELATIVE[word] ?? 0)),
  ),
  dayRule(
    '前昨今明',
    '(?<word>(?<![\\d之以])前(?=晚)|昨(?=[早晚])|今(?=[早晚])|明(?=[早晚]))',
    ({ word = '' }, { today }) => ({
      ...exactly(shiftDays(today, RELATIVE[word] ?? 0)),
      needsClock: true,
    }),
  ),
  dayRule('今明昨', '(?<word>今明|明后|昨今)(?:两?天|两?日)', ({ word = '' }, { today }) => {
    const [first, second] = PAIRS[word] ?? [0, 1];
    return { dates: [shiftDays(today, first)], others: () => [shiftDays(today, second)], ask: 'choice' };
  }),
  dayRule(
    '下上这本每周星礼',
    `(?:${PREFIX}|${BARE})${WEEK}(?<day>[一二三四五六日天]|[1-7](?![${DIGIT}.:：次个万天年月号点套台件人元块%]))(?![次趟遍]|六?福)`,
    ({ prefix, day = '' }, context) => weekday(prefix, weekdayNamed(day) ?? 1, context),
  ),
  dayRule(
    NUMERALS,
    `(?<![${DIGIT}])(?<count>${NUMBER})个?${WEEK}(?:${AFTER})的?${WEEK}(?<day>[一二三四五六日天])`,
    ({ count = '', day = '' }, { today }) => exactly(inWeek(today, readNumber(count) ?? 1, weekdayNamed(day) ?? 1)),
  ),
  dayRule('下上这本每周星礼', `(?:${PREFIX})?${WEEK}末(?!愉快|快乐)`, weekend),
  dayRule(
    '下上这本每',
    `${PREFIX}${WEEK}(?<part>初|中(?![秋午旬标间心])|[以之]?内)?(?![${DIGIT}日末])`,
    ({ prefix = '', part }, context) => week(prefix, part, context),
  ),
  dayRule('每天', '每(?:天|日)|每(?=[早晚])|天天', (_groups, { today }) => ({
    dates: [-1, 0, 1].map((days) => shiftDays(today, days)),
    repeats: 'day',
    needsClock: true,
  })),
  dayRule('下最第', '(?:下一?个?|最近的?一个|第一个)工作日', (_groups, { today, statutory }) =>
    exactly(workdayAfter(today, 1, statutory)),
  ),
  dayRule('每', '每个?工作日', (_groups, { today, statutory }) => {
    const first = workdayAfter(shiftDays(today, -1), 1, statutory);
    return { dates: [first, workdayAfter(first, 1, statutory)], repeats: 'workday', needsClock: true };
  }),
];

function exactly(date: CivilDate): DayReading {
  return { dates: [date] };
}

/** Weeks from this one: 下下 is two ahead, 上 one back, 这 and 本 none. */
function weeksAhead(prefix: string): number {
  const count = (prefix.match(/[上下]/g) ?? []).length;
  return prefix.startsWith('上') ? -count : count;
}

function inWeek(today: CivilDate, weeks: number, day: number): CivilDate {
  return shiftDays(today, weeks * 7 + day - weekdayOf(today));
}

function weekday(prefix: string | undefined, day: number, { today }: Context): DayReading {
  if (prefix === undefined || prefix === '每') {
    const dates = [-1, 0, 1].map((weeks) => inWeek(today, weeks, day));
    return prefix ? { dates, brief: true, repeats: 'week' } : { dates, brief: true };
  }
  const weeks = weeksAhead(prefix);
  const date = inWeek(today, weeks, day);
  return weeks === 0 ? { dates: [date], ifPast: shiftDays(date, 7) } : exactly(date);
}

function weekend({ prefix }: Groups, { today, purpose }: Context): DayReading {
  const weeks = weeksAhead(prefix ?? '') - (prefix === undefined && purpose === 'log' && weekdayOf(today) < 6 ? 1 : 0);
  const saturday = inWeek(today, weeks, 6);
  const sunday = shiftDays(saturday, 1);
  const days: DayReading = { dates: [saturday, sunday], brief: true, before: () => shiftDays(saturday, -1) };
  if (prefix === '每') return { ...days, repeats: 'week' };
  return { ...days, others: (chosen) => [chosen.day === sunday.day ? saturday : sunday], ask: 'weekend' };
}

/** A whole week: its Monday with Wednesday and Friday on offer, or its last working day when it is a limit. */
function week(prefix: string, part: string | undefined, { today }: Context): DayReading | null {
  const weeks = weeksAhead(prefix);
  if (prefix === '每') return null;
  if (part === '初') return exactly(inWeek(today, weeks, 1));
  if (part === '中') return exactly(inWeek(today, weeks, 3));
  if (part !== undefined) {
    const friday = inWeek(today, weeks, 5);
    return exactly(compareDates(friday, today) < 0 && weeks === 0 ? shiftDays(friday, 2) : friday);
  }
  // 本周业绩 speaks about a period and sets no time.
  if (weeks === 0) return null;
  const midweek = [3, 5].map((day) => inWeek(today, weeks, day));
  return { dates: [inWeek(today, weeks, 1)], others: () => midweek, ask: 'broad' };
}
