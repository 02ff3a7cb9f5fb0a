import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
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

const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  // WeCom's deepest sample has five levels.
  maxNestedTags: 10,
});

/** What the parser makes of an element's content: one key per piece, in document order. */
type Piece = Record<string, Piece[] | string>;

/** Reads the `<xml>` element of a callback of at most 64 KB; throws `invalid` for anything that is not well-formed or declares a DOCTYPE. */
export function parseXml(text: string): XmlNode {
  if (Buffer.byteLength(text) > MAX_BYTES) throw new DomainError('invalid', 'callback.too-large', '回调内容过大');
  if (declaresMarkup(text) || XMLValidator.validate(text) !== true) throw malformed();
  const roots = parsePieces(text).flatMap(({ xml }) => (Array.isArray(xml) ? [xml] : []));
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw malformed();
  const content = readElement(root);
  return typeof content === 'string' ? emptyNode() : content;
}

const envelope = z.object({
  ToUserName: z.string().trim().min(1),
  AgentID: z.string().trim().optional(),
  Encrypt: z.string().trim().min(1),
});

/** Reads the body of a callback request, which nobody has authenticated yet; throws `invalid` unless each field is there once. */
export function readEncrypted(body: string): EncryptedEnvelope {
  const read = envelope.safeParse(parseXml(body));
  if (!read.success) throw malformed();
  const { ToUserName, AgentID, Encrypt } = read.data;
  return { toUserName: ToUserName, agentId: AgentID || null, encrypt: Encrypt };
}

/** The refusal of a callback that is not what WeCom would send. */
export function malformed(): DomainError {
  return new DomainError('invalid', 'callback.malformed', '回调内容不是企业微信的格式');
}

/** Whether the text declares a DOCTYPE, an entity or the like; inside CDATA the same characters are only what somebody typed. */
function declaresMarkup(text: string): boolean {
  for (let at = text.indexOf('<!'); at !== -1; at = text.indexOf('<!', at)) {
    const close = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : null;
    const end = close === null ? -1 : text.indexOf(close, at + 4);
    if (end === -1) return true;
    at = end + 3;
  }
  return false;
}

function parsePieces(text: string): Piece[] {
  try {
    return parser.parse(text) as Piece[];
  } catch {
    throw malformed();
  }
}

/** Elements win over text: between them there is only the sender's indentation. */
function readElement(pieces: Piece[]): string | XmlNode {
  const node = emptyNode();
  let text = '';
  let hasElements = false;
  for (const [name, content] of pieces.flatMap((piece) => Object.entries(piece))) {
    if (typeof content === 'string') text += decodeEntities(content);
    else if (name === '#cdata') text += content.map((piece) => piece['#text']).join('');
    else {
      hasElements = true;
      append(node, name, readElement(content));
    }
  }
  return hasElements ? node : text;
}

function append(node: XmlNode, name: string, value: string | XmlNode): void {
  const earlier = node[name];
  if (earlier === undefined) node[name] = value;
  else if (Array.isArray(earlier)) earlier.push(value);
  else node[name] = [earlier, value];
}

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
