import type { CareOccasion, CareTexts } from '../../entities/care.ts';
import { DomainError } from '../kernel/errors.ts';
import { MOURNING } from './greetings.ts';

/** What a greeting may name, with what it stands for. */
export interface GreetingWords {
  称呼: string;
  姓名: string;
  公司: string;
  我: string;
}

/** The words that a greeting may hold in braces. */
export const VARIABLES: readonly (keyof GreetingWords)[] = ['称呼', '姓名', '公司', '我'];
const PLACE = /[{｛]\s*([^{}｛｝]*?)\s*[}｝]/g;
const LONGEST = 500;
const FESTIVE = /快乐|恭喜|祝贺|喜庆|热闹|庆祝/;
const SELLS: readonly [RegExp, string][] = [
  [/[¥￥]|\d\s*(?:元|块|折|万)|[一二三四五六七八九半]折/, '价格'],
  [/https?:\/\/|www\./i, '链接'],
  [/优惠|折扣|促销|特价|秒杀|满减|领券/, '优惠'],
];

/** Refuses texts that cannot be sent as they stand, with what is wrong. */
export function checkTexts({ kind, holidayName, texts }: Pick<CareOccasion, 'kind' | 'holidayName' | 'texts'>): void {
  for (const text of versionsOf(texts)) {
    if (!text.trim()) throw new DomainError('invalid', 'care.empty', '祝福的内容还没写。');
    if ([...text].length > LONGEST) throw new DomainError('invalid', 'care.too-long', `祝福最多 ${LONGEST} 个字。`);
    const unknown = [...text.matchAll(PLACE)].find(([, name]) => !VARIABLES.some((each) => each === name));
    if (unknown) {
      const known = VARIABLES.map((name) => `{${name}}`).join('、');
      throw new DomainError('invalid', 'care.unknown-word', `不认识 {${unknown[1] ?? ''}}。能用的有 ${known}。`);
    }
    if (kind === 'holiday' && MOURNING.has(holidayName ?? '') && FESTIVE.test(text)) {
      throw new DomainError('invalid', 'care.mourning', `${holidayName ?? ''}是追思的日子，不说快乐和祝贺。`);
    }
  }
}

/** What a greeting should not hold, for whoever writes it: care never sells. */
export function warningsOf(texts: CareTexts): string[] {
  const versions = versionsOf(texts);
  const sells = SELLS.filter(([pattern]) => versions.some((text) => pattern.test(text))).map(([, name]) => name);
  const personal = versions.some((text) => /[{｛]\s*(?:称呼|姓名|公司)\s*[}｝]/.test(text));
  return [
    ...(sells.length > 0 ? [`问候里有${sells.join('、')}。关怀不推销，换个说法吧。`] : []),
    ...(personal ? ['写了称呼、姓名或公司，每位客户是一次群发，同事要一一确认。'] : []),
  ];
}

/** The greeting of a tier, with its words put in. */
export function writeGreeting(texts: CareTexts, tier: 'A' | 'B' | 'C' | null, words: GreetingWords): string {
  const text = (tier && texts[tier]) || texts.default;
  return text.replace(PLACE, (place, name: string) => {
    const known = VARIABLES.find((each) => each === name);
    return known ? words[known] : place;
  });
}

/** A piece of a greeting; `merged` where it stands for the customer or the sender. */
export interface LetterPart {
  text: string;
  merged: boolean;
}

/** A written greeting told apart into what was written and what was put in; as one piece where it was written otherwise. */
export function letterParts(texts: CareTexts, letter: string): LetterPart[] {
  for (const version of new Set(versionsOf(texts))) {
    const written = version.split(PLACE).filter((_, at) => at % 2 === 0);
    const shape = new RegExp(`^${written.map(escaped).join('([^]*?)')}$`, 'u');
    const put = shape.exec(letter)?.slice(1);
    if (!put) continue;
    return written
      .flatMap((text, at) => [
        { text, merged: false },
        { text: put[at] ?? '', merged: true },
      ])
      .filter(({ text }) => text !== '');
  }
  return [{ text: letter, merged: false }];
}

const escaped = (text: string): string => text.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&');

/** How a member addresses a customer: by his own remark where that is an address (张总), else by name. */
export const salutation = (name: string, remark: string | null): string =>
  remark && /^\p{Script=Han}{1,4}(?:总|经理|老师|女士|先生|老板|店长|主任|院长|姐|哥|叔|阿姨)$/u.test(remark)
    ? remark
    : name;

const versionsOf = (texts: CareTexts): string[] =>
  [texts.default, texts.A, texts.B, texts.C].filter((text) => text !== undefined);
