import { safeHref } from './links.view.ts';

/** A stretch of one look inside a line; `color` names WeCom's three font colours. */
export interface Span {
  text: string;
  bold: boolean;
  code: boolean;
  color: 'info' | 'comment' | 'warning' | null;
  href: string | null;
}

/** One line of WeCom's markdown subset; `level` is 1-6 for headings. */
export type MarkdownLine =
  { kind: 'heading'; level: number; spans: Span[] } | { kind: 'quote' | 'line'; spans: Span[] };

type Look = Omit<Span, 'text'>;

const PLAIN: Look = { bold: false, code: false, color: null, href: null };
const MARK =
  /\*\*([^*]+)\*\*|`([^`]+)`|\[([^[\]]+)\]\(([^()\s]+)\)|<font color=["'](info|comment|warning)["']>([^<]*)<\/font>/g;

/** Reads the markdown that WeCom shows: headings, bold, links, inline code, quotes and font colours. */
export const markdownLines = (text: string): MarkdownLine[] => text.split(/\r?\n/).map(lineOf);

function lineOf(line: string): MarkdownLine {
  const [, marks, heading] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
  if (marks !== undefined && heading !== undefined) {
    return { kind: 'heading', level: marks.length, spans: spansOf(heading) };
  }
  return line.startsWith('>')
    ? { kind: 'quote', spans: spansOf(line.slice(1).trimStart()) }
    : { kind: 'line', spans: spansOf(line) };
}

function spansOf(text: string, look: Look = PLAIN): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, bold, code, label, address, color, tinted] = match;
    if (match.index > end) spans.push({ ...look, text: text.slice(end, match.index) });
    if (bold !== undefined) spans.push(...spansOf(bold, { ...look, bold: true }));
    else if (code !== undefined) spans.push({ ...look, text: code, code: true });
    else if (label !== undefined) spans.push({ ...look, text: label, href: safeHref(address) });
    else spans.push(...spansOf(tinted ?? '', { ...look, color: color as Span['color'] }));
    end = match.index + whole.length;
  }
  if (end < text.length) spans.push({ ...look, text: text.slice(end) });
  return spans;
}
