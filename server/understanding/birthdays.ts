import { isBirthday, type BirthdayDate } from '../kernel/birthdays.ts';
import type { CivilDate } from '../kernel/calendar.ts';
import { NUMBER, readDigits, readNumber } from './numbers.ts';
import { fold } from './text.ts';

/** A birthday as somebody said it; `other` is the same day in the lunar calendar where the words leave that open: 八月十五. */
export interface BirthdayReading {
  birthday: BirthdayDate;
  other: BirthdayDate | null;
}

type Parts = Readonly<Partial<Record<string, string>>>;

const CALENDAR = '农历|阴历|旧历|老历|公历|阳历|新历|国历';
const YEAR = '(?<year>(?:19|20)\\d{2}|\\d{2}|[一二][零〇○一二三四五六七八九]{3}|[零〇○一二三四五六七八九]{2})年';
const LUNAR_DAY =
  '初[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]|[0-3]?\\d';

/** The ways to write a birthday; each is the whole of what is said. */
const FORMS: readonly RegExp[] = [
  `(?<calendar>${CALENDAR})?\\s*(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})`,
  `(?<calendar>${CALENDAR})?\\s*(?<year>(?:19|20)\\d{2})(?<month>\\d{2})(?<day>\\d{2})`,
  `(?<calendar>${CALENDAR})?\\s*(?<month>\\d{1,2})[-/.](?<day>\\d{1,2})`,
  `(?<calendar>${CALENDAR})?\\s*(?:${YEAR}的?)?\\s*(?<inner>${CALENDAR})?\\s*(?<leap>闰)?(?<month>正|冬|腊|${NUMBER})月份?\\s*(?<day>${LUNAR_DAY})(?<suffix>[日号])?`,
  '大年(?<newYear>初[一二三四五六七八九十])',
].map((form) => new RegExp(`^${form}$`, 'u'));

const solar = (month: number, day: number): Pick<BirthdayDate, 'calendar' | 'month' | 'day'> => ({
  calendar: 'solar',
  month,
  day,
});
const lunar = (month: number, day: number): Pick<BirthdayDate, 'calendar' | 'month' | 'day'> => ({
  calendar: 'lunar',
  month,
  day,
});

/** Days that people name by their feast. */
const FEASTS: Record<string, Pick<BirthdayDate, 'calendar' | 'month' | 'day'>> = {
  除夕: lunar(12, 30),
  大年三十: lunar(12, 30),
  年三十: lunar(12, 30),
  春节: lunar(1, 1),
  元宵: lunar(1, 15),
  端午: lunar(5, 5),
  七夕: lunar(7, 7),
  中秋: lunar(8, 15),
  重阳: lunar(9, 9),
  腊八: lunar(12, 8),
  元旦: solar(1, 1),
  妇女: solar(3, 8),
  劳动: solar(5, 1),
  五一: solar(5, 1),
  儿童: solar(6, 1),
  六一: solar(6, 1),
  国庆: solar(10, 1),
  圣诞: solar(12, 25),
};

const LUNAR_MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };
const NOISE = /^(?:生日)?(?:是|为|在|：|:|，|,|\s)*|(?:\s|。|(?:出?生)?的?|生日)*$/g;

/** Reads a birthday, solar or lunar: 1990-05-20, 5月20日, 农历八月十五, 闰六月初三; null for what is no day, or a day that never was. */
export function readBirthday(text: string, today: CivilDate): BirthdayReading | null {
  const said = fold(text).trim().replace(NOISE, '');
  const feast = FEASTS[said.replace(/(?<=..)节$/, '')];
  if (feast) return { birthday: { ...feast, year: null, leap: false }, other: null };
  for (const form of FORMS) {
    const parts = form.exec(said)?.groups;
    if (parts) return readParts(parts, today);
  }
  return null;
}

function readParts(parts: Parts, today: CivilDate): BirthdayReading | null {
  const { month = '正', day = parts.newYear ?? '' } = parts;
  const calendar = calendarOf({ ...parts, month, day });
  if (calendar === 'neither') return null;
  const date = {
    year: yearOf(parts.year, today),
    month: LUNAR_MONTHS[month] ?? readNumber(month) ?? 0,
    day: readNumber(day.replace('初', '').replace('廿', '二十').replace('卅', '三十')) ?? 0,
    leap: parts.leap !== undefined,
  };
  const kinds = calendar === 'either' ? (['solar', 'lunar'] as const) : [calendar];
  const [birthday, other = null] = kinds
    .map((kind): BirthdayDate => ({ calendar: kind, ...date }))
    .filter((each) => isBirthday(each, today));
  return birthday ? { birthday, other } : null;
}

/** A calendar's own words decide, then figures and 日 for the solar one; 八月十五 may be either. */
function calendarOf({
  calendar,
  inner,
  leap,
  month = '',
  day = '',
  suffix,
}: Parts): BirthdayDate['calendar'] | 'either' | 'neither' {
  const named = [calendar, inner].find((word) => word !== undefined);
  const isLunar = leap !== undefined || month in LUNAR_MONTHS || /^[初廿卅]/.test(day);
  if (named) {
    const kind = /[农阴旧老]/.test(named) ? 'lunar' : 'solar';
    return kind === 'solar' && isLunar ? 'neither' : kind;
  }
  if (isLunar) return 'lunar';
  return suffix !== undefined || /^\d/.test(month) || /^\d/.test(day) ? 'solar' : 'either';
}

/** 90年 is 1990 and 05年 is 2005. */
function yearOf(word: string | undefined, today: CivilDate): number | null {
  if (word === undefined) return null;
  const year = readDigits(word);
  if ([...word].length > 2) return year;
  return year + (year <= today.year % 100 ? 2000 : 1900);
}
