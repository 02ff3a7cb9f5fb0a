import { PuppetSendError } from './errors.ts';
import type { TemplateCard } from './template-card.ts';

/** What the app can send to a member. */
export type OutboundMessage =
  | { type: 'text'; text: string }
  | { type: 'markdown'; text: string }
  | { type: 'card'; card: TemplateCard }
  | { type: 'link'; link: OutboundLink };

/** A link with its title; with an image it is shown as an article, without one as a text card. */
export interface OutboundLink {
  title: string;
  url: string;
  description?: string;
  imageUrl?: string;
}

/** How a message is sent. */
export interface SendOptions {
  /**
   * Has WeCom swallow the message if it got the same one within so many seconds, at most 14,400; 0 for no check.
   * WeCom compares the JSON of requests: a message that may go again should ask from the first time on, and ask the same.
   */
  duplicateCheckSeconds?: number;
}

/** What WeCom answered to an accepted message: its id for recalling it, and the code that allows one update of a card within 72 hours. */
export interface SendReceipt {
  msgid: string | null;
  responseCode: string | null;
}

/** The bytes of UTF-8 that a text or markdown message may have; WeCom cuts off the rest without saying so (wecom-api.md 3.1). */
export const MAX_TEXT_BYTES = 2048;

/** How far back WeCom can compare (wecom-api.md 3.1). */
const MAX_DUPLICATE_CHECK_SECONDS = 14_400;

/** The body of `message/send` for one member (wecom-api.md 3.1); throws PuppetSendError before anything is sent. */
export function sendBody(agentId: number, userid: string, message: OutboundMessage, options: SendOptions = {}) {
  requireOneMember(userid);
  return {
    touser: userid,
    agentid: agentId,
    ...content(message),
    ...(options.duplicateCheckSeconds && {
      enable_duplicate_check: 1,
      duplicate_check_interval: Math.min(options.duplicateCheckSeconds, MAX_DUPLICATE_CHECK_SECONDS),
    }),
  };
}

/** Reads WeCom's answer to `message/send`; throws PuppetSendError where it accepted the request but not the recipient. */
export function readReceipt(reply: Record<string, unknown>): SendReceipt {
  const invalidUsers = [...userids(reply['invaliduser']), ...userids(reply['unlicenseduser'])];
  if (invalidUsers.length > 0) {
    const message = `WeCom does not deliver to ${invalidUsers.join(', ')}: outside the app's visible range, or without a licence`;
    throw new PuppetSendError('invalid-recipient', message, invalidUsers);
  }
  return { msgid: textOrNull(reply['msgid']), responseCode: textOrNull(reply['response_code']) };
}

/** The userids in one of WeCom's lists of refused recipients: `a|b` after sending, an array after updating a card. */
export function userids(list: unknown): string[] {
  const entries: unknown[] = typeof list === 'string' ? list.split('|') : Array.isArray(list) ? list : [];
  return entries.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}

// `touser` takes `a|b` and `@all` too: a conversation id from outside must not turn one answer into a broadcast.
function requireOneMember(userid: string): void {
  if (/^[^@|\s][^|\s]*$/.test(userid)) return;
  throw new PuppetSendError('invalid-recipient', `not the userid of one member: ${JSON.stringify(userid)}`);
}

function content(message: OutboundMessage): Record<string, unknown> {
  switch (message.type) {
    case 'text':
      return { msgtype: 'text', text: { content: whole(message.text) } };
    case 'markdown':
      return { msgtype: 'markdown', markdown: { content: whole(message.text) } };
    case 'card':
      return { msgtype: 'template_card', template_card: message.card };
    case 'link':
      return linkContent(message.link);
  }
}

// A text card is refused without a description (41033), an article is not.
const linkContent = ({ title, url, description, imageUrl }: OutboundLink): Record<string, unknown> =>
  imageUrl
    ? { msgtype: 'news', news: { articles: [{ title, url, description: description ?? '', picurl: imageUrl }] } }
    : { msgtype: 'textcard', textcard: { title, url, description: description || title } };

function whole(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_TEXT_BYTES) return text;
  throw new PuppetSendError('too-long', `a text of ${bytes} bytes: WeCom would cut it off after ${MAX_TEXT_BYTES}`);
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
