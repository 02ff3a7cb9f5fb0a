import type { CivilDate } from '../../kernel/calendar.ts';
import type { StatutoryYears } from '../../kernel/statutory-days.ts';

/** Whether a line plans something (forward) or tells what happened (back): 15号 means the next one or the last one. */
export type Purpose = 'plan' | 'log';

/** Why a time has to be asked back: what makes a second reading likely. */
export type AskReason =
  | 'past' // 本周五 on a Saturday
  | 'today' // 周六 on a Saturday
  | 'half-day' // 9:30, 8点
  | 'broad' // 下周, 下个月
  | 'about' // 过几天, 半个月后
  | 'weekend' // 周末 is two days
  | 'rest-day' // 下班前 on a day off
  | 'mismatch' // 25号周五, and the 25th is no Friday
  | 'lunar' // 八月十五, solar or lunar
  | 'choice'; // 周三或周四

/** How often a recurring time comes back. */
export type Repeat = 'day' | 'workday' | 'week' | 'month' | 'year';

/** What a rule may know: the Shanghai date, the purpose and the statutory table. */
export interface Context {
  now: Date;
  today: CivilDate;
  purpose: Purpose;
  statutory: StatutoryYears;
}

/** What the words for a day may mean. */
export interface DayReading {
  /** The possible dates, ascending; one where the words leave no choice. */
  dates: CivilDate[];
  /** Dates to offer beside the chosen one. */
  others?: (chosen: CivilDate) => CivilDate[];
  /** The date to offer when the only one has passed. */
  ifPast?: CivilDate;
  ask?: AskReason;
  /** A moment that needs no date: 半小时后. */
  instant?: Date;
  /** The day counts as gone once its 09:00 has: 周六 said on a Saturday at 10:00. */
  brief?: boolean;
  /** These words are no time unless a time of day follows: 每天, 明(早). */
  needsClock?: boolean;
  repeats?: Repeat;
  /** What 前 and 后 do to the date where it is not the day before or after. */
  before?: (date: CivilDate) => CivilDate;
  after?: (date: CivilDate) => CivilDate;
}

/** What the words for a time of day may mean, in minutes from the midnight that begins the day; 1440 and more is the night after. */
export interface ClockReading {
  minutes: number[];
  /** Less likely minutes, offered when the likely ones have passed. */
  doubtful?: number[];
  grain: 'minute' | 'part';
  /** When the part of the day is over, for `part`. */
  until?: number;
  /** 上班 and 下班 without a day mean a working one. */
  work?: 'start' | 'end';
}

/** The named groups of a match; a group that took no part is absent. */
export type Groups = Readonly<Partial<Record<string, string>>>;

/** One line of the grammar: a sticky pattern, and what its words mean; null when they mean nothing after all. */
export interface DayRule {
  /** The characters that a match can begin with; the pattern is tried at no other. */
  opens: string;
  pattern: RegExp;
  read(groups: Groups, context: Context): DayReading | null;
}

/** A day rule; the pattern is matched at one place only and is bounded, so that hostile text costs no more than any other. */
export const dayRule = (opens: string, pattern: string, read: DayRule['read']): DayRule => ({
  opens,
  pattern: new RegExp(pattern, 'y'),
  read,
});

/** What a number can begin with. */
export const NUMERALS = '0123456789零〇一二两三四五六七八九十百';

/** What a year said in words can begin with: 今年, 2027年, 二零二七年. */
export const YEAR_OPENERS = '今本明来后去前每23二';

/** The Chinese and Arabic characters that numbers are made of, for use inside a character class. */
export const DIGIT = '\\d零〇一二两三四五六七八九十百千';

/** Words that count or measure: what stands before them is an amount and no date. */
export const MEASURE = '个点万台套件次人家元块千百亿米批份张箱吨天周年月小折倍种条款组%';

/** How 前 is written as a deadline, and not as in 前台 or 前往. */
export const BEFORE = '(?:之前|以前|前(?![台天年往期锋沿面线途景来去后]))';

/** How 后 is written after a time, and not as in 后台 or 后续. */
export const AFTER = '(?:之后|以后|过后|后(?![台续期面勤来天年悔备]))';
