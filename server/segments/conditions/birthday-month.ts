import { z } from 'zod';
import { LUNAR_MONTHS, spokenBirthday } from '../../kernel/birthdays.ts';
import { changeable } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';
import { hisBirthday } from './rows.ts';

/** He was born in this month of this calendar. */
export const birthdayMonth = defineCustomerCondition({
  code: 'birthday-month',
  title: '生日月份',
  params: z.strictObject({
    calendar: z.enum(['solar', 'lunar']).meta({ title: '历法', names: { solar: '公历', lunar: '农历' } }),
    month: z.int('月份要是整数').min(1, '月份是 1 到 12').max(12, '月份是 1 到 12').meta({ title: '月份', unit: '月' }),
  }),
  example: { calendar: 'lunar', month: 8 },
  describe: ({ calendar, month }) =>
    calendar === 'solar'
      ? `生日在${changeable(`公历 ${month} 月`)}`
      : `生日在${changeable(`农历${LUNAR_MONTHS[month - 1] ?? ''}月`)}`,
  narrow: ({ calendar, month }, _scene, bind) =>
    hisBirthday(`b.calendar = ${bind(calendar)} AND b.month = ${bind(month)}`),
  test: ({ birthday }, { calendar, month }) => birthday?.calendar === calendar && birthday.month === month,
  tell: ({ birthday }) => (birthday ? `生日${spokenBirthday({ ...birthday, year: null })}` : '不知道生日'),
});
