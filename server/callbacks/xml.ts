import { DomainError } from '../kernel/errors.ts';

/** The children of an XML element by name: text exactly as it was sent, further elements, or both in order where a name comes more than once. */
export interface XmlNode {
  [name: string]: string | XmlNode | (string | XmlNode)[];
}

/** The outer shell of a callback: `encrypt` is base64; `agentId` is null for contact callbacks (wecom-api.md 2.2). */
export interface EncryptedEnvelope {
  toUserName: string;
  agentId: string | null;
  encrypt: string;
}

const MAX_BYTES = 65_536;
/** WeCom's deepest sample has five levels. */
const MAX_LEVELS = 11;

const TAG = /<(\/?)([^\s<>/=!?"'&]+)(?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y;
const BARE_AMPERSAND = /&(?!#?\w{1,20};)/;
/** Names that mean something to objects. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** An element that has begun; its text counts only where it has no elements, for between those there is only indentation. */
interface Open {
  name: string;
  text: string;
  node: XmlNode | null;
}

/**
 * Reads the `<xml>` element of a callback of at most 64 KB; throws `invalid` for anything that is not well-formed or declares a DOCTYPE.
 * Our own, because the libraries parse what is not well-formed unless a validator has read it before, at twice the cost.
 */
export function parseXml(text: string): XmlNode {
  if (Buffer.byteLength(text) > MAX_BYTES) throw tooLarge();
  const top: Open = { name: '', text: '', node: null };
  const path = [top];
  for (let at = 0; at < text.length;) {
    const inside = path.at(-1) ?? top;
    const markup = text.indexOf('<', at);
    const plain = text.slice(at, markup === -1 ? text.length : markup);
    if (BARE_AMPERSAND.test(plain)) throw malformed();
    inside.text += decodeEntities(plain);
    if (markup === -1) break;
    at = readMarkup(text, markup, path);
  }
  const { xml: root, ...others } = top.node ?? {};
  if (path.length > 1 || root === undefined || Array.isArray(root)) throw malformed();
  if (Object.keys(others).length > 0 || top.text.trim() !== '') throw malformed();
  return typeof root === 'string' ? emptyNode() : root;
}

/** Reads what begins with the bracket at `at`, and gives where it ends. */
function readMarkup(text: string, at: number, path: Open[]): number {
  if (text.startsWith('<![CDATA[', at)) {
    const end = endOf(text, ']]>', at + 9);
    const inside = path.at(-1);
    if (!inside || path.length === 1) throw malformed();
    inside.text += text.slice(at + 9, end - 3);
    return end;
  }
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return endOf(text, '?>', at + 2);

  TAG.lastIndex = at;
  const tag = TAG.exec(text);
  const [whole = '', closes, name = '', closed] = tag ?? [];
  if (!tag || (closes && closed)) throw malformed();
  if (closes) close(path, name);
  else {
    if (RESERVED.has(name) || path.length > MAX_LEVELS) throw malformed();
    path.push({ name, text: '', node: null });
    if (closed) close(path, name);
  }
  return at + whole.length;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at === -1) throw malformed();
  return at + mark.length;
}

/** Gives what stood in the innermost element to the one around it. */
function close(path: Open[], name: string): void {
  const element = path.pop();
  const around = path.at(-1);
  if (!around || element?.name !== name) throw malformed();
  around.node ??= emptyNode();
  const value = element.node ?? element.text;
  const earlier = around.node[name];
  if (earlier === undefined) around.node[name] = value;
  else if (Array.isArray(earlier)) earlier.push(value);
  else around.node[name] = [earlier, value];
}

const OPENING = /^\s*(?:<\?xml [^<>]*\?>\s*)?<xml>/;
const FIELD = /\s*<([A-Za-z]\w*)>(?:<!\[CDATA\[([^\]]*)\]\]>|([^<>&]*))<\/\1>/y;
const CLOSING = /^\s*<\/xml>\s*$/;

/**
 * Reads the body of a callback request, which nobody has authenticated yet; throws `invalid` unless each field is there once.
 * WeCom's shell is flat and holds no markup, so nothing else is taken: neither a stranger's XML nor its cost reaches the parser.
 */
export function readEncrypted(body: string): EncryptedEnvelope {
  if (Buffer.byteLength(body) > MAX_BYTES) throw tooLarge();
  const fields = flatFields(body);
  const toUserName = fields?.get('ToUserName');
  const encrypt = fields?.get('Encrypt');
  if (!toUserName || !encrypt) throw malformed();
  return { toUserName, agentId: fields?.get('AgentID') || null, encrypt };
}

/** The texts of the elements, trimmed; null where one comes twice or there is anything else. */
function flatFields(body: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  let at = OPENING.exec(body)?.[0].length ?? 0;
  if (at === 0) return null;
  for (;;) {
    FIELD.lastIndex = at;
    const field = FIELD.exec(body);
    if (!field) return CLOSING.test(body.slice(at)) ? fields : null;
    const [whole, name = '', sealed, plain = ''] = field;
    if (fields.has(name)) return null;
    fields.set(name, (sealed ?? plain).trim());
    at += whole.length;
  }
}

/** The refusal of a callback that is not what WeCom would send. */
export function malformed(): DomainError {
  return new DomainError('invalid', 'callback.malformed', '回调内容不是企业微信的格式');
}

const tooLarge = (): DomainError => new DomainError('invalid', 'callback.too-large', '回调内容过大');

/** Without a prototype, so that only what was sent is found. */
const emptyNode = (): XmlNode => Object.create(null) as XmlNode;

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }),
);

/** Decodes what XML itself defines, once; everything else stays as it was typed. */
function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,4});/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return NAMED.get(entity) ?? whole;
    const code = Number(entity.startsWith('#x') ? `0${entity.slice(1)}` : entity.slice(1));
    return isXmlCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
