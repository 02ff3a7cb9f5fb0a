import { shiftDays, shiftMonths } from '../../kernel/calendar.ts';
import type { CivilDate } from '../../kernel/calendar.ts';
import { addSeconds } from '../../kernel/dates.ts';
import { workdayAfter } from '../../kernel/workdays.ts';
import { NUMBER, readNumber } from '../numbers.ts';
import { AFTER, BEFORE, dayRule, DIGIT, NUMERALS } from './rule.ts';
import type { Context, DayReading, Groups } from './rule.ts';

const MINUTES: Record<string, number> = { 分钟: 1, 分: 1, 刻钟: 15, 小时: 60, 钟头: 60, 钟: 60 };
const DAYS: Record<string, number> = { 天: 1, 日: 1, 周: 7, 星期: 7, 礼拜: 7 };
const MONTHS: Record<string, number> = { 月: 1, 季度: 3, 年: 12 };
const WORKDAYS = new Set(['工作日', '交易日']);

const AMOUNT = `(?<amount>半|好?几|十几|[一二三四五六七八]{2}|${NUMBER}(?:\\.\\d)?)`;
const UNIT = '(?<unit>分钟?|刻钟|小时|钟头|钟|天|日|周|星期|礼拜|(?<=[个半])月|季度|年|工作日|交易日)';
const SECOND = `(?:零?(?<extra>${NUMBER})分钟?)?`;
const SPAN = `(?<![${DIGIT}.第])${AMOUNT}(?:[-~到至](?<most>${NUMBER}))?(?:(?<halfBefore>个半)|个)?${UNIT}(?<halfAfter>半)?${SECOND}`;
const TAIL = `(?:左右)?(?:(?<after>${AFTER})|(?<before>${BEFORE})|(?<within>[以之]?内))`;

/** Days and moments at a distance from now: 3天后, 过两个小时, 三天前, 24小时内. */
export const DURATIONS = [
  dayRule(NUMERALS + '半好几', `${SPAN}${TAIL}`, distance),
  dayRule('再等过', `(?:再|等)?(?<![超通经度熬不])过(?:个)?${SPAN}(?:${AFTER})?`, distance),
];

function distance(groups: Groups, context: Context): DayReading | null {
  const { unit = '', amount = '', most } = groups;
  const sign = groups.before === undefined ? 1 : -1;
  const counts = countsOf(amount, most);
  // 15日前 is a limit in a month, 3天前 a distance.
  if (!counts || (unit === '日' && sign < 0)) return null;
  const half = groups.halfBefore !== undefined || groups.halfAfter !== undefined ? 0.5 : 0;
  const minutes = MINUTES[unit];
  const [count = 0, ...rest] = counts;
  if (minutes !== undefined) {
    const extra = groups.extra ? (readNumber(groups.extra) ?? 0) : 0;
    return { dates: [], instant: addSeconds(context.now, sign * 60 * ((count + half) * minutes + extra)) };
  }
  const at = (number: number): CivilDate | null => moved(number + half, unit, sign, context);
  const date = at(count);
  const others = rest.map(at).filter((other) => other !== null);
  if (!date) return null;
  // 半个月 is 15 days by convention; some count two weeks.
  if (amount === '半' && unit === '月') return { dates: [date], others: () => [shiftDays(date, -sign)], ask: 'about' };
  return others.length > 0 ? { dates: [date], others: () => others, ask: 'about' } : { dates: [date] };
}

/** The likely amounts, first the likeliest: 几 is three, five or seven, 三四 is three or four. */
function countsOf(amount: string, most: string | undefined): number[] | null {
  if (amount === '半') return [0.5];
  if (amount === '十几') return [12, 15];
  if (amount.endsWith('几')) return [3, 5, 7];
  const count = amount.includes('.') ? Number(amount) : readNumber(amount);
  const limit = most === undefined ? null : readNumber(most);
  if (count !== null) return limit === null ? [count] : [count, limit];
  const [low, high] = [...amount].map(readNumber);
  return typeof low === 'number' && typeof high === 'number' && high > low ? [low, high] : null;
}

/** The date that many units away; null for amounts nobody says: 1.5天 needs no minute, 3000年 no date. */
function moved(count: number, unit: string, sign: number, { today, statutory }: Context): CivilDate | null {
  const whole = Math.floor(count);
  if (WORKDAYS.has(unit)) return sign > 0 && whole > 0 && whole <= 250 ? workdayAfter(today, whole, statutory) : null;
  const days = DAYS[unit];
  if (days !== undefined) return shiftDays(today, sign * Math.ceil(count * days));
  const months = MONTHS[unit];
  if (months === undefined) return null;
  const total = count * months;
  if (total > 1200) return null;
  const rest = total - Math.floor(total);
  return shiftDays(shiftMonths(today, sign * Math.floor(total)), sign * Math.round(rest * 30));
}
