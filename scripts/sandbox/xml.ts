/** An element's content: text becomes CDATA as WeCom writes it, a number stays bare, fields nest. */
export type XmlValue = string | number | XmlField[];

/** One element: its name and content. */
export type XmlField = readonly [name: string, value: XmlValue];

/** Writes `<xml>…</xml>` around the fields, in their order. */
export const xmlDocument = (fields: readonly XmlField[]): string => element('xml', [...fields]);

/** The text of the first element of that name, CDATA or bare; undefined when there is none. */
export function xmlText(document: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))\\s*</${name}>`).exec(document);
  return match?.[1] ?? match?.[2];
}

function element(name: string, value: XmlValue): string {
  const content =
    typeof value === 'object' ? value.map(([child, inner]) => element(child, inner)).join('') : text(value);
  return `<${name}>${content}</${name}>`;
}

const text = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `<![CDATA[${printable(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

// XML 1.0 has no way at all to write most control characters and lone surrogates.
const printable = (value: string): string =>
  value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
