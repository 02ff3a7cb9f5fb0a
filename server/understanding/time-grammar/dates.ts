import { isCivilDate, shiftMonths } from '../../kernel/calendar.ts';
import { NUMBER } from '../numbers.ts';
import { dayOfMonth, inRelativeMonth, inYear, quarter, yearEdge } from './months.ts';
import { dayRule, DIGIT, MEASURE, NUMERALS, YEAR_OPENERS } from './rule.ts';
import { yearNamed } from './years.ts';

const YEAR =
  '(?<year>(?<!\\d)(?:19|20|21)\\d{2}|(?<!\\d)[23]\\d|二[〇○零一二三四五六七八九]{3}|(?<![〇○零一二三四五六七八九])二[一二三四五六七八九]|[今本明来后去前每])年的?';
const MONTH = `(?<![${DIGIT}.])(?<month>${NUMBER})月份?`;
const MONTH_PREFIX = '(?<prefix>下{1,3}|上{1,3}|这|本|每)一?个?月份?';
const DAY = `(?<day>${NUMBER})(?:号|日(?![元均报用]))(?![楼线机店门柜仓桌厅馆院位房])`;
const LOOSE_DAY = `(?<loose>${NUMBER})(?![${DIGIT}.${MEASURE}号日])`;
/** The 3 of 3-5号. */
const FROM_DAY = `(?<from>${NUMBER})(?=[-~—–到至]${NUMBER}[号日])`;
const EDGE = '(?<edge>[底末]|初(?![一二三四五六七八九十])|[上中下]旬|中(?![秋午标间心国])|[以之]?内|最后一天|第一天)';
const NTH = '(?<nth>第[一二三四]|最后一)个(?:(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])|(?<workday>工作日))';
/** A month alone; 3月租金 and 12月20万 speak about something else. */
const WHOLE = `(?<whole>(?![${DIGIT}租费薪票销结供付卡饼均利息度嫂季经]))`;
const IN_MONTH = `(?:的?(?:${DAY}|${LOOSE_DAY}|${FROM_DAY}|${EDGE}|${NTH})|${WHOLE})`;
/** Not the 3 of 编号3号, 第3号, A3号, and not the 30 of 2月30号. */
const ALONE = `(?<![${DIGIT}个月编型账帐工车尾证学件批座单房号A-Za-z#第.])`;
const SHORT = `(?=$|[，。,；;、）)]|\\s(?![${MEASURE}])|[上下中]午|[早晚])`;

/** Days named by the calendar: 12月1日, 下个月15号, 月底, 2026-12-01, 年底. */
export const DATES = [
  dayRule(
    '12',
    '(?<![\\d./-])(?<year>(?:19|20|21)\\d{2})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})(?![\\d/-])T?',
    (groups) => {
      const date = { year: Number(groups.year), month: Number(groups.month), day: Number(groups.day) };
      return isCivilDate(date) ? { dates: [date] } : null;
    },
  ),
  dayRule('0123456789', `(?<=^|[\\s，。,；;、：:（(])(?<month>[01]?\\d)/(?<day>[0-3]?\\d)${SHORT}`, inYear),
  dayRule('01', `(?<=^|[\\s，。,；;、：:（(])(?<month>[01]\\d)-(?<day>[0-3]\\d)${SHORT}`, inYear),
  dayRule(
    '123456789',
    '(?<![\\d.])(?<month>1?\\d)\\.(?<day>[0-3]?\\d)(?:[号日]|(?=\\s?(?:[上下中]午|早上|晚上)))',
    inYear,
  ),
  dayRule(YEAR_OPENERS + NUMERALS, `(?:${YEAR})?${MONTH}${IN_MONTH}`, inYear),
  dayRule('下上这本每', `${MONTH_PREFIX}${IN_MONTH}`, inRelativeMonth),
  dayRule(NUMERALS, `${ALONE}(?:${DAY}|${FROM_DAY})`, dayOfMonth),
  dayRule('月', `(?<![${DIGIT}个本这每上下])月${EDGE}`, dayOfMonth),
  dayRule(
    YEAR_OPENERS + '年',
    `(?:(?<year>[今本明来后去前每]|(?<!\\d)20\\d\\d)年?|(?<![${DIGIT}个]))年${EDGE}`,
    yearEdge,
  ),
  dayRule('明来后去前', `(?<year>[明来后去前])年(?![前${DIGIT}])`, ({ year = '' }, { today }) => {
    const first = { year: yearNamed(year, today), month: 1, day: 1 };
    return { dates: [first], others: () => [shiftMonths(first, 2)], ask: 'broad' };
  }),
  dayRule('下本这上季', '(?<prefix>[下本这上])?一?个?季度?(?<edge>[底末初])', quarter),
  dayRule('下', '(?<prefix>下)一?个?季度', quarter),
];
