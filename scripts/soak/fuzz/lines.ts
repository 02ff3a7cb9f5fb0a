import { commands } from '../../../bot/commands/index.ts';
import { createRandom, type Random } from '../../demo/random.ts';

/** What people type, and what nobody does: a line that follows from the seed and its number. */
export function fuzzLine(seed: number, number: number): string {
  const random = createRandom(seed * 1_000_003 + number);
  return random.pick(random.chance(0.03) ? LONG_WAYS : WAYS)(random);
}

const EXAMPLES = commands.flatMap(({ examples }) => examples);
const WORDS = commands.flatMap(({ words, spacedWords }) => [...words, ...spacedWords]);

const NAMES = [
  '张三',
  '赵敏',
  '周一鸣',
  '欧阳',
  '万里',
  '赵敏/云栖民宿',
  '#00000000000000000000000000',
  'zhaomin',
  '钱坤',
  '李',
];
const TIMES = [
  ...[
    '明天',
    '后天',
    '下周三',
    '下下周五',
    '周一',
    '下午3点',
    '晚上',
    '凌晨',
    '半小时后',
    '2天后',
    '月底',
    '12月3号',
    '11-25',
    '2026.2.30',
  ],
  ...[
    '10:30',
    '25:61',
    '农历八月十五',
    '闰二月',
    '腊月三十',
    '除夕',
    '每周五',
    '三个月内',
    '上周',
    '昨天',
    '99年后',
    '半',
    '刻',
    '点',
    '号',
    '月',
    '年',
  ],
];
const MONEY = [
  '5万',
  '3.8万',
  '三千五',
  '¥1,200.50',
  '-5元',
  '几万',
  '大概20多万',
  '3到5万',
  '一百二十块',
  '八折',
  '0.001元',
  '万亿',
  '9999999999999亿',
  '两毛',
  '元',
];
const CHANNELS = ['电话', '微信', '上门', '拜访', '邮件', '打了电话', '短信'];
const TALK = [
  '聊了报价',
  '觉得偏贵',
  '说再考虑',
  '已发报价单',
  '没接',
  '很满意',
  '投诉漏水',
  '要发票',
  '约好',
  '准备',
  '了',
  '的',
];
const SIGNS = [
  '，',
  '。',
  '、',
  '；',
  '：',
  '！',
  '？',
  ' ',
  '\n',
  '\t',
  '　',
  '/',
  '-',
  '~',
  '—',
  '…',
  '（',
  '）',
  '“',
  '”',
  '#',
  '@',
  '=',
  '+',
  '%',
  '_',
  '\\',
  "'",
  '"',
  '<',
  '>',
];
const STRANGE = [
  ...[
    '😀',
    '👨‍👩‍👧',
    '🏳️‍🌈',
    'é',
    '\u0301',
    '\u200b',
    '\u200f',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u0000',
    '\u001b',
    '\ud800',
    '\udfff',
    '\u2028',
  ],
  ...[
    '⽉',
    '㊊',
    '㍿',
    '①',
    '½',
    '３',
    'Ａ',
    '％',
    '\ufdfa',
    'ﷺ',
    'İ',
    'ß',
    'ſ',
    '\u{20000}',
    '\u{10ffff}',
    '𝟙',
    '〇',
    '○',
    '卅',
    '廿',
    '两',
    '\ue000',
  ],
];
const LISTS: readonly (readonly string[])[] = [WORDS, NAMES, TIMES, MONEY, CHANNELS, TALK, SIGNS, STRANGE];

const piece = (random: Random): string => (random.chance(0.15) ? digits(random) : random.pick(random.pick(LISTS)));

const digits = (random: Random): string =>
  Array.from({ length: random.int(1, random.chance(0.05) ? 400 : 12) }, () => random.pick([...'0123456789.,:-/'])).join(
    '',
  );

const pieces = (random: Random, most: number): string[] =>
  Array.from({ length: random.int(0, most) }, () => piece(random));

function cut(random: Random, text: string): string {
  const [one, other] = [random.int(0, text.length), random.int(0, text.length)];
  return text.slice(Math.min(one, other), Math.max(one, other));
}

const WAYS: readonly ((random: Random) => string)[] = [
  // Nearly a command.
  (random) =>
    `${random.pick(WORDS)}${random.pick(['', ' ', '：'])}${random.pick(NAMES)} ${pieces(random, 6).join(random.pick(['', ' ']))}`,
  (random) => random.pick(EXAMPLES) + pieces(random, 4).join(''),
  (random) => cut(random, random.pick(EXAMPLES)) + cut(random, random.pick(EXAMPLES)),
  (random) => mutated(random, random.pick(EXAMPLES)),
  // Only words of the house.
  (random) => pieces(random, 12).join(''),
  (random) => pieces(random, 12).join(' '),
  // Anything.
  (random) => Array.from({ length: random.int(0, 60) }, () => String.fromCharCode(random.int(0, 0xffff))).join(''),
  (random) => Array.from({ length: random.int(0, 60) }, () => String.fromCharCode(random.int(0x4e00, 0x9fff))).join(''),
];

/** One thing very often: what is slow in the square of its length shows here. */
const LONG_WAYS: typeof WAYS = [
  (random) => piece(random).repeat(random.int(1, 400)).slice(0, 2000),
  (random) => `${random.pick(WORDS)} ${(piece(random) + piece(random)).repeat(random.int(1, 200))}`.slice(0, 2000),
];

/** A text with some of its characters dropped, doubled, swapped or replaced. */
export function mutated(random: Random, text: string): string {
  let changed = text;
  for (let left = random.int(1, 5); left > 0; left -= 1) {
    const at = random.int(0, changed.length);
    const [before, after] = [changed.slice(0, at), changed.slice(at)];
    changed = random.pick([
      () => before + after.slice(random.int(1, 8)),
      () => before + piece(random) + after,
      () => before + after.slice(0, random.int(1, 8)).repeat(random.int(2, 5)) + after,
      () => after + before,
      () => before + String.fromCharCode(random.int(0, 0xffff)) + after.slice(1),
      () => before + cut(random, changed) + after,
    ])();
  }
  return changed.slice(0, 20_000);
}
