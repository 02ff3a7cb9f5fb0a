import { fromShanghai } from '../kernel/dates.ts';
import { NUMERAL_OPENERS, readNumeral, type Numeral } from './money-grammar/numerals.ts';
import * as words from './money-grammar/words.ts';
import { fold } from './text.ts';
import { findTimes } from './times.ts';

/** Why an amount has to be asked back. */
export type MoneyAsk =
  | 'vague' // 几万
  | 'too-much' // 9999999999999亿
  | 'range' // 3到5万
  | 'about'; // 大概5万

/** An amount of money that a line speaks of. */
export interface MoneyMention {
  /** In fen; the lower end of a range, null where no number was said, or one that is too much to be counted. Negative only where a minus was written. */
  fen: number | null;
  /** About so much: 20多万, 5万左右. */
  approximate: boolean;
  range: { fromFen: number; toFen: number } | null;
  ask: MoneyAsk | null;
  /** The words, and where they stand in the line. */
  text: string;
  start: number;
  end: number;
}

/** An amount before its place in the line is known. */
type Amount = Omit<MoneyMention, 'text' | 'ask'>;

/** Longer lines are no chat. */
const LOOKED_AT = 4096;
const MASK = '\ue000';
/** Where the words for a time stand does not depend on when they are read. */
const WHENEVER = fromShanghai(2026, 1, 5, 8);
/** A bare number below is no price, but a count. */
const LEAST_BARE = 100;

/** All amounts that a line speaks of, in order; names and times hide none. Offsets are those of `text` as given. */
export function findMoney(text: string, { names = [] }: { names?: readonly string[] } = {}): MoneyMention[] {
  let line = fold(text.slice(0, LOOKED_AT));
  for (const name of [...names].sort((left, right) => right.length - left.length)) {
    if (name.length > 1) line = line.replaceAll(fold(name), MASK.repeat(fold(name).length));
  }
  const first = amountsIn(line);
  for (const { start, end } of findTimes(line, WHENEVER, 'plan')) {
    // 11.25元 and 三点五万 are no times, but 下午三点五万 begins with one.
    if (first.some((amount) => amount.start <= start && end <= amount.end)) continue;
    line = line.slice(0, start) + MASK.repeat(end - start) + line.slice(end);
  }
  return amountsIn(line).map((amount) => ({
    ...(isCountable(amount) ? amount : { ...amount, fen: null, range: null }),
    ask: askOf(amount),
    text: text.slice(amount.start, amount.end),
  }));
}

/** Beyond that, numbers are no longer exact; 0.3 fen is not, but is refused by whoever asks for a price. */
const isCountable = ({ fen, range }: Amount): boolean =>
  [fen, range?.toFen].every((each) => Math.abs(each ?? 0) <= Number.MAX_SAFE_INTEGER);

const askOf = (amount: Amount): MoneyAsk | null => {
  const { fen, approximate, range } = amount;
  if (!isCountable(amount)) return 'too-much';
  return fen === null ? 'vague' : range ? 'range' : approximate ? 'about' : null;
};

function amountsIn(line: string): Amount[] {
  const amounts: Amount[] = [];
  for (let at = 0; at < line.length;) {
    const { amount, end } = amountAt(line, at, amounts.at(-1)?.end ?? 0);
    if (amount) amounts.push(amount);
    at = Math.max(end, at + 1);
  }
  return amounts;
}

/** The amount that begins at `at`, if one does, and where to read on. */
function amountAt(line: string, at: number, from: number): { amount: Amount | null; end: number } {
  const some = matchAt(words.SOME, line, at);
  if (some && !/[\d一二两三四五六七八九几]/.test(line[at - 1] ?? '')) {
    const end = at + some[0].length;
    return { amount: { fen: null, approximate: true, range: null, start: at, end }, end };
  }
  const mark = matchAt(words.MARK, line, at);
  const opens = at + (mark?.[0].length ?? 0);
  if (!NUMERAL_OPENERS.has(line[opens] ?? '')) return { amount: null, end: at + 1 };
  const numeral = readNumeral(line, opens);
  if (!numeral) return { amount: null, end: /\d/.test(line[opens] ?? '') ? pastDigits(line, opens) : opens + 1 };

  const marked = mark?.groups?.['mark'] !== undefined;
  const sign = mark?.groups?.['sign'] ?? '';
  const before = line.slice(Math.max(0, at - 12), at);
  // 0571-88886666, A-3000: the dash joins.
  if (sign && /[A-Za-z\d]$/.test(before)) return { amount: null, end: numeral.end };
  const told = span(line, opens, numeral, marked) ?? single(line, opens, numeral, marked);
  if (!told || (!marked && namesSomething(before, line[opens] ?? ''))) return { amount: null, end: numeral.end };

  // 张三-5万: a dash right after a word is none of the number's.
  const negative = (sign !== '' && !/\p{L}$/u.test(before)) || mark?.groups?.['inner'] !== undefined;
  const about = words.ABOUT_BEFORE.exec(line.slice(Math.max(from, at - 12), at))?.[0].length ?? 0;
  const after = matchAt(words.ABOUT_AFTER, line, told.end)?.[0].length ?? 0;
  const end = told.end + after;
  return {
    amount: {
      ...told,
      fen: told.fen === null ? null : negative ? -told.fen : told.fen,
      approximate: told.approximate || about > 0 || after > 0,
      start: at - about,
      end,
    },
    end,
  };
}

/** 3到5万, 3000-5000元, 三四万. */
function span(line: string, at: number, low: Numeral, marked: boolean): Omit<Amount, 'start'> | null {
  const first = single(line, at, low, true);
  const to = matchAt(words.TO, line, first && first.end > low.end ? first.end : low.end);
  if (to) {
    const second = (first && first.end > low.end ? first.end : low.end) + to[0].length;
    const mark = matchAt(/[¥￥]?/y, line, second)?.[0].length ?? 0;
    const high = readNumeral(line, second + mark);
    const upper = high && single(line, second + mark, high, marked || mark > 0);
    if (!high || !upper || upper.fen === null || low.vague || /[-－]/.test(line[upper.end] ?? '')) return null;
    // The 3 of 3到5万 counts in 万 too.
    const shared = !low.scaled && high.unit !== null && low.value < high.value / high.unit ? high.unit : 1;
    const fromFen = shared > 1 ? toFen(low.value * shared) : (first?.fen ?? toFen(low.value));
    const bareLow = shared === 1 && !marked && !low.scaled && !first?.fen;
    if (fromFen >= upper.fen || bareLow || /^0\d/.test(line.slice(at, low.end))) return null;
    return { fen: fromFen, approximate: upper.approximate, range: { fromFen, toFen: upper.fen }, end: upper.end };
  }
  if (low.upTo === null) return null;
  const whole = single(line, at, { ...low, upTo: null }, marked);
  if (!whole || whole.fen === null) return null;
  const range = { fromFen: toFen(low.value), toFen: toFen(low.upTo) };
  return { fen: range.fromFen, approximate: low.more, range, end: whole.end };
}

/** One number as an amount: with 元 or 块 behind it or a mark before it, or by itself where nothing is counted by it. */
function single(line: string, at: number, numeral: Numeral, marked: boolean): Omit<Amount, 'start'> | null {
  const { value, vague, more, scaled, short } = numeral;
  let { end } = numeral;
  const amount = (yuan: number): Omit<Amount, 'start'> => ({
    fen: vague ? null : toFen(yuan),
    approximate: more || vague,
    range: null,
    end: end + (matchAt(words.WHOLE, line, end)?.[0].length ?? 0),
  });
  if (words.FOREIGN_BEFORE.test(line.slice(Math.max(0, at - 4), at)) || matchAt(words.FOREIGN, line, end)) return null;
  const yuan = matchAt(words.YUAN, line, end);
  if (yuan) {
    end += yuan[0].length;
    const change = scaled && value >= 10_000 ? null : matchAt(words.SMALL_CHANGE, line, end);
    end += change?.[0].length ?? 0;
    return amount(value + changeOf(change?.groups));
  }
  const jiao = scaled || value >= LEAST_BARE || vague ? null : matchAt(words.JIAO, line, end);
  if (jiao) {
    end += jiao[0].length;
    return amount(value / 10 + digit(jiao.groups?.['fen']) / 100);
  }
  const fen = scaled || vague ? null : matchAt(words.FEN, line, end);
  if (fen) {
    end += fen[0].length;
    return amount(value / 100);
  }
  if (marked) return amount(value);
  if (counts(line, numeral.end)) {
    // 三千一套: 3,000 for one.
    if (!short) return null;
    end = short.end;
    return amount(short.value);
  }
  if (/k/i.test(line[end - 1] ?? '') && matchAt(words.RESOLUTION, line, end)) return null;
  return scaled || isBarePrice(line.slice(at, end + 2), value) ? amount(value) : null;
}

const counts = (line: string, at: number): boolean =>
  matchAt(words.MEASURE, line, at) !== null || matchAt(words.MEASURE_APART, line, at) !== null;

/** Digits alone are a price unless they are few, or a phone number, a date or a code; `said` goes on after them. */
const isBarePrice = (said: string, value: number): boolean =>
  /^\d/.test(said) && value >= LEAST_BARE && !/^0|^(?:19|20)\d{6}(?!\d)|^\d{10}|[-－]\d$/.test(said);

const namesSomething = (before: string, opener: string): boolean =>
  words.NAMES_SOMETHING.test(before) || (/\d/.test(opener) && /(?:[A-Za-z\d_./,@]|[A-Za-z\d][-－])$/.test(before));

const changeOf = (groups: Partial<Record<string, string>> | undefined): number => {
  const jiao = groups?.['jiao'] ?? '';
  return (jiao.length === 2 ? Number(jiao) / 100 : digit(jiao) / 10) + digit(groups?.['fen']) / 100;
};

const digit = (said = ''): number =>
  said === '' ? 0 : /\d/.test(said) ? Number(said) : '零一二三四五六七八九'.indexOf(said);

const toFen = (yuan: number): number => Math.round(yuan * 100);

function pastDigits(line: string, at: number): number {
  let end = at;
  while (/[\d.,]/.test(line[end] ?? '')) end += 1;
  return Math.max(end, at + 1);
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}
