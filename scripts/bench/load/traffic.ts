import { seal, signature, type CallbackKeys } from '../../sandbox/cipher.ts';
import { xmlDocument, type XmlField } from '../../sandbox/xml.ts';
import { customerName, externalUserId, userId } from './staff.ts';

/** The credentials of the bench's company; the AES key is the one that WeCom published with its samples (wecom-api.md 2.4). */
export const KEYS = {
  corpId: 'wwbenchcorp',
  agentId: 1000002,
  secret: 'bench-secret-of-the-app',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** What the cipher needs of them. */
export const CALLBACK_KEYS: CallbackKeys = { token: KEYS.token, aesKey: KEYS.aesKey, receiveId: KEYS.corpId };

/** What can happen: a question, a note with a next step, the app opened, a customer added with a welcome code, a customer changed. */
export type Kind = 'card' | 'followup' | 'enter' | 'add' | 'edit';

/** Every kind in the words of the table, with what the product owes for one. */
export const KINDS: Record<Kind, { what: string; sends: number }> = {
  card: { what: '查 X', sends: 1 },
  followup: { what: '跟进 X 电话 … 下周三下午3点回访', sends: 1 },
  enter: { what: 'enter_agent', sends: 1 },
  add: { what: 'add_external_contact with a welcome code', sends: 2 },
  edit: { what: 'edit_external_contact', sends: 1 },
};

/** What a member does in one round of the mix, in this order. */
export const MIX: readonly Kind[] = [
  'enter',
  'card',
  'followup',
  'card',
  'add',
  'card',
  'followup',
  'edit',
  'card',
  'followup',
];

/** One callback: `xml` makes it anew, so that its time is that of its sending. */
export interface Happening {
  kind: Kind;
  member: number;
  /** Counts up over all that was ever made, so that no two callbacks are the same. */
  serial: number;
}

let serial = 0;

/** What these members do, each in the order of the list, all of them side by side. */
export function happenings(members: readonly number[], kinds: readonly Kind[]): Happening[] {
  return kinds.flatMap((kind) => members.map((member) => ({ kind, member, serial: (serial += 1) })));
}

/** The XML of a callback as WeCom writes it (wecom-api.md 2.6, 2.7, 8). */
export function xmlOf({ kind, member, serial: n }: Happening, seconds: number): string {
  const from = kind === 'add' || kind === 'edit' ? 'sys' : userId(member);
  const head = headOf(from, seconds);
  const friend = (change: string, id: string, more: XmlField[] = []): XmlField[] => [
    ...head,
    ['MsgType', 'event'],
    ['Event', 'change_external_contact'],
    ['ChangeType', change],
    ['UserID', userId(member)],
    ['ExternalUserID', id],
    ...more,
  ];
  // An event has no MsgId: what tells two apart is their text, and within one second nothing else in it would.
  const unique: XmlField[] = [['State', `s${n}`]];
  switch (kind) {
    case 'card':
      return textXml(from, `查 ${customerName(member, n)}`, seconds, n);
    case 'followup':
      return textXml(from, `跟进 ${customerName(member, n)} 电话 聊了报价，觉得偏贵，下周三下午3点回访`, seconds, n);
    case 'enter':
      return xmlDocument([
        ...head,
        ['MsgType', 'event'],
        ['Event', 'enter_agent'],
        ['AgentID', KEYS.agentId],
        ...unique,
      ]);
    case 'add':
      return xmlDocument(friend('add_external_contact', `wmNEW${n}`, [['WelcomeCode', `CODE${n}`], ...unique]));
    case 'edit':
      return xmlDocument(friend('edit_external_contact', externalUserId(member, n), unique));
  }
}

/** The XML of a line that a member typed; `n` makes its MsgId. */
export const textXml = (from: string, content: string, seconds: number, n: number): string =>
  xmlDocument([
    ...headOf(from, seconds),
    ['MsgType', 'text'],
    ['Content', content],
    ['MsgId', 7_000_000_000_000_000 + n],
    ['AgentID', KEYS.agentId],
  ]);

const headOf = (from: string, seconds: number): XmlField[] => [
  ['ToUserName', KEYS.corpId],
  ['FromUserName', from],
  ['CreateTime', seconds],
];

/** A body as WeCom posts it and the query that signs it. */
export function sealed(xml: string, seconds: number, nonce: number): { query: URLSearchParams; body: string } {
  const encrypt = seal(CALLBACK_KEYS, xml);
  const timestamp = String(seconds);
  const query = new URLSearchParams({
    msg_signature: signature(KEYS.token, timestamp, String(nonce), encrypt),
    timestamp,
    nonce: String(nonce),
  });
  const body = `<xml><ToUserName><![CDATA[${KEYS.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[${KEYS.agentId}]]></AgentID></xml>`;
  return { query, body };
}

/** The bytes of one HTTP request that tells of it now. */
export function requestOf(happening: Happening): Buffer {
  const seconds = Math.floor(Date.now() / 1000);
  return httpRequest(sealed(xmlOf(happening, seconds), seconds, happening.serial));
}

/** What tells of each: made beforehand, but for a welcome code, which lives 20 seconds from its sending. */
export function requestsOf(list: readonly Happening[]): (() => Buffer)[] {
  return list.map((happening) => {
    if (happening.kind === 'add') return () => requestOf(happening);
    const request = requestOf(happening);
    return () => request;
  });
}

/** The bytes of the HTTP request. */
export function httpRequest({ query, body }: { query: URLSearchParams; body: string }): Buffer {
  return Buffer.from(
    `POST /wecom/callback?${query.toString()} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
