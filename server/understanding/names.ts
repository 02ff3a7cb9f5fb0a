import { pinyin } from 'pinyin-pro';
import { fold } from './text.ts';

/** How a name sounds, in lower-case letters without spaces. */
export interface NameKeys {
  /** zhangsan */
  pinyin: string;
  /** zs */
  initials: string;
  /** The pinyin with sounds that are often confused made equal; see `soundKey`. */
  sound: string;
}

/** Names are short; the rest of a longer text is not looked at. */
const LONGEST_NAME = 64;
const LONGEST_TOKEN = 64;
const MOST_TOKENS = 60;

/** What every company is called at the end: nobody searches by it. */
const LEGAL_TAIL = /(?:有限责任公司|股份有限公司|有限公司|集团|公司)+$/;

/** One character that is written, or one run of Latin letters and digits, with what it sounds like; '' for a character without a reading. */
interface Unit {
  written: string;
  sound: string;
}

/** The keys by which a name is found when it is typed as it sounds; 单雄信 is shan, as a surname is read. */
export function nameKeys(name: string): NameKeys {
  const units = unitsOf(name);
  const full = units.map(({ sound }) => sound).join('');
  return { pinyin: full, initials: initialsOf(units), sound: soundKey(full) };
}

/** Makes equal what is often confused: zh/z, ch/c, sh/s, ng/n, l/n, h/f; of pinyin in lower case without spaces. */
export function soundKey(letters: string): string {
  return letters
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/hui/g, 'fei')
    .replace(/hun(?![aeiouv])/g, 'fen')
    .replace(/hu(?=[aeo])/g, 'f')
    .replace(/h/g, 'f')
    .replace(/l/g, 'n');
}

/**
 * What a customer is found by when a prefix of it is typed: the name and the company from each of their characters on,
 * their pinyin from each syllable on, their initials. Lower case, each at most 64 characters, about 60 at most, the name's first.
 */
export function searchTokens(name: string, company: string | null): string[] {
  const named = unitsOf(name);
  const working = company === null ? [] : unitsOf(company);
  const tail = LEGAL_TAIL.exec(folded(company ?? '').trimEnd())?.[0].length ?? 0;
  const heads = Math.max(working.length - tail, Math.min(working.length, 1));
  const tokens = [...tokensOf(named, named.length), ...tokensOf(working, heads)];
  return [...new Set(tokens)].filter((token) => token !== '').slice(0, MOST_TOKENS);
}

/** The whole name as it stands among its `searchTokens`; '' for one without letters, digits or characters. */
export function writtenToken(name: string): string {
  const characters = [...folded(name).trimStart()];
  return cut(characters.filter((character) => LATIN.test(character) || WRITTEN.test(character)).join(''));
}

/** What was typed into a search, written as the tokens are: 「Zhang San」 and 「张 三」 without spaces, signs or capitals. */
export function queryTokens(text: string): string {
  const letters = folded(text).replaceAll('ü', 'v');
  return cut([...letters].filter((character) => WRITTEN.test(character)).join(''));
}

const WRITTEN = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const LATIN = /^[a-z0-9\u00c0-\u024f]$/;

function folded(text: string): string {
  return [...fold(text.slice(0, 2 * LONGEST_NAME))].slice(0, LONGEST_NAME).join('').toLowerCase();
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let inWord = false;
  // The surname is read at the head only, so the whole text goes in at once.
  for (const { origin, pinyin: sound, isZh } of pinyin(folded(text).trimStart(), READING)) {
    const latin = LATIN.test(origin);
    const last = units.at(-1);
    if (latin && inWord && last) {
      last.written += origin;
      last.sound += origin;
    } else if (latin || WRITTEN.test(origin)) {
      units.push({ written: origin, sound: latin ? origin : isZh ? sound : '' });
    }
    inWord = latin;
  }
  return units;
}

const READING = { surname: 'head', v: true, toneType: 'none', type: 'all' } as const;

function initialsOf(units: Unit[]): string {
  return units.map(({ sound }) => sound.slice(0, 1)).join('');
}

/** The suffixes that begin at each of the first `heads` units: as written, in pinyin, as initials. */
function tokensOf(units: Unit[], heads: number): string[] {
  const suffixes = Array.from({ length: heads }, (_none, index) => units.slice(index));
  return [
    ...suffixes.map((suffix) => suffix.map(({ written }) => written).join('')),
    ...suffixes.map((suffix) => suffix.map(({ sound }) => sound).join('')),
    ...suffixes.map(initialsOf),
  ].map(cut);
}

/** The first 64 characters of a token, never half of one. */
function cut(token: string): string {
  return token.length <= LONGEST_TOKEN ? token : [...token].slice(0, LONGEST_TOKEN / 2).join('');
}
