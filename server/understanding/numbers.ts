const DIGITS = '零一二三四五六七八九';

/** A whole number up to 999 as it is written in a date or a duration: 12, 十二, 二十八, 两, 一百零五. */
export const NUMBER = '(?:\\d{1,3}|[零〇一二两三四五六七八九十百]{1,5})';

const digit = (character: string): number => {
  if (character === '〇' || character === '○') return 0;
  return character === '两' ? 2 : DIGITS.indexOf(character);
};

/** Reads 12, 十二, 二十八 or 一百零五; null for what is no number, and for 三四, which means three or four. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const parts =
    /^(?:([一二两三四五六七八九])百)?(?:零|〇)?(?:([一二三四五六七八九])?(十))?([零〇一二两三四五六七八九])?$/.exec(
      text,
    );
  if (!parts || text === '') return null;
  const [, hundreds, tens, ten, ones] = parts;
  return (hundreds ? digit(hundreds) * 100 : 0) + (ten ? (tens ? digit(tens) : 1) * 10 : 0) + (ones ? digit(ones) : 0);
}

/** Reads digits one by one, as years are said: 二零二七 is 2027. */
export function readDigits(text: string): number {
  return Number(text.replace(/[^\d]/g, (character) => String(digit(character))));
}
