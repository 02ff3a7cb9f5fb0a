import { createHash } from 'node:crypto';
import { z } from 'zod';
import { malformed, parseXml } from './xml.ts';

/** What every callback says: `from` is a userid, or `sys` for events about customers and contacts; `createdAt` in seconds since 1970. */
export interface CallbackOrigin {
  /** The same for every retry of one callback: `msg:<MsgId>`, or `hash:` and the SHA-256 of the decrypted text where there is no MsgId. */
  identity: string;
  from: string;
  createdAt: number;
  /** The app that was spoken to; null for events that belong to none. */
  agentId: string | null;
  corpId: string;
}

/** How a friendship between a member and a customer changed; `transfer_fail` names the taker as `userId` (wecom-api.md 8). */
export type CustomerChange = 'add' | 'add_half' | 'edit' | 'del_by_member' | 'del_by_customer' | 'transfer_fail';

/** What one callback is about; ids and codes without surrounding blanks, what people typed exactly as they typed it (wecom-api.md 2.6, 2.7, 8). */
export type KnownContent =
  | { kind: 'text'; content: string }
  /** A picture, recording, film, file, place or link, with WeCom's own field names. */
  | { kind: 'media'; msgType: MediaType; fields: Record<string, string> }
  | { kind: 'enter_agent' }
  | { kind: 'subscribe' }
  | { kind: 'unsubscribe' }
  | { kind: 'click'; key: string }
  | { kind: 'view'; url: string }
  /** A press on a template card or its menu; `responseCode` updates the card once within 72 hours, '' where WeCom sent none. */
  | { kind: 'card'; key: string; taskId: string; cardType: string; responseCode: string; selected: CardSelection[] }
  | {
      kind: 'customer';
      change: CustomerChange;
      userId: string;
      externalUserId: string;
      /** The `state` of the contact way that was scanned. */
      state?: string;
      /** Works once, within 20 seconds. */
      welcomeCode?: string;
      /** `DELETE_BY_TRANSFER` where a hand-over removed the friendship. */
      source?: string;
      failReason?: string;
    }
  /** A member was added or changed, perhaps under a new userid, or is gone. */
  | { kind: 'staff'; change: 'changed' | 'gone'; userId: string };

/** The kinds of message that are not text. */
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What was chosen in one question of a card. */
export interface CardSelection {
  questionKey: string;
  optionIds: string[];
}

/** A callback that nothing here reads: a new event, or a known one without its own fields. Kept so that it can be logged. */
export type OtherCallback = Omit<CallbackOrigin, 'createdAt'> & {
  kind: 'other';
  createdAt: number | null;
  msgType: string;
  event: string | null;
  changeType: string | null;
};

/** One decrypted callback. */
export type Callback = (CallbackOrigin & KnownContent) | OtherCallback;

const MEDIA_TYPES = ['image', 'voice', 'video', 'file', 'location', 'link'] as const;

const word = z.string().trim();
const filled = word.min(1);
/** An empty element means the same to WeCom as none. */
const optional = word.transform((value) => value || undefined).optional();
const lenient = word.catch('');

const seconds = filled.regex(/^\d{1,11}$/).transform(Number);
const origin = z.object({ FromUserName: filled, ToUserName: filled, CreateTime: seconds });
const header = z.object({
  MsgType: filled,
  Event: lenient,
  ChangeType: lenient,
  MsgId: lenient,
  AgentID: lenient,
  FromUserName: lenient,
  ToUserName: lenient,
  CreateTime: seconds.nullable().catch(null),
});

type Reader = z.ZodType<KnownContent>;

const bare = (kind: 'enter_agent' | 'subscribe' | 'unsubscribe'): Reader => z.object({}).transform(() => ({ kind }));

const media = (msgType: MediaType): Reader =>
  z.record(z.string(), z.unknown()).transform((node) => ({ kind: 'media', msgType, fields: ownText(node) }));

const customer = (change: CustomerChange): Reader =>
  z
    .object({
      UserID: filled,
      ExternalUserID: filled,
      State: optional,
      WelcomeCode: optional,
      Source: optional,
      FailReason: optional,
    })
    .transform(({ UserID, ExternalUserID, State, WelcomeCode, Source, FailReason }) => ({
      kind: 'customer',
      change,
      userId: UserID,
      externalUserId: ExternalUserID,
      ...(State && { state: State }),
      ...(WelcomeCode && { welcomeCode: WelcomeCode }),
      ...(Source && { source: Source }),
      ...(FailReason && { failReason: FailReason }),
    }));

const staff = (change: 'changed' | 'gone'): Reader =>
  z
    .object({ UserID: filled, NewUserID: optional })
    .transform(({ UserID, NewUserID }) => ({ kind: 'staff', change, userId: NewUserID ?? UserID }));

const isBlank = (value: unknown): boolean => value === undefined || (typeof value === 'string' && value.trim() === '');

/** A list as WeCom writes it: a wrapper, absent or blank or around any number of elements of one name. */
const listOf = <T extends z.ZodType>(name: string, item: T) => {
  const items = z.preprocess((value) => (isBlank(value) ? [] : [value].flat()), z.array(item));
  return z
    .preprocess((value) => (isBlank(value) ? {} : value), z.object({ [name]: items }))
    .transform((wrapper) => wrapper[name] ?? []);
};

const selection = z
  .object({ QuestionKey: filled, OptionIds: listOf('OptionId', filled) })
  .transform(({ QuestionKey, OptionIds }) => ({ questionKey: QuestionKey, optionIds: OptionIds }));

const card: Reader = z
  .object({
    EventKey: filled,
    TaskId: filled,
    CardType: lenient,
    ResponseCode: lenient,
    SelectedItems: listOf('SelectedItem', selection),
  })
  .transform(({ EventKey, TaskId, CardType, ResponseCode, SelectedItems }) => ({
    kind: 'card',
    key: EventKey,
    taskId: TaskId,
    cardType: CardType,
    responseCode: ResponseCode,
    selected: SelectedItems,
  }));

/** By MsgType, or `event/` and the Event, or that and the ChangeType. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', z.object({ Content: z.string() }).transform(({ Content }) => ({ kind: 'text', content: Content }))],
  ...MEDIA_TYPES.map((msgType): [string, Reader] => [msgType, media(msgType)]),
  ['event/enter_agent', bare('enter_agent')],
  ['event/subscribe', bare('subscribe')],
  ['event/unsubscribe', bare('unsubscribe')],
  ['event/click', z.object({ EventKey: filled }).transform(({ EventKey }) => ({ kind: 'click', key: EventKey }))],
  ['event/view', z.object({ EventKey: lenient }).transform(({ EventKey }) => ({ kind: 'view', url: EventKey }))],
  ['event/template_card_event', card],
  ['event/template_card_menu_event', card],
  ['event/change_external_contact/add_external_contact', customer('add')],
  ['event/change_external_contact/add_half_external_contact', customer('add_half')],
  ['event/change_external_contact/edit_external_contact', customer('edit')],
  ['event/change_external_contact/del_external_contact', customer('del_by_member')],
  ['event/change_external_contact/del_follow_user', customer('del_by_customer')],
  ['event/change_external_contact/transfer_fail', customer('transfer_fail')],
  ['event/change_contact/create_user', staff('changed')],
  ['event/change_contact/update_user', staff('changed')],
  ['event/change_contact/delete_user', staff('gone')],
]);

/** Reads a decrypted callback; throws `invalid` only for what is not XML of at most 64 KB or has no MsgType, so that no new event of WeCom's is ever refused. */
export function parseCallback(xmlText: string): Callback {
  const node = parseXml(xmlText);
  const read = header.safeParse(node);
  if (!read.success) throw malformed();
  const { MsgType, Event, ChangeType, MsgId, AgentID, FromUserName, ToUserName, CreateTime } = read.data;

  const common = {
    identity: identityOf(MsgId, xmlText),
    from: FromUserName,
    agentId: AgentID || null,
    corpId: ToUserName,
  };
  const known = origin.safeParse(node);
  const content = READERS.get([MsgType, Event, ChangeType].filter(Boolean).join('/'))?.safeParse(node);
  if (known.success && content?.success) return { ...common, createdAt: known.data.CreateTime, ...content.data };
  return {
    ...common,
    kind: 'other',
    createdAt: CreateTime,
    msgType: MsgType,
    event: Event || null,
    changeType: ChangeType || null,
  };
}

/** Sender and time are too weak: two customers who scan in one second share both (wecom-api.md 2.2). */
function identityOf(msgId: string, xmlText: string): string {
  if (/^\d{1,20}$/.test(msgId)) return `msg:${msgId}`;
  return `hash:${createHash('sha256').update(xmlText).digest('hex')}`;
}

/** The fields that are text and not the header's. */
function ownText(node: Record<string, unknown>): Record<string, string> {
  const own = Object.entries(node).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !Object.hasOwn(header.shape, entry[0]),
  );
  return Object.fromEntries(own);
}
