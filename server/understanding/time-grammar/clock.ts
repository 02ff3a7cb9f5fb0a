import { readNumber } from '../numbers.ts';
import { DIGIT, MEASURE } from './rule.ts';
import type { ClockReading } from './rule.ts';

/** How the hours of a part of the day are meant. */
type Half = 'morning' | 'noon' | 'afternoon' | 'night';

interface Part {
  half: Half;
  /** Hours: the default, and when the part is over. */
  at: number;
  until: number;
  words: string;
}

const PARTS: readonly Part[] = [
  { half: 'morning', at: 2, until: 6, words: '凌晨' },
  { half: 'morning', at: 8, until: 10, words: '早上|早晨|早间|清早|清晨|一大?早|大清?早' },
  { half: 'morning', at: 10, until: 12, words: '上午' },
  { half: 'noon', at: 12, until: 14, words: '中午|正午|晌午|午间' },
  { half: 'afternoon', at: 15, until: 18, words: '下午|午后' },
  { half: 'afternoon', at: 18, until: 19, words: '傍晚|黄昏' },
  { half: 'night', at: 20, until: 23, words: '晚上|晚间|夜里|夜晚' },
  { half: 'night', at: 23, until: 26, words: '半夜|深夜|午夜|大半夜' },
];
/** 周五晚8点: one character is enough after a day; 晚点 and 早点 mean later and sooner. */
const SHORT_PARTS: Record<string, number> = { 早: 1, 午: 3, 晚: 6 };

const NUMERAL = '(?:\\d{1,2}|[零〇一二两三四五六七八九十]{1,3})';
const START = `(?<![${DIGIT}.:：A-SU-Za-z第小])`;
const HOUR = `(?<hour>${NUMERAL})(?:点钟?|时(?![间候长常代期段刻]))(?![击评单名赞餐菜播心子滴])`;
const MINUTE = `(?<half>半)|(?<quarters>[一三13])刻|整|(?<minute>[0-5]?\\d|[一二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])分(?![之成期批店部])|(?<bare>[0-5]\\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])(?![${DIGIT}.${MEASURE}])`;
const LESS = `(?<less>${NUMERAL})(?:分钟?|(?<lessQuarter>刻))`;

const CLOCKS: readonly RegExp[] = [
  new RegExp(
    `${START}(?<!比分|比例|[比/])(?<hour>[01]?\\d|2[0-4])[:：](?<colon>[0-5]\\d)(?:[:：][0-5]\\d)?(?![${DIGIT}.:：])`,
    'y',
  ),
  new RegExp(`${START}${HOUR}差${LESS}`, 'y'),
  new RegExp(`差${LESS}到?${HOUR}`, 'y'),
  new RegExp(`${START}${HOUR}(?:${MINUTE})?(?<more>多)?`, 'y'),
  // The 3 of 3-5点.
  new RegExp(`${START}(?<hour>${NUMERAL})(?=\\s?[-~—–到至]\\s?${NUMERAL}(?:点|时))`, 'y'),
];
const PART = new RegExp(`(?:${PARTS.map(({ words }) => `(${words})`).join('|')})(?![好茶安])`, 'y');
const SHORT_PART = /([早午晚])(?![点些安餐饭宴会]|一[点些])/y;
const WORK = /(?:(?<turn>[上下])班(?<side>[之以]?[前后]|时候?)|一(?<once>上)班)/y;
const FILLER = /(?:大概|大约|差不多|约|的|\s){0,2}/y;

/** What makes a bare 三点 an amount: 说了三点, 让3点, 三点建议. */
const COUNTED_BEFORE = /(?:[说提讲列谈强调给写让降涨返扣跌升加高低]了?|[有这那共第几差早晚快慢好])$/;
const COUNTED_AFTER =
  /^(?:意见|建议|要求|要注意|原因|想法|优|缺|内容|不足|理由|问题|希望|注意|说明|感受|疑问|需求|顾虑|异议|好处|共识|[利折让税])/;
/** 一点 is nearly always "a little": only a boundary on both sides makes it an hour. */
const ONE_AFTER = /^(?:$|[\s，。,；;、！!？?到前后左之以见开去来给打回联找])/;
const ONE_BEFORE = /(?:^|[\s，。,；;、约在于等])$/;

/** The characters that a time of day without a day can begin with. */
export const CLOCK_OPENERS = new Set('0123456789零〇一二两三四五六七八九十差凌早清大上中正晌午下傍黄晚夜半深');

/** A time of day and where it ends in the text. */
export interface ClockMatch {
  reading: ClockReading;
  end: number;
}

/** Reads the time of day that begins at `at`; after a day, shorter words are enough. */
export function readClock(text: string, at: number, afterDay: boolean): ClockMatch | null {
  const work = matchAt(WORK, text, at);
  if (work) return readWork(work, at);
  const part = readPart(text, at, afterDay);
  if (!part) return readHour(text, at, null, afterDay);
  const gap = part.end + (matchAt(FILLER, text, part.end)?.[0].length ?? 0);
  return readHour(text, gap, part.part, true) ?? partOnly(part);
}

/** Where the filler between two parts of an expression ends: spaces, 的, 大概. */
export const skipFiller = (text: string, at: number): number => at + (matchAt(FILLER, text, at)?.[0].length ?? 0);

/** The match of a sticky pattern at one place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readWork(match: RegExpExecArray, at: number): ClockMatch {
  const { turn, side = '', once } = match.groups ?? {};
  const closing = turn === '下' && once === undefined;
  const before = side.endsWith('前');
  const minute = closing ? (before ? 17 * 60 + 30 : 18 * 60) : before ? 8 * 60 + 30 : 9 * 60;
  return {
    reading: { minutes: [minute], grain: 'minute', work: closing ? 'end' : 'start' },
    end: at + match[0].length,
  };
}

function readPart(text: string, at: number, afterDay: boolean): { part: Part; end: number } | null {
  const match = matchAt(PART, text, at);
  const found = match && PARTS[match.slice(1).findIndex((word) => word !== undefined)];
  if (found) return { part: found, end: at + match[0].length };
  const short = afterDay ? matchAt(SHORT_PART, text, at) : null;
  const part = short && PARTS[SHORT_PARTS[short[1] ?? ''] ?? 0];
  return part ? { part, end: at + 1 } : null;
}

function partOnly({ part, end }: { part: Part; end: number }): ClockMatch {
  return { reading: { minutes: [part.at * 60], grain: 'part', until: part.until * 60 }, end };
}

function readHour(text: string, at: number, part: Part | null, sure: boolean): ClockMatch | null {
  for (const pattern of CLOCKS) {
    const match = matchAt(pattern, text, at);
    if (!match) continue;
    const groups = match.groups ?? {};
    const hour = readNumber(groups.hour ?? '');
    if (hour === null || hour > 24) continue;
    const end = at + match[0].length;
    const exact = groups.colon !== undefined || groups.less !== undefined || minutesOf(groups) !== 0;
    if (!sure && !exact && isCount(text, at, end, hour)) continue;
    const shift = minutesOf(groups);
    if (hour === 24 && shift > 0) continue;
    return { reading: hours(hour, groups, part, shift), end };
  }
  return null;
}

function isCount(text: string, at: number, end: number, hour: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  const after = text.slice(end, end + 3);
  if (new RegExp(`^[${DIGIT}]`).test(after) || COUNTED_BEFORE.test(before) || COUNTED_AFTER.test(after)) return true;
  return hour === 1 && text[at] === '一' && !(ONE_BEFORE.test(before) && ONE_AFTER.test(after));
}

/** Minutes to add to the hour; negative for 差五分. */
function minutesOf(groups: Partial<Record<string, string>>): number {
  if (groups.less !== undefined) return -(readNumber(groups.less) ?? 0) * (groups.lessQuarter ? 15 : 1);
  if (groups.half !== undefined) return 30;
  if (groups.quarters !== undefined) return 15 * (readNumber(groups.quarters) ?? 0);
  return readNumber((groups.colon ?? groups.minute ?? groups.bare ?? '0').replace(/^[零〇](?=.)/, '')) ?? 0;
}

function hours(hour: number, groups: Partial<Record<string, string>>, part: Part | null, shift: number): ClockReading {
  const at = (...list: number[]): number[] => list.map((each) => each * 60 + shift);
  const grain = 'minute' as const;
  if (part) return { minutes: at(hourIn(part, hour)), grain };
  const exact = hour > 12 || hour === 0 || /^0\d/.test(groups.hour ?? '');
  if (exact) return { minutes: at(hour), grain };
  if (hour <= 6) return { minutes: at(hour + 12), grain };
  if (hour === 12) return { minutes: at(12), doubtful: at(24), grain };
  return groups.colon === undefined
    ? { minutes: at(hour, hour + 12), grain }
    : { minutes: at(hour), doubtful: at(hour + 12), grain };
}

function hourIn({ half, at }: Part, hour: number): number {
  if (hour > 12) return hour;
  if (half === 'morning') return hour === 12 && at === 2 ? 0 : hour;
  if (half === 'noon') return hour < 4 ? hour + 12 : hour;
  if (half === 'afternoon') return hour < 12 ? hour + 12 : hour;
  // 今晚12点 is the midnight that ends today, and 今晚1点 comes after it.
  if (hour === 12) return 24;
  return hour < 5 ? hour + 24 : hour + 12;
}
