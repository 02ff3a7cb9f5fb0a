import type { ChatItem, CustomerChatItem } from './api.ts';
import type { Attachment } from './api/attachments.ts';
import type { CompanyCustomer, CompanyDepartment, CompanyMember } from './company.ts';
import type { Collection, Store } from './store.ts';
import type { CardBody } from './api/card-shapes.ts';

/** Someone outside, without the friendships, which are records of their own. */
export type Customer = Omit<CompanyCustomer, 'follow' | 'conversations'> & { arrivedAt: string };

/** A friendship that exists now. */
export interface Follow {
  userid: string;
  external_userid: string;
  remark: string;
  description: string;
  remark_corp_name: string;
  remark_mobiles: string[];
  createtime: number;
  add_way: number;
  state: string;
  tagIds: string[];
  /** The customer added the member, who has not added back yet. */
  half: boolean;
}

/** A thing in a member's chat with the app; a card keeps the body it was sent with. */
export type ChatRecord = { userid: string; msgid: string | null } & (
  | { kind: 'shown'; item: ChatItem }
  | { kind: 'card'; id: string; at: string; card: CardBody; replacedBy: string | null; pressed: string[] }
  | { kind: 'mass'; id: string; at: string; mass: string; reminder: boolean }
);

/** An app message that was accepted. */
export interface SentMessage {
  sentAt: number;
  /** Chat items that it became, by member. */
  items: { userid: string; id: string }[];
}

/** A code that updates a card once within 72 hours. */
export interface ResponseCode {
  msgid: string;
  expiresAt: number;
  used: boolean;
}

/** A code that allows one welcome message within 20 seconds. */
export interface WelcomeCode {
  userid: string;
  external_userid: string;
  createdAt: number;
  used: boolean;
}

/** One message to many customers, which each member concerned confirms for his own; instants in ms. */
export interface MassSend {
  msgid: string;
  createdAt: number;
  /** The member who made it in his own client; null when it came through the API. */
  creator: string | null;
  text: string;
  attachments: Attachment[];
  allowSelect: boolean;
  cancelled: boolean;
  /** The reminders of the last 24 hours. */
  reminded: number[];
}

/** A member's part of a mass send; `sentAt` is when he confirmed it. */
export interface MassTask {
  msgid: string;
  userid: string;
  sentAt: number | null;
  recipients: MassRecipient[];
}

/** 0 not sent, 1 sent, 2 not a friend any more, 3 over the cap. */
export interface MassRecipient {
  external_userid: string;
  status: 0 | 1 | 2 | 3;
  sentAt: number | null;
}

/** A code that tells once, within five minutes, who opened a page (`web`) or the mini-program (`mini`). */
export interface LoginCode {
  kind: 'web' | 'mini';
  /** The member, or else the person outside. */
  userid: string | null;
  external_userid: string | null;
  /** Whether the member agreed to show his details too. */
  details: boolean;
  createdAt: number;
  used: boolean;
}

/** A customer's chat with one member, one line. */
export interface PhoneRecord {
  external_userid: string;
  userid: string;
  item: CustomerChatItem;
}

/** A corp tag group with its tags. */
export interface TagGroup {
  group_id: string;
  group_name: string;
  create_time: number;
  order: number;
  tag: { id: string; name: string; create_time: number; order: number }[];
}

/** A callback that the product has not accepted yet. */
export interface PendingCallback {
  id: string;
  /** Deliveries of one lane keep their order; the lane is the member concerned. */
  lane: string;
  name: string;
  summary: string;
  xml: string;
}

/** Every kind of document in the store. */
export interface Records {
  departments: Collection<CompanyDepartment>;
  /** By lower-cased userid. */
  members: Collection<CompanyMember>;
  customers: Collection<Customer>;
  /** By `followKey`, under the external_userid. */
  follows: Collection<Follow>;
  tagGroups: Collection<TagGroup>;
  /** Under the lower-cased userid. */
  chat: Collection<ChatRecord>;
  /** Under `followKey`. */
  phone: Collection<PhoneRecord>;
  /** By `app:USERID`, or by `phone:FOLLOWKEY` under the external_userid. */
  unread: Collection<number>;
  sent: Collection<SentMessage>;
  /** Instants (ms) at which the app wrote to a member in the last hour, by lower-cased userid. */
  pace: Collection<number[]>;
  /** When (ms) a message was sent last and what was answered, by the SHA-256 of its content. */
  duplicates: Collection<{ at: number; reply: Record<string, unknown> }>;
  taskIds: Collection<string>;
  responseCodes: Collection<ResponseCode>;
  /** Under `followKey`. */
  welcomeCodes: Collection<WelcomeCode>;
  masses: Collection<MassSend>;
  /** By msgid and lower-cased userid, under the msgid. */
  massTasks: Collection<MassTask>;
  /** Instants (ms) at which a customer received mass messages. */
  massReceived: Collection<number[]>;
  loginCodes: Collection<LoginCode>;
  userTickets: Collection<{ userid: string; expiresAt: number }>;
  media: Collection<{ type: string; name: string; expiresAt: number }>;
  /** Access tokens by their text. */
  tokens: Collection<{ expiresAt: number; lost: boolean }>;
  pending: Collection<PendingCallback>;
}

/** Opens all collections of a store. */
export const openRecords = (store: Store): Records => ({
  departments: store.collection('department'),
  members: store.collection('member'),
  customers: store.collection('customer'),
  follows: store.collection('follow'),
  tagGroups: store.collection('tag-group'),
  chat: store.collection('chat'),
  phone: store.collection('phone'),
  unread: store.collection('unread'),
  sent: store.collection('sent'),
  pace: store.collection('pace'),
  duplicates: store.collection('duplicate'),
  taskIds: store.collection('task-id'),
  responseCodes: store.collection('response-code'),
  welcomeCodes: store.collection('welcome-code'),
  masses: store.collection('mass'),
  massTasks: store.collection('mass-task'),
  massReceived: store.collection('mass-received'),
  loginCodes: store.collection('login-code'),
  userTickets: store.collection('user-ticket'),
  media: store.collection('media'),
  tokens: store.collection('token'),
  pending: store.collection('pending'),
});

/** Names the pair of a member and a customer. */
export const followKey = (userid: string, externalUserId: string): string =>
  `${userid.toLowerCase()}|${externalUserId}`;
