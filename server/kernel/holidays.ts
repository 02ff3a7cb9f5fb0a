import { lunarToSolar, shiftDays, solarTermDay, weekdayOf } from './calendar.ts';
import type { CivilDate } from './calendar.ts';

type Rule = (year: number) => CivilDate;

const solar =
  (month: number, day: number): Rule =>
  (year) => ({ year, month, day });

const lunar =
  (month: number, day: number): Rule =>
  (year) =>
    lunarToSolar({ year, month, day, leap: false });

/** A feast at the end of the lunar year belongs to the solar year in which the next one begins. */
const lunarYearEnd =
  (month: number, day: number): Rule =>
  (year) =>
    lunarToSolar({ year: year - 1, month, day, leap: false });

const term =
  (index: number): Rule =>
  (year) =>
    solarTermDay(year, index);

const nthWeekday =
  (month: number, nth: number, weekday: number): Rule =>
  (year) => {
    const first = { year, month, day: 1 };
    return shiftDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  };

const RULES = {
  元旦: solar(1, 1),
  腊八节: lunarYearEnd(12, 8),
  小年北方: lunarYearEnd(12, 23),
  除夕: (year) => shiftDays(lunarToSolar({ year, month: 1, day: 1, leap: false }), -1),
  春节: lunar(1, 1),
  元宵节: lunar(1, 15),
  情人节: solar(2, 14),
  妇女节: solar(3, 8),
  清明节: term(7),
  劳动节: solar(5, 1),
  青年节: solar(5, 4),
  母亲节: nthWeekday(5, 2, 7),
  儿童节: solar(6, 1),
  端午节: lunar(5, 5),
  父亲节: nthWeekday(6, 3, 7),
  建党节: solar(7, 1),
  建军节: solar(8, 1),
  七夕节: lunar(7, 7),
  中元节: lunar(7, 15),
  教师节: solar(9, 10),
  中秋节: lunar(8, 15),
  国庆节: solar(10, 1),
  重阳节: lunar(9, 9),
  万圣节: solar(10, 31),
  双十一: solar(11, 11),
  感恩节: nthWeekday(11, 4, 4),
  双十二: solar(12, 12),
  平安夜: solar(12, 24),
  圣诞节: solar(12, 25),
  立春: term(3),
  春分: term(6),
  立夏: term(9),
  夏至: term(12),
  立秋: term(15),
  秋分: term(18),
  立冬: term(21),
  冬至: term(24),
} satisfies Record<string, Rule>;

/** The Chinese name of a day that people greet each other on or plan by. */
export type Holiday = keyof typeof RULES;

/** The solar date of a holiday that falls into a solar year; 腊八节 and 小年 come in its January or February. */
export const holidayDate = (holiday: Holiday, year: number): CivilDate => RULES[holiday](year);
