import { compareDates } from '../kernel/calendar.ts';
import type { CivilDate } from '../kernel/calendar.ts';
import { toShanghai } from '../kernel/dates.ts';
import { STATUTORY_YEARS } from '../kernel/statutory-days.ts';
import type { StatutoryYears } from '../kernel/statutory-days.ts';
import { fold } from './text.ts';
import { readExpression } from './time-grammar/expression.ts';
import type { Expression } from './time-grammar/expression.ts';
import { resolve } from './time-grammar/resolve.ts';
import type { Resolved } from './time-grammar/resolve.ts';
import type { Context, Purpose, Repeat } from './time-grammar/rule.ts';

export type { AskReason, Purpose, Repeat } from './time-grammar/rule.ts';

/** A time that a line speaks of. */
export interface TimeMention extends Resolved {
  /** The words, and where they stand in the line. */
  text: string;
  start: number;
  end: number;
  /** The end of a span: 3点到5点. */
  until: Date | null;
  /** Set for a recurring time, whose first occurrence `at` is. */
  repeats: Repeat | null;
}

/** What else may be known when a line is read. */
export interface TimeOptions {
  /** Names in the line that hide no time: 周一鸣 is not Monday. */
  names?: readonly string[];
  /** The statutory days, where more years are known than the product came with. */
  statutory?: StatutoryYears;
}

/** Longer lines are no chat; what follows is not looked at, so that hostile text costs a bounded time. */
const LOOKED_AT = 4096;

const MASK = '\ue000';
const SENTENCE_END = /[。！？!?\n]/;
const TRADITIONAL: Record<string, string> = {
  點: '点',
  週: '周',
  禮: '礼',
  後: '后',
  個: '个',
  鐘: '钟',
  鍾: '钟',
  兩: '两',
  號: '号',
  這: '这',
  時: '时',
  內: '内',
  節: '节',
  農: '农',
  曆: '历',
  歷: '历',
  過: '过',
  聖: '圣',
  誕: '诞',
  國: '国',
  慶: '庆',
  陽: '阳',
  陰: '阴',
  舊: '旧',
  閏: '闰',
  臘: '腊',
  雙: '双',
  間: '间',
  幾: '几',
  長: '长',
  勞: '劳',
  動: '动',
};

/** All times that a line speaks of, in order. Offsets are those of `text` as given. */
export function findTimes(text: string, now: Date, purpose: Purpose, options: TimeOptions = {}): TimeMention[] {
  const line = prepare(text.slice(0, LOOKED_AT), options.names ?? []);
  const context: Context = { now, today: toShanghai(now), purpose, statutory: options.statutory ?? STATUTORY_YEARS };
  const mentions: TimeMention[] = [];
  let spoken: { date: CivilDate; end: number } | null = null;
  for (let at = 0; at < line.length;) {
    const expression = readExpression(line, at, context);
    if (!expression) {
      at += 1;
      continue;
    }
    const carried: CivilDate | null = spoken && !SENTENCE_END.test(line.slice(spoken.end, at)) ? spoken.date : null;
    const mention: TimeMention | null = mentionOf(expression, line, at, context, carried);
    if (!mention) {
      at += 1;
      continue;
    }
    mentions.push({ ...mention, text: text.slice(mention.start, mention.end) });
    spoken = { date: toShanghai(mention.at), end: mention.end };
    at = mention.end;
  }
  return mentions;
}

/** The first time that a line speaks of, or null. */
export function readTime(text: string, now: Date, purpose: Purpose, options: TimeOptions = {}): TimeMention | null {
  return findTimes(text, now, purpose, options)[0] ?? null;
}

function prepare(text: string, names: readonly string[]): string {
  let line = fold(text).replace(/[\u4e00-\u9fff]/g, (character) => TRADITIONAL[character] ?? character);
  for (const name of [...names].sort((left, right) => right.length - left.length)) {
    if (name.length > 1) line = line.replaceAll(fold(name), MASK.repeat(name.length));
  }
  return line;
}

function mentionOf(
  { day, clock, end }: Expression,
  line: string,
  start: number,
  context: Context,
  carried: CivilDate | null,
): TimeMention | null {
  // 明天去客户那，3点开会: the hour belongs to the day named before; what is planned is not put on a day gone by.
  const inherits = !day && carried && (context.purpose === 'log' || compareDates(carried, context.today) >= 0);
  const resolved = resolve(inherits ? { dates: [carried] } : day, clock, context);
  if (!resolved) return null;
  const mention = { ...resolved, text: '', start, end, until: null, repeats: day?.repeats ?? null };
  return joined(mention, line, context);
}

const SPAN = /\s?(?:到|至|[-~–—])\s?/y;
const OR = /\s?(?:或者?|还是)\s?/y;

/** Takes in the other end of a span (3点到5点) or the other choice (周三或周四). */
function joined(mention: TimeMention, line: string, context: Context): TimeMention {
  for (const pattern of [SPAN, OR]) {
    pattern.lastIndex = mention.end;
    const match = pattern.exec(line);
    if (!match) continue;
    const at = mention.end + match[0].length;
    // Seen from the first time, 5点 after 下午3点 is the afternoon's, and 周三 after 下周一 that week's.
    const seen: Context = { ...context, now: mention.at, today: toShanghai(mention.at), purpose: 'plan' };
    const other = readExpression(line, at, seen);
    const second = other && resolve(other.day, other.clock, seen);
    if (!other || !second || second.at <= mention.at) continue;
    if (pattern === SPAN) return { ...mention, until: second.at, end: other.end };
    return { ...mention, alternatives: [...mention.alternatives, second.at], ask: 'choice', end: other.end };
  }
  return mention;
}
