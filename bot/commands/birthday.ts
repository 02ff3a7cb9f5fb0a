import type { Customer } from '../../entities/customer.ts';
import { birthdayOf, setBirthday } from '../../server/customers/set-birthday.ts';
import { nextBirthday, spokenBirthday, type BirthdayDate } from '../../server/kernel/birthdays.ts';
import { spokenDay } from '../../server/kernel/calendar.ts';
import { toShanghai } from '../../server/kernel/dates.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { readBirthday } from '../../server/understanding/birthdays.ts';
import type { Card } from '../answer.ts';
import { defineCommand } from '../grammar/define-command.ts';

const EXAMPLE = '生日 张三 农历八月十五';
const FORGET = /^(?:清除|清空|删除|删掉|去掉|不知道|没有)$/;

export const birthdayCommand = defineCommand({
  code: 'birthday',
  words: ['生日', 'birthday'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '生日 客户 哪一天',
  summary: '记客户的生日，公历农历都行；不写日子就是看',
  examples: [EXAMPLE, '生日 张三 1990-05-20', '生日 张三 闰六月初三', '生日 张三 清除'],
  async run(ctx, { customer, said }) {
    if (!said) return known(customer, await birthdayOf(ctx, customer), toShanghai(ctx.now));
    if (FORGET.test(said)) {
      await setBirthday(ctx, customer.id, null);
      return `已去掉${customer.name}的生日。`;
    }
    const reading = readBirthday(said, toShanghai(ctx.now));
    if (!reading) {
      throw new DomainError('invalid', 'birthday.unread', `没看出是哪天，或者没有这一天。例如：${EXAMPLE}`);
    }
    if (reading.other) return whichCalendar(customer, reading.birthday, reading.other);
    await setBirthday(ctx, customer.id, reading.birthday);
    return `记下了。${known(customer, reading.birthday, toShanghai(ctx.now))}`;
  },
});

function known({ name }: Customer, birthday: BirthdayDate | null, today: ReturnType<typeof toShanghai>): string {
  if (!birthday) return `还不知道${name}的生日。记一下：生日 ${name} 农历八月十五`;
  return `${name}的生日是${spokenBirthday(birthday)}，下一次是${spokenDay(nextBirthday(birthday, today), today)}。`;
}

function whichCalendar({ id, name }: Customer, ...readings: [BirthdayDate, BirthdayDate]): Card {
  const words = readings.map((each) =>
    each.calendar === 'solar' ? `公历${spokenBirthday(each)}` : spokenBirthday(each),
  );
  return {
    title: `${name}的生日是公历还是农历？`,
    rows: words.map((word, at) => ({ name: String(at + 1), value: word })),
    buttons: words.map((word) => ({ text: word, line: `生日 #${id} ${word}` })),
    once: true,
  };
}
