/** How many app messages one member may get in any sliding minute and hour. */
export interface SendLimits {
  perMinute: number;
  perHour: number;
}

/** WeCom's 30 and 1,000 (wecom-api.md 1.1) less a margin: its windows begin when a message arrives there, and what exceeds them is dropped without an error. */
export const MEMBER_LIMITS: SendLimits = { perMinute: 28, perHour: 950 };

/** The text of a WeCom text message, in bytes of UTF-8; WeCom cuts what is beyond (wecom-api.md 3.1). */
export const TEXT_BYTES = 2048;

/** The earliest instant, not before `now`, at which one more app message to one member stays within the limits; `sent` in any order. */
export function nextSendAt(sent: readonly Date[], now: Date, limits: SendLimits = MEMBER_LIMITS): Date {
  const newestFirst = sent.map((instant) => instant.getTime()).sort((a, b) => b - a);
  const freeAt = (limit: number, windowMs: number) => (newestFirst[limit - 1] ?? -Infinity) + windowMs;
  return new Date(Math.max(now.getTime(), freeAt(limits.perMinute, 60_000), freeAt(limits.perHour, 3_600_000)));
}

/** The length of a text in bytes of UTF-8. */
export const utf8Length = (text: string): number => Buffer.byteLength(text);

/** The longest beginning of a text within `maxBytes` of UTF-8 that ends between two characters as people see them. */
export function utf8Cut(text: string, maxBytes: number): string {
  // A character takes at least one byte, so whatever touches the end of this slice is already too much.
  const slice = text.slice(0, Math.max(0, maxBytes) + 1);
  let bytes = 0;
  for (const { segment, index } of graphemes.segment(slice)) {
    bytes += utf8Length(segment);
    if (bytes > maxBytes) return text.slice(0, index);
  }
  return slice;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Splits a text into parts of at most `maxBytes` (4 or more) of UTF-8, at line ends where it can and never inside a character.
 * The line end at a cut goes, as do parts without anything to see, which WeCom would refuse; so '' gives no part.
 */
export function splitText(text: string, maxBytes: number = TEXT_BYTES): string[] {
  if (maxBytes < 4) throw new RangeError('a part must be able to hold any character');
  const parts: string[] = [];
  let part: string | null = null;
  for (const piece of text.split('\n').flatMap((line) => cutLine(line, maxBytes))) {
    const joined: string = part === null ? piece.text : part + piece.lead + piece.text;
    if (part !== null && utf8Length(joined) > maxBytes) {
      parts.push(part);
      part = piece.text;
    } else part = joined;
  }
  if (part !== null) parts.push(part);
  return parts.filter((each) => each.trim() !== '');
}

/** A line as pieces that fit: the first stands on a line of its own, the others go on where it was cut. */
function cutLine(line: string, maxBytes: number): { lead: '\n' | ''; text: string }[] {
  const pieces: { lead: '\n' | ''; text: string }[] = [];
  let rest = line;
  do {
    const text = beginning(rest, maxBytes);
    pieces.push({ lead: pieces.length === 0 ? '\n' : '', text });
    rest = rest.slice(text.length);
  } while (rest !== '');
  return pieces;
}

function beginning(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) return text;
  const cut = utf8Cut(text, maxBytes);
  return cut === '' ? codePointsWithin(text, maxBytes) : cut;
}

/** For a pile of accents or joined emoji that is longer than a whole part. */
function codePointsWithin(text: string, maxBytes: number): string {
  let taken = '';
  for (const character of text) {
    if (utf8Length(taken) + utf8Length(character) > maxBytes) break;
    taken += character;
  }
  return taken;
}
