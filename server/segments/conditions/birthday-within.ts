import { z } from 'zod';
import { birthdayKeysWithin, nextBirthday, spokenBirthday, type BirthdayKey } from '../../kernel/birthdays.ts';
import { compareDates, shiftDays, spokenDay } from '../../kernel/calendar.ts';
import { toShanghai } from '../../kernel/dates.ts';
import { someRow, type Bound } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** His birthday, solar or lunar, is kept within so many days, today included. */
export const birthdayWithin = defineCustomerCondition({
  code: 'birthday-within',
  title: '快过生日',
  params: z.strictObject({ days: z.int('天数要是整数').min(0, '不能是负数').max(90, '最多 90 天') }),
  example: { days: 7 },
  describe: ({ days }) => (days === 0 ? '今天过生日' : `${days} 天内过生日`),
  narrow: ({ days }, { now }, bind) =>
    someRow('birthdays', 'b', whereKeys(birthdayKeysWithin(toShanghai(now), days), bind)),
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

/** Days of one month stand together, so that each is one stretch of the index. */
function whereKeys(keys: readonly BirthdayKey[], bind: (value: Bound) => string): string {
  const daysOf = new Map<string, { month: BirthdayKey; days: number[] }>();
  for (const key of keys) {
    const name = `${key.calendar} ${key.month} ${key.leap}`;
    const days = [...(daysOf.get(name)?.days ?? []), key.day];
    daysOf.set(name, { month: key, days });
  }
  return [...daysOf.values()]
    .map(({ month: { calendar, month, leap }, days }) => {
      const stretch = `b.calendar = ${bind(calendar)} AND b.month = ${bind(month)} AND b.day IN ${bind(days)}`;
      return `(${stretch} AND b.leap = ${leap ? 1 : 0})`;
    })
    .join(' OR ');
}
