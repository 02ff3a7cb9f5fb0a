/** A stretch of laid-out JSON or XML with the look it deserves. */
export interface Token {
  text: string;
  look: 'key' | 'string' | 'value' | 'plain';
}

/** Longer bodies are cut on screen. */
export const SHOWN_CHARACTERS = 20_000;

/** Objects and arrays up to this length stay on one line. */
const SHORT_CHARACTERS = 52;

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+/gy;
const XML_TOKEN = /<!\[CDATA\[[\s\S]*?\]\]>|<[^<>]*>|[^<]+/gy;

/** Lays out a request or answer for reading; text that is neither JSON nor XML stays as it is. */
export function prettyTokens(body: string): Token[] {
  const text = body.length > SHOWN_CHARACTERS ? `${body.slice(0, SHOWN_CHARACTERS)}…` : body;
  const trimmed = text.trim();
  const tokens = /^[[{]/.test(trimmed) ? jsonTokens(trimmed) : trimmed.startsWith('<') ? xmlTokens(trimmed) : null;
  return tokens ?? [{ text, look: 'plain' }];
}

/** All tokens of `text`, or null when some part of it is none. */
function scan(text: string, token: RegExp): string[] | null {
  const found = [...text.matchAll(token)].map(([part]) => part);
  return found.join('') === text ? found : null;
}

// Works on the text itself rather than on parsed values, so that 64-bit ids keep every digit.
function jsonTokens(text: string): Token[] | null {
  const parts = scan(text, JSON_TOKEN)?.filter((part) => part.trim() !== '');
  if (!parts) return null;
  const tokens: Token[] = [];
  const open: { short: boolean }[] = [];
  const breakLine = (): void => {
    const short = open.at(-1)?.short ?? false;
    tokens.push({ text: short ? ' ' : `\n${'  '.repeat(open.length)}`, look: 'plain' });
  };

  parts.forEach((part, index) => {
    const [before, next] = [parts[index - 1], parts[index + 1]];
    if (isClosing(part)) {
      const { short } = open.pop() ?? { short: true };
      if (!isOpening(before)) tokens.push({ text: short ? ' ' : `\n${'  '.repeat(open.length)}`, look: 'plain' });
    }
    tokens.push({ text: part === ':' ? ': ' : part, look: lookOf(part, next) });
    if (isOpening(part)) {
      open.push({ short: open.at(-1)?.short || isShort(parts, index) });
      if (!isClosing(next)) breakLine();
    }
    if (part === ',') breakLine();
  });
  return tokens;
}

const isOpening = (part: string | undefined): boolean => part === '{' || part === '[';
const isClosing = (part: string | undefined): boolean => part === '}' || part === ']';

/** Whether the object or array that opens at `start` fits on one line. */
function isShort(parts: string[], start: number): boolean {
  let depth = 0;
  let length = 0;
  for (let index = start; index < parts.length && length <= SHORT_CHARACTERS; index += 1) {
    const part = parts[index];
    length += (part?.length ?? 0) + 1;
    if (isOpening(part)) depth += 1;
    if (isClosing(part)) depth -= 1;
    if (depth === 0) break;
  }
  return length <= SHORT_CHARACTERS;
}

function lookOf(part: string, next: string | undefined): Token['look'] {
  if (part.startsWith('"')) return next === ':' ? 'key' : 'string';
  return /^[\w-]/.test(part) ? 'value' : 'plain';
}

function xmlTokens(text: string): Token[] | null {
  const parts = scan(text, XML_TOKEN)?.filter((part) => part.trim() !== '');
  if (!parts) return null;
  const tokens: Token[] = [];
  let depth = 0;
  let inline = false;
  for (const part of parts) {
    const tag = part.startsWith('<') && !part.startsWith('<![CDATA[');
    const closing = tag && part.startsWith('</');
    if (closing) depth = Math.max(depth - 1, 0);
    if (tag && !inline && tokens.length > 0) tokens.push({ text: `\n${'  '.repeat(depth)}`, look: 'plain' });
    tokens.push({ text: tag ? part : part.trim(), look: tag ? 'key' : 'string' });
    if (tag && !closing && !part.endsWith('/>') && !part.startsWith('<?')) depth += 1;
    inline = !tag;
  }
  return tokens;
}
