import { compareDates, type CivilDate } from '../kernel/calendar.ts';
import { holidayDate, type Holiday } from '../kernel/holidays.ts';

/** What the product proposes for a holiday. */
export interface Greeting {
  holiday: Holiday;
  text: string;
  /** Whether it is sent without anybody having switched it on. */
  on: boolean;
}

/** The holidays on which customers can be greeted, in the order of the year. */
export const GREETINGS: readonly Greeting[] = [
  { holiday: '元旦', text: '新年好。祝您元旦快乐，新的一年平安顺遂。', on: true },
  { holiday: '腊八节', text: '腊八到了，喝碗热粥。祝您和家人暖暖和和过冬。', on: false },
  { holiday: '小年北方', text: '小年好。忙了一年，祝您和家人早日团圆。', on: false },
  { holiday: '除夕', text: '除夕了，谢谢您这一年的信任。祝您和家人团圆安康。', on: false },
  { holiday: '春节', text: '给您拜年了。祝您和家人新春快乐，身体健康，万事顺意。', on: true },
  { holiday: '元宵节', text: '元宵节快乐。愿您和家人团团圆圆。', on: true },
  { holiday: '情人节', text: '祝您节日快乐，愿您和珍惜的人都好。', on: false },
  { holiday: '妇女节', text: '祝您节日快乐，愿您从容自在。', on: false },
  { holiday: '清明节', text: '清明时节，愿您和家人平安。', on: false },
  { holiday: '劳动节', text: '五一到了，祝您好好歇几天。', on: false },
  { holiday: '母亲节', text: '今天是母亲节，祝您和您的母亲安康。', on: false },
  { holiday: '儿童节', text: '六一好，愿您和家里的孩子都开开心心。', on: false },
  { holiday: '端午节', text: '端午安康。愿您和家人一切都好。', on: true },
  { holiday: '父亲节', text: '今天是父亲节，祝您和您的父亲安康。', on: false },
  { holiday: '七夕节', text: '七夕好，愿您和珍惜的人长长久久。', on: false },
  { holiday: '中元节', text: '时逢中元，愿您和家人平安。', on: false },
  { holiday: '教师节', text: '教师节到了，祝您节日快乐。', on: false },
  { holiday: '中秋节', text: '中秋快乐。愿您和家人月圆人团圆。', on: true },
  { holiday: '国庆节', text: '国庆快乐。祝您假期轻松，出行平安。', on: true },
  { holiday: '重阳节', text: '今天重阳，愿您和家中长辈健康长寿。', on: false },
  { holiday: '感恩节', text: '谢谢您一直以来的信任，愿您和家人都好。', on: false },
  { holiday: '冬至', text: '冬至了，天冷记得添衣。愿您和家人温暖安康。', on: false },
  { holiday: '圣诞节', text: '祝您节日快乐，冬日温暖。', on: false },
];

/** Days of mourning: nobody is congratulated. */
export const MOURNING: ReadonlySet<string> = new Set<Holiday>(['清明节', '中元节']);

/** The birthday greeting that the product brings along. */
export const BIRTHDAY_TEXTS = {
  default: '{称呼}，生日快乐。愿您新的一岁身体健康，事事顺心。{我}',
  A: '{称呼}，今天是您的生日，{我}祝您生日快乐。谢谢您一直以来的信任，愿您和家人平安喜乐。',
};

/** Whether a name is that of a holiday on which customers can be greeted. */
export const isGreetingDay = (name: string | null): name is Holiday =>
  GREETINGS.some(({ holiday }) => holiday === name);

/** What people call a holiday. */
export const holidayTitle = (name: string): string => (name === '小年北方' ? '小年' : name);

/** The holiday of a date on which customers can be greeted; null for most. */
export const greetingDayOn = (date: CivilDate): Holiday | null =>
  GREETINGS.find(({ holiday }) => compareDates(holidayDate(holiday, date.year), date) === 0)?.holiday ?? null;
