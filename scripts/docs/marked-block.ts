/** A document with this content between `<!-- mark -->` and `<!-- /mark -->`; throws where the marks are missing. */
export function withBlock(document: string, mark: string, content: string): string {
  const [open, close] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from === -1 || to < from) throw new Error(`the document has lost its ${open.trim()} and ${close} marks`);
  return `${document.slice(0, from + open.length)}\n${content.trim()}\n\n${document.slice(to)}`;
}

/** Rows of cells as a Markdown table, the first one its head. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Text that stands in a cell as it is. */
export const plainCell = (text: string): string => text.replaceAll('|', '\\|');

/** Text that stands in a cell as code. */
export const codeCell = (text: string): string => `\`${plainCell(text)}\``;
