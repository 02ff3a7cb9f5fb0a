import type { CivilDate } from '../../kernel/calendar.ts';
import { readDigits } from '../numbers.ts';

/** Years from this one that each word stands for. */
const YEARS: Record<string, number> = { 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 来: 1, 后: 2 };

/** The calendar year that 今(年), 26(年) or 二零二七(年) names. */
export function yearNamed(word: string, today: CivilDate): number {
  const ahead = YEARS[word];
  if (ahead !== undefined) return today.year + ahead;
  const year = readDigits(word);
  return year < 100 ? 2000 + year : year;
}
