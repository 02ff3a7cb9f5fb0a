import { fold } from './text.ts';

/** The ways in which a contact takes place, and what they are called. */
export const CHANNEL_NAMES = {
  phone: '电话',
  wechat: '微信',
  visit: '面谈',
  email: '邮件',
  sms: '短信',
  other: '其他',
} as const;

/** The way in which a contact took place. */
export type Channel = keyof typeof CHANNEL_NAMES;

/** A channel named in a line, and where its words stand. */
export interface ChannelMention {
  channel: Channel;
  start: number;
  end: number;
}

/** 留了电话, 要了他的微信: a number was given, which is no contact by it. */
const NOT_ASKED = '(?<!(?:留|要|给|换|存|查|改)(?:下|到)?(?:了|个|了个)?(?:[他她](?:们)?的?)?)';

/** The words for each channel; a word that only names a number, an address or a product is none. */
const WORDS: readonly (readonly [Channel, string])[] = [
  ['phone', `${NOT_ASKED}打?(?:了个?|过|个|通)?电话(?!号码|号|本|费|卡|销)(?:回访|沟通|联系)?`],
  ['phone', '致电|来电|回电|去电|拨打|电联|电访|通话|通了话|打给(?=[他她客对])'],
  [
    'wechat',
    `${NOT_ASKED}(?:企业)?微信(?!支付|付款|转账|收款|公众号|小程序|群发|号)(?:沟通|联系|聊天)?|企微|(?<![A-Za-z])(?:wechat|wx|vx)(?![A-Za-z])`,
  ],
  [
    'visit',
    '面谈|面聊|面访|面对面|拜访|上门|登门|见面|见了(?:个|一)?面|见过面|会面|碰面|碰了(?:个|一)?面|当面|到访|来访|走访|陌拜',
  ],
  ['email', `(?:电子)?邮件|${NOT_ASKED}邮箱(?!号|地址)|(?<![A-Za-z])e-?mail(?![A-Za-z])|(?<![A-Za-z])mail(?![A-Za-z])`],
  ['sms', '短信(?!验证|费)|(?<![A-Za-z])sms(?![A-Za-z])'],
];

const ANY = new RegExp(WORDS.map(([, words]) => `(${words})`).join('|'), 'i');

/** Longer lines are no chat; a channel is named early. */
const LOOKED_AT = 4096;

/** The first channel that a line names, with offsets into `text`; null when it names none. */
export function findChannel(text: string): ChannelMention | null {
  const match = ANY.exec(fold(text.slice(0, LOOKED_AT)));
  const found = match && WORDS[match.slice(1).findIndex((words) => words !== undefined)];
  return found ? { channel: found[0], start: match.index, end: match.index + match[0].length } : null;
}
