import { z } from 'zod';
import { LUNAR_MONTHS, spokenBirthday } from '../../kernel/birthdays.ts';
import { someRow } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** He was born in this month of this calendar. */
export const birthdayMonth = defineCustomerCondition({
  code: 'birthday-month',
  title: '生日月份',
  params: z.strictObject({
    calendar: z.enum(['solar', 'lunar']),
    month: z.int().min(1, '月份是 1 到 12').max(12, '月份是 1 到 12'),
  }),
  example: { calendar: 'lunar', month: 8 },
  describe: ({ calendar, month }) =>
    calendar === 'solar' ? `生日在公历 ${month} 月` : `生日在农历${LUNAR_MONTHS[month - 1] ?? ''}月`,
  narrow: ({ calendar, month }, _scene, bind) =>
    someRow('birthdays', 'bm', `bm.calendar = ${bind(calendar)} AND bm.month = ${bind(month)}`),
  test: ({ birthday }, { calendar, month }) => birthday?.calendar === calendar && birthday.month === month,
  tell: ({ birthday }) => (birthday ? `生日${spokenBirthday({ ...birthday, year: null })}` : '不知道生日'),
});
