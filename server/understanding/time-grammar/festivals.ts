import type { CivilDate } from '../../kernel/calendar.ts';
import { holidayDate } from '../../kernel/holidays.ts';
import type { Holiday } from '../../kernel/holidays.ts';
import { dayAfterHoliday, nextStatutoryHoliday } from '../../kernel/workdays.ts';
import { AFTER, BEFORE, dayRule, DIGIT, MEASURE, YEAR_OPENERS } from './rule.ts';
import type { Context, DayReading, Groups } from './rule.ts';
import { yearNamed } from './years.ts';

/** The words for each holiday, longer ones first; all may be followed by 节, 假期, 期间 and the like. */
const NAMES: Record<string, Holiday> = {
  元旦: '元旦',
  阳历年: '元旦',
  大年三十: '除夕',
  年三十: '除夕',
  除夕: '除夕',
  大年夜: '除夕',
  大年初一: '春节',
  春节: '春节',
  过年: '春节',
  元宵: '元宵节',
  情人节: '情人节',
  三八妇女: '妇女节',
  三八节: '妇女节',
  妇女节: '妇女节',
  女神节: '妇女节',
  清明: '清明节',
  五一: '劳动节',
  劳动节: '劳动节',
  青年节: '青年节',
  母亲节: '母亲节',
  六一: '儿童节',
  儿童节: '儿童节',
  端午: '端午节',
  父亲节: '父亲节',
  建党节: '建党节',
  建军节: '建军节',
  七夕: '七夕节',
  中元节: '中元节',
  教师节: '教师节',
  中秋: '中秋节',
  国庆: '国庆节',
  十一: '国庆节',
  重阳: '重阳节',
  万圣节: '万圣节',
  双十一: '双十一',
  双11: '双十一',
  感恩节: '感恩节',
  双十二: '双十二',
  双12: '双十二',
  平安夜: '平安夜',
  圣诞: '圣诞节',
  腊八: '腊八节',
  小年: '小年北方',
  立春: '立春',
  春分: '春分',
  立夏: '立夏',
  夏至: '夏至',
  立秋: '立秋',
  秋分: '秋分',
  立冬: '立冬',
  冬至: '冬至',
};

const TAIL = '(?:节|小?长?假期?|期间|黄金周|放假|当天|那天)';
/** 中秋快乐, 端午礼盒 speak about a feast and set no time. */
const NO_GREETING = '(?!节?(?:快乐|愉快|安康|祝福|礼|月饼|券|红包|贺|大促|促销|活动|优惠))';
/** 国庆 is also a given name: 王国庆. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const START = '(?<=^|[\\s，。,；;、等在到说是要想约定改])';
/** Numbers that are a feast only where the next word makes them one: 十一前, 五一假期. */
const FEASTLIKE = `(?=${TAIL}|${BEFORE}|${AFTER})`;
const FEAST = Object.keys(NAMES)
  .sort((left, right) => right.length - left.length)
  .map((name) => {
    if (name === '五一' || name === '六一')
      return `(?<![${DIGIT}双月周期拜])${name}${FEASTLIKE}|${START}${name}(?![${DIGIT}.${MEASURE}])`;
    if (name === '十一') return `(?<![${DIGIT}双月周期拜])${name}${FEASTLIKE}`;
    return name === '国庆' ? `(?<![${SURNAMES}])国庆|国庆(?=节|假|期间)` : name;
  })
  .join('|');

const FEAST_OPENERS = Object.keys(NAMES)
  .map((name) => name.charAt(0))
  .join('');

/** Days named by a feast or a solar term. */
export const FESTIVALS = [
  dayRule(
    FEAST_OPENERS + YEAR_OPENERS,
    `(?:(?<year>[今明来后去前每])年的?|(?<number>20\\d\\d)年的?)?(?<name>${FEAST})${NO_GREETING}${TAIL}*(?![生人轻])`,
    feast,
  ),
  dayRule('过', '(?:过完年|过了年)后?', (_groups, context) => {
    const dates = yearly('春节', undefined, context).map((date) => dayAfterHoliday(date, context.statutory));
    return { dates, after: (date) => date };
  }),
  dayRule('年', `${START}年(?=(?<before>${BEFORE})|${AFTER})`, ({ before }, context) => {
    const reading = holidays(yearly('春节', undefined, context), context);
    // 年前 is before the Spring Festival, and to some before the year of the calendar ends.
    const others = (): CivilDate[] => [{ year: context.today.year, month: 12, day: 31 }];
    return before === undefined ? reading : { ...reading, others, ask: 'about' };
  }),
  dayRule('节长假', `${START}(?:节|长假|假期)(?=${BEFORE}|${AFTER})`, (_groups, context) =>
    holidays([nextStatutoryHoliday(context.today)], context),
  ),
];

function yearly(name: Holiday, year: number | undefined, { today }: Context): CivilDate[] {
  const years = year === undefined ? [today.year - 1, today.year, today.year + 1] : [year];
  return years.map((each) => holidayDate(name, each));
}

function holidays(dates: CivilDate[], { statutory }: Context): DayReading {
  return { dates, after: (date) => dayAfterHoliday(date, statutory) };
}

function feast({ name = '', year, number }: Groups, context: Context): DayReading | null {
  const holiday = NAMES[name];
  if (!holiday) return null;
  const named = number ?? (year === '每' ? undefined : year);
  const reading = holidays(
    yearly(holiday, named === undefined ? undefined : yearNamed(named, context.today), context),
    context,
  );
  return year === '每' ? { ...reading, repeats: 'year' } : reading;
}
