import { z } from 'zod';
import { birthdayKeysWithin, nextBirthday, spokenBirthday, type BirthdayKey } from '../../kernel/birthdays.ts';
import { compareDates, shiftDays, spokenDay } from '../../kernel/calendar.ts';
import { toShanghai } from '../../kernel/dates.ts';
import { changeable, type Bound } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';
import { hisBirthday } from './rows.ts';

/** Of all customers one in fifty at most is born within so many days. */
const FEW_DAYS = 7;

/** His birthday, solar or lunar, is kept within so many days, today included. */
export const birthdayWithin = defineCustomerCondition({
  code: 'birthday-within',
  title: '快过生日',
  params: z.strictObject({
    days: z.int('天数要是整数').min(0, '不能是负数').max(90, '最多 90 天').meta({ title: '几天内', unit: '天' }),
  }),
  example: { days: 7 },
  describe: ({ days }) => (days === 0 ? `${changeable('今天')}过生日` : `${changeable(`${days} 天内`)}过生日`),
  narrow: ({ days }, { now }, bind) =>
    hisBirthday(whereKeys(birthdayKeysWithin(toShanghai(now), days), bind), { few: days <= FEW_DAYS }),
  test: ({ birthday }, { days }, { now }) => {
    const today = toShanghai(now);
    return birthday !== null && compareDates(nextBirthday(birthday, today), shiftDays(today, days)) <= 0;
  },
  tell: ({ birthday }, _params, { now }) => {
    const today = toShanghai(now);
    return birthday
      ? `生日${spokenBirthday({ ...birthday, year: null })}，下次${spokenDay(nextBirthday(birthday, today), today)}`
      : '不知道生日';
  },
});

/** Days of one month stand together, so that each month is one stretch of the index. */
function whereKeys(keys: readonly BirthdayKey[], bind: (value: Bound) => string): string {
  const stretch = ([first, ...others]: BirthdayKey[], is: string): string[] =>
    first
      ? [
          `(b.calendar = ${bind(first.calendar)} AND b.month = ${bind(first.month)}` +
            ` AND b.day IN ${bind([first, ...others].map(({ day }) => day))}${is})`,
        ]
      : [];
  return [...Map.groupBy(keys, ({ calendar, month }) => `${calendar} ${month}`).values()]
    .flatMap((days) => {
      const [plain, leap] = [days.filter((key) => !key.leap), days.filter((key) => key.leap)];
      const alike = plain.map(({ day }) => day).join() === leap.map(({ day }) => day).join();
      // Mostly a leap month's days are kept with those of the plain one; to ask which it is would read the row.
      if (alike || days[0]?.calendar === 'solar') return stretch(plain, '');
      return [...stretch(plain, ' AND b.leap = 0'), ...stretch(leap, ' AND b.leap = 1')];
    })
    .join(' OR ');
}
