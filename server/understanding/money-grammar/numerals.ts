/** A number as an amount is said with, before what stands around it is looked at. */
export interface Numeral {
  /** 0 where no number was said (几万). */
  value: number;
  /** The larger one where two were said: 三四万. */
  upTo: number | null;
  /** 20多万, 5万来块. */
  more: boolean;
  /** 几万, 十几万. */
  vague: boolean;
  /** Said with 百, 千, 万 or 亿, which alone makes it look like money. */
  scaled: boolean;
  /** What one of its mantissa is worth (10,000 in 5万), for the 3 in 3到5万; null where it has several parts. */
  unit: number | null;
  /** Where it ends in one digit that counts in the next unit down (5万8): the number without that digit, and its end. */
  short: { value: number; end: number } | null;
  end: number;
}

type Token = { end: number } & (
  | { kind: 'number'; value: number; han: boolean; /** May stand for the next unit down: 8 in 5万8. */ tail: boolean }
  | { kind: 'unit'; value: number }
  | { kind: 'zero' | 'few' | 'more' }
);

const HAN_DIGITS = ['一壹', '二贰貳两兩', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const DIGITS = new Map(HAN_DIGITS.flatMap((each, index) => [...each].map((digit) => [digit, index + 1] as const)));
const SHORT_TENS = new Map([...'廿卅'].map((tens, index) => [tens, index + 2] as const));
const ZEROS = '零〇';
const UNITS = new Map([
  ...['十拾', '百佰', '千仟', '万萬'].flatMap((each, index) =>
    [...each].map((unit) => [unit, 10 ** (index + 1)] as const),
  ),
  ...[...'亿億'].map((unit) => [unit, 1e8] as const),
  ...[...'kK'].map((unit) => [unit, 1000] as const),
  ...[...'wW'].map((unit) => [unit, 10_000] as const),
]);
const BIG = 10_000;

/** 两 is never the digit after a unit: 五万两台 is 50,000 for two. */
const NO_TAIL = '两兩';

const ONE_TO_NINE = HAN_DIGITS.join('');
const ARABIC = /\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?(?!\d|[.,]\d)|\d{1,15}(?:\.\d{1,4})?(?!\d|\.\d|,\d{3}(?!\d))/y;
const HAN_DECIMAL = new RegExp(
  `([${ONE_TO_NINE}]?十)?([${ONE_TO_NINE}${ZEROS}])?点([${ONE_TO_NINE}${ZEROS}]+)(?=[百千万萬亿億])`,
  'y',
);
const MOST_TOKENS = 24;

/** The characters that an amount can begin with. */
export const NUMERAL_OPENERS: ReadonlySet<string> = new Set([
  ...'0123456789十拾几数上',
  ...DIGITS.keys(),
  ...SHORT_TENS.keys(),
]);

/** Reads the longest number that begins exactly at `at`; null when none does. */
export function readNumeral(line: string, at: number): Numeral | null {
  const tokens = tokensAt(line, at);
  for (let count = tokens.length; count > 0; count -= 1) {
    const numeral = numeralOf(tokens.slice(0, count));
    if (numeral) return numeral;
  }
  return null;
}

function tokensAt(line: string, at: number): Token[] {
  const tokens: Token[] = [];
  while (tokens.length < MOST_TOKENS) {
    const last = tokens.at(-1);
    const found = tokensOne(line, last?.end ?? at, last);
    if (found.length === 0) break;
    tokens.push(...found);
  }
  return tokens;
}

/** The token at `at` after `last`; 廿 is two. */
function tokensOne(line: string, at: number, last: Token | undefined): Token[] {
  const character = line[at] ?? '';
  const end = at + 1;
  if (/\d/.test(character)) return last && last.kind !== 'unit' && last.kind !== 'zero' ? [] : arabic(line, at);
  const decimal = last ? null : matchAt(HAN_DECIMAL, line, at);
  if (decimal)
    return [{ kind: 'number', value: hanDecimal(decimal), han: false, tail: false, end: at + decimal[0].length }];
  const digit = DIGITS.get(character);
  if (digit) return [{ kind: 'number', value: digit, han: true, tail: !NO_TAIL.includes(character), end }];
  const tens = SHORT_TENS.get(character);
  if (tens) {
    return [
      { kind: 'number', value: tens, han: true, tail: false, end },
      { kind: 'unit', value: 10, end },
    ];
  }
  if (character && last && ZEROS.includes(character)) return [{ kind: 'zero', end }];
  if (character === '几' || (!last && /[数上](?=[百千万萬亿億])/.test(line.slice(at, at + 2))))
    return [{ kind: 'few', end }];
  if (last && /[多来余]/.test(character)) return [{ kind: 'more', end }];
  return unit(line, at, last);
}

function arabic(line: string, at: number): Token[] {
  const said = matchAt(ARABIC, line, at)?.[0];
  if (!said) return [];
  return [
    {
      kind: 'number',
      value: Number(said.replaceAll(',', '')),
      han: false,
      tail: /^[1-9]$/.test(said),
      end: at + said.length,
    },
  ];
}

/** 五点八, 十二点五. */
function hanDecimal([, tens = '', ones = '', fraction = '']: RegExpExecArray): number {
  const digits = (text: string): string => [...text].map((each) => String(DIGITS.get(each) ?? 0)).join('');
  const whole = (tens ? (DIGITS.get(tens.charAt(0)) ?? 1) * 10 : 0) + Number(digits(ones));
  return Number(`${whole}.${digits(fraction)}`);
}

/** A unit, also after a space (3.2 万) or 个 (两个亿); a letter only right after digits, and as a word of its own. */
function unit(line: string, at: number, last: Token | undefined): Token[] {
  const gap = (line[at] === ' ' && last?.kind === 'number' && !last.han) || (line[at] === '个' && last) ? 1 : 0;
  const character = line[at + gap] ?? '';
  const value = UNITS.get(character);
  if (!value || (line[at] === '个' && value < 1e8)) return [];
  const letter = /[a-z]/i.test(character);
  if (letter && (gap > 0 || last?.kind !== 'number' || last.han || /[a-z]/i.test(line[at + 1] ?? ''))) return [];
  return [{ kind: 'unit', value, end: at + gap + 1 }];
}

function numeralOf(tokens: readonly Token[]): Numeral | null {
  const end = tokens.at(-1)?.end ?? 0;
  const scaled = tokens.some((token) => token.kind === 'unit' && token.value >= 100);
  const more = tokens.some(({ kind }) => kind === 'more');
  const known = { more, scaled, end };
  if (tokens.some(({ kind }) => kind === 'few')) {
    const some = /^(?:u?fu*)+$/.test(tokens.map(({ kind }) => kind.charAt(0)).join(''));
    return some ? { ...known, value: 0, upTo: null, vague: true, unit: null, short: null } : null;
  }
  const pair = tokens.findIndex((token, index) => isPair(token, tokens[index + 1]));
  if (pair < 0) {
    const sum = add(tokens);
    return sum && { ...known, ...sum, upTo: null, vague: false };
  }
  const low = add(tokens.filter((_, index) => index !== pair + 1));
  const high = add(tokens.filter((_, index) => index !== pair));
  return low && high && { ...known, value: low.value, upTo: high.value, vague: false, unit: null, short: null };
}

/** 三四: three or four. */
const isPair = (token: Token, next: Token | undefined): boolean =>
  token.kind === 'number' && token.han && next?.kind === 'number' && next.han && token.value < next.value;

/** Adds up a number without pairs; null where the words are none. */
function add(tokens: readonly Token[]): Pick<Numeral, 'value' | 'unit' | 'short'> | null {
  let whole = 0;
  let section = 0;
  let pending: Extract<Token, { kind: 'number' }> | null = null;
  let smallest = Infinity;
  let previousBig = Infinity;
  let previousEnd = 0;
  let [last, zero, fraction] = [Infinity, false, false];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token.kind === 'number') {
      if (pending) return null;
      pending = token;
      fraction ||= !Number.isInteger(token.value);
      continue;
    }
    if (token.kind === 'zero') {
      if (pending) return null;
      zero = true;
      continue;
    }
    if (token.kind !== 'unit') {
      if (index < tokens.length - 1 && tokens[index + 1]?.kind !== 'unit') return null;
      continue;
    }
    if (token.value < BIG) {
      if ((!pending && token.value > 10) || token.value >= smallest) return null;
      section += (pending?.value ?? 1) * token.value;
      smallest = token.value;
    } else {
      const counted: number = section + (pending?.value ?? 0);
      const onTop = before?.kind === 'unit' && last >= BIG && token.value > last;
      if ((counted === 0 && !onTop) || (token.value >= previousBig && !onTop)) return null;
      whole = onTop ? whole * token.value : whole + counted * token.value;
      [section, smallest, previousBig] = [0, Infinity, token.value];
    }
    [pending, last, zero, previousEnd] = [null, token.value, false, token.end];
  }
  const value = whole + section;
  const [first] = tokens;
  const parts = tokens.filter(({ kind }) => kind === 'number').length;
  if (!pending) {
    const mantissa = first?.kind === 'number' && parts === 1 ? first.value : 0;
    return { value, unit: mantissa > 0 ? value / mantissa : null, short: null };
  }
  if (last === Infinity) return zero ? null : { value: pending.value, unit: 1, short: null };
  // Nothing follows a fraction: 5.8万2台 is 58,000 for two.
  if (fraction) return null;
  if (!zero && pending.tail && last >= 100) {
    return { value: value + (pending.value * last) / 10, unit: null, short: { value, end: previousEnd } };
  }
  return pending.value < last && (zero || !pending.han || last === 10)
    ? { value: value + pending.value, unit: null, short: null }
    : null;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}
