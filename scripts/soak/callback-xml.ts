import { xmlDocument, type XmlField } from '../sandbox/xml.ts';

/** The corp that the soaks play, and the keys it shares with the product. */
export const corp = {
  id: 'ww1234567890abcdef',
  agentId: 1_000_002,
  secret: 'secret-of-the-app-0123456789',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
} as const;

/** Who caused a callback, and when, in seconds since 1970. */
export interface Origin {
  from: string;
  at: number;
}

const envelope = ({ from, at }: Origin, msgType: string): XmlField[] => [
  ['ToUserName', corp.id],
  ['FromUserName', from],
  ['CreateTime', at],
  ['MsgType', msgType],
];

const agent: XmlField = ['AgentID', corp.agentId];

/** A line that a member says (wecom-api.md 2.6). */
export const textXml = (origin: Origin, content: string, msgId: string): string =>
  xmlDocument([...envelope(origin, 'text'), ['Content', content], ['MsgId', msgId], agent]);

/** A picture that a member sends (wecom-api.md 2.6). */
export const imageXml = (origin: Origin, msgId: string): string =>
  xmlDocument([
    ...envelope(origin, 'image'),
    ['PicUrl', 'https://example.com/picture'],
    ['MediaId', `media${msgId}`],
    ['MsgId', msgId],
    agent,
  ]);

/** A member opens the app or presses an entry of its menu (wecom-api.md 2.7). */
export const appEventXml = (origin: Origin, event: 'enter_agent' | 'click', key = ''): string =>
  xmlDocument([...envelope(origin, 'event'), ['Event', event], ['EventKey', key], agent]);

/** A member presses a card's button (wecom-api.md 2.7). */
export const pressXml = (origin: Origin, press: { key: string; taskId: string; responseCode: string }): string =>
  xmlDocument([
    ...envelope(origin, 'event'),
    ['Event', 'template_card_event'],
    ['EventKey', press.key],
    ['TaskId', press.taskId],
    ['CardType', 'button_interaction'],
    ['ResponseCode', press.responseCode],
    agent,
  ]);

/** Something changed between a member and a customer (wecom-api.md 8). */
export const contactXml = (at: number, change: string, userid: string, externalUserId: string): string =>
  xmlDocument([
    ...envelope({ from: 'sys', at }, 'event'),
    ['Event', 'change_external_contact'],
    ['ChangeType', change],
    ['UserID', userid],
    ['ExternalUserID', externalUserId],
  ]);
