/** Chinese punctuation that means something of its own and so stays what it is. */
const KEPT = '，；：！？（）';

const FULL_WIDTH = /[\u2e80-\u2fdf\uf900-\ufaff\uff01-\uff5e]/g;
const ODD_SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\p{Cc}\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Writes full-width letters, digits and signs, odd spaces and look-alike radicals (⽉ for 月) the usual way, and leaves ，；：！？（）.
 * One character stays one character, so that offsets in the result are offsets in the original.
 */
export function fold(text: string): string {
  return text.replace(FULL_WIDTH, halfWidth).replace(ODD_SPACES, ' ');
}

/**
 * What a member typed, made regular: folded, without invisible characters, runs of spaces as one, trimmed; line breaks stay.
 * Offsets found in the result refer to the result.
 */
export function normalize(text: string): string {
  return fold(text)
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (mark) => (mark === '\n' ? mark : ''))
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

function halfWidth(character: string): string {
  if (KEPT.includes(character)) return character;
  const plain = character.normalize('NFKC');
  return plain.length === 1 ? plain : character;
}
