import { compareDates, lunarToSolar } from '../../kernel/calendar.ts';
import type { CivilDate, LunarDate } from '../../kernel/calendar.ts';
import { NUMBER, readNumber } from '../numbers.ts';
import { dayRule, DIGIT, NUMERALS } from './rule.ts';
import type { Context, DayReading, Groups } from './rule.ts';
import { yearNamed } from './years.ts';

const LUNAR_DAY =
  '初[一二三四五六七八九十]|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|卅|[一二三四五六七八九]|[1-3]?\\d';

/** Days named by the lunar calendar: 农历八月十五, 正月初八, 大年初五. */
export const LUNAR = [
  dayRule(
    '农阴旧闰正冬腊今明来后去' + NUMERALS,
    `(?<mark>农历|阴历|旧历)?(?:(?<year>[今明来后去])年的?)?(?<leap>闰)?(?<![${DIGIT}])(?<month>正|冬|腊|${NUMBER})月(?<day>${LUNAR_DAY})(?![${DIGIT}])[日号]?`,
    lunarDay,
  ),
  dayRule('大年新', '(?:大年|年|新年)(?<day>初[一二三四五六七八九十])', ({ day }, context) =>
    lunarDay({ month: '正', day }, context),
  ),
];

/** The solar days of a lunar day around now, ascending; those to come first decide, so only they are computed for a plan. */
export function lunarDates(
  lunar: Omit<LunarDate, 'year'>,
  { today, purpose }: Pick<Context, 'today' | 'purpose'>,
): CivilDate[] {
  // 冬月 and 腊月 of one lunar year mostly lie in the next solar one.
  const first = today.year - (purpose === 'log' || lunar.month > 10 ? 1 : 0);
  const dates = [first, first + 1].map((year) => lunarToSolar({ ...lunar, year }));
  return purpose === 'plan' ? dates.filter((date) => compareDates(date, today) >= 0) : dates;
}

const LUNAR_MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };

/** Lunar only where a word says so: 农历, 正月, 冬月, 腊月, 初一, 廿三; 三月三 alone is a solar date. */
function lunarDay(
  { mark, year, leap, month: word = '', day: dayWord = '' }: Groups,
  context: Context,
): DayReading | null {
  const month = LUNAR_MONTHS[word] ?? readNumber(word);
  const day = readNumber(dayWord.replace('初', '').replace('廿', '二十').replace('卅', '三十'));
  const said = mark !== undefined || leap !== undefined || word in LUNAR_MONTHS || /^[初廿卅]/.test(dayWord);
  if (!said || !month || !day || month > 12 || day > 30) return null;
  const lunar = { month, day, leap: leap !== undefined };
  if (year === undefined) return { dates: lunarDates(lunar, context) };
  return { dates: [lunarToSolar({ ...lunar, year: yearNamed(year, context.today) })] };
}
