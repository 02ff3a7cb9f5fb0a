import type { ChatItem, SandboxCard } from './api.ts';
import type { CardBody } from './api/card-shapes.ts';
import { presentCard } from './present-card.ts';
import { presentMass } from './present-mass.ts';
import type { ChatRecord } from './records.ts';
import type { World } from './world.ts';

/** What the app shows a member: a line of text, a link, or a card. */
export type Shown =
  | { kind: 'text' | 'markdown'; text: string }
  | { kind: 'textcard'; title: string; description: string; url: string; button: string }
  | { kind: 'card'; card: CardBody };

/** A member's chat with the app as he sees it, oldest first. */
export const readChat = (world: World, userid: string): ChatItem[] =>
  world.records.chat.list(userid.toLowerCase()).map((record) => presentItem(world, record));

/** Puts a line of the member's own into his chat; answers its id. */
export function addMemberLine(world: World, userid: string, text: string): string {
  const id = nextId(world);
  const item: ChatItem = { id, at: world.clock.now().toISOString(), from: 'member', kind: 'text', text };
  put(world, { userid, msgid: null, kind: 'shown', item }, id);
  return id;
}

/** Puts something from the app into a member's chat and counts it as unread; answers its id. */
export function addAppItem(world: World, userid: string, msgid: string | null, shown: Shown): string {
  const id = nextId(world);
  const at = world.clock.now().toISOString();
  if (shown.kind === 'card')
    put(world, { userid, msgid, kind: 'card', id, at, card: shown.card, replacedBy: null, pressed: [] }, id);
  else put(world, { userid, msgid, kind: 'shown', item: { id, at, from: 'app', ...shown } }, id);
  countUnread(world, userid);
  return id;
}

/** Puts a mass send that he has to confirm into a member's chat, or puts it there again as a reminder. */
export function addMassNotice(world: World, userid: string, mass: string, reminder: boolean): void {
  const id = nextId(world);
  put(world, { userid, msgid: null, kind: 'mass', id, at: world.clock.now().toISOString(), mass, reminder }, id);
  countUnread(world, userid);
}

/** Says that mass sends in a member's chat look different now. */
export const touchMassNotices = (world: World, userid: string): void => world.live.changed(`chat:${userid}`);

/** App messages that the member has not looked at. */
export const unreadInChat = (world: World, userid: string): number => world.records.unread.get(unreadKey(userid)) ?? 0;

/** The member has seen all that is there. */
export function readInChat(world: World, userid: string): void {
  world.records.unread.delete(unreadKey(userid));
  world.live.changed('state');
}

/** Takes an app message back: the member sees that something was recalled, not what. */
export function recallItem(world: World, id: string): void {
  const record = world.records.chat.get(id);
  if (!record) return;
  const at = record.kind === 'shown' ? record.item.at : record.at;
  const item: ChatItem = { id, at, from: 'app', kind: 'text', text: '', recalled: true };
  put(world, { userid: record.userid, msgid: record.msgid, kind: 'shown', item }, id);
}

/** Changes a card that lies in a member's chat. */
export function changeCard(
  world: World,
  id: string,
  change: Partial<Pick<CardRecord, 'card' | 'replacedBy' | 'pressed'>>,
): void {
  const record = world.records.chat.get(id);
  if (record?.kind === 'card') put(world, { ...record, ...change }, id);
}

/** A card in the chat with its state. */
export type CardRecord = Extract<ChatRecord, { kind: 'card' }>;

function presentItem(world: World, record: ChatRecord): ChatItem {
  if (record.kind === 'shown') return record.item;
  if (record.kind === 'mass') {
    const { id, at, userid, mass, reminder } = record;
    return { id, at, from: 'app', kind: 'mass', mass: presentMass(world, userid, mass, reminder) };
  }
  const card: SandboxCard = { ...presentCard(record.card), replacedBy: record.replacedBy, pressed: record.pressed };
  return { id: record.id, at: record.at, from: 'app', kind: 'card', card };
}

function countUnread(world: World, userid: string): void {
  world.records.unread.put(unreadKey(userid), unreadInChat(world, userid) + 1);
  world.live.changed('state');
}

function put(world: World, record: ChatRecord, id: string): void {
  world.records.chat.put(id, record, record.userid.toLowerCase());
  world.live.changed(`chat:${record.userid}`);
}

const unreadKey = (userid: string): string => `app:${userid.toLowerCase()}`;

const nextId = (world: World): string => String(world.store.next('item'));
