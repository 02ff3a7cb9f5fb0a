import type { CustomerChatItem } from './api.ts';
import { followKey } from './records.ts';
import type { World } from './world.ts';

/** One line for a customer's phone before it has an id and a time. */
export interface NewPhoneItem {
  userid: string;
  externalUserId: string;
  from: CustomerChatItem['from'];
  origin: CustomerChatItem['origin'];
  text: string;
  attachments?: CustomerChatItem['attachments'];
  /** When it was said; the present when left out. */
  at?: Date;
  /** Whether the customer has seen it already. */
  read?: boolean;
}

/** A customer's chat with a member, oldest first. */
export const readPhone = (world: World, userid: string, externalUserId: string): CustomerChatItem[] =>
  world.records.phone.list(followKey(userid, externalUserId)).map(({ item }) => item);

/** Adds a line; what a member wrote counts as unread. Answers its id. */
export function addPhoneItem(world: World, line: NewPhoneItem): string {
  const { userid, externalUserId, from, origin, text, attachments = [], read = from !== 'member' } = line;
  const id = String(world.store.next('item'));
  const item: CustomerChatItem = {
    id,
    at: (line.at ?? world.clock.now()).toISOString(),
    from,
    origin,
    text,
    attachments,
  };
  const pair = followKey(userid, externalUserId);
  world.records.phone.put(id, { external_userid: externalUserId, userid, item }, pair);
  const unread = `phone:${pair}`;
  if (!read) world.records.unread.put(unread, (world.records.unread.get(unread) ?? 0) + 1, externalUserId);
  world.live.changed(`customer:${externalUserId}`, 'state');
  return id;
}

/** A grey line between the two, such as that they may talk now. */
export const addNotice = (world: World, userid: string, externalUserId: string, text: string): string =>
  addPhoneItem(world, { userid, externalUserId, from: 'notice', origin: 'notice', text });

/** Whether one of the two wrote by hand at or after `since` (ms). */
export const hasTyped = (world: World, userid: string, externalUserId: string, since: number): boolean =>
  readPhone(world, userid, externalUserId).some(({ origin, at }) => origin === 'typed' && Date.parse(at) >= since);

/** When (ms) one of the two wrote by hand last, 0 when neither ever did. */
export function lastTyped(world: World, userid: string, externalUserId: string): number {
  const last = readPhone(world, userid, externalUserId).findLast(({ origin }) => origin === 'typed');
  return last ? Date.parse(last.at) : 0;
}

/** Lines from members that the customer has not looked at. */
export const unreadOnPhone = (world: World, externalUserId: string): number =>
  world.records.unread.list(externalUserId).reduce((sum, count) => sum + count, 0);

/** The customer has seen what this member wrote. */
export function readOnPhone(world: World, userid: string, externalUserId: string): void {
  world.records.unread.delete(`phone:${followKey(userid, externalUserId)}`);
  world.live.changed('state');
}
