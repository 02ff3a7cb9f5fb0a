import type { SandboxMass } from './api.ts';
import { presentAttachment } from './api/attachments.ts';
import { addMassNotice, touchMassNotices } from './chat.ts';
import { findFollow } from './friends.ts';
import { Refusal } from './http.ts';
import { secretCode } from './ids.ts';
import { massCap } from './mass-policy.ts';
import { hasCustomers, memberName } from './people.ts';
import { addPhoneItem, lastTyped } from './phone.ts';
import { findTask, resultOf, taskKey } from './present-mass.ts';
import type { Follow, MassRecipient, MassSend, MassTask } from './records.ts';
import { readSettings } from './settings.ts';
import type { World } from './world.ts';

/** Whom a mass send is meant for: these customers, or all that carry the tags; `sender` narrows both to his own. */
export interface Audience {
  sender: string | null;
  customers: string[];
  /** Of each group one tag at least. */
  tagGroups: string[][];
}

/** Which member writes to which customers, and the customers named that nobody can write to. */
export function addressMass(
  world: World,
  { sender, customers, tagGroups }: Audience,
): { tasks: Map<string, string[]>; failed: string[] } {
  const named = new Set(customers);
  const follows =
    named.size > 0 ? [...named].flatMap((id) => world.records.follows.list(id)) : world.records.follows.list();
  const fits = ({ userid, tagIds }: Follow): boolean =>
    hasCustomers(world, userid) &&
    (named.size > 0 || tagGroups.every((tags) => tags.some((tag) => tagIds.includes(tag))));
  const tasks = new Map<string, string[]>();
  const reached = new Set<string>();
  for (const [customer, friends] of byCustomer(follows.filter(fits))) {
    const userid = writerFor(world, friends, sender);
    if (userid === null) continue;
    reached.add(customer);
    const own = tasks.get(userid);
    if (own) own.push(customer);
    else tasks.set(userid, [customer]);
  }
  return { tasks, failed: [...named].filter((id) => !reached.has(id)) };
}

/** Puts a mass send before the members who have to confirm it; answers its msgid. */
export function createMass(
  world: World,
  tasks: ReadonlyMap<string, string[]>,
  content: Pick<MassSend, 'text' | 'attachments' | 'allowSelect' | 'creator'>,
): string {
  const msgid = secretCode();
  const createdAt = world.clock.now().getTime();
  world.records.masses.put(msgid, { ...content, msgid, createdAt, cancelled: false, reminded: [] });
  for (const [userid, customers] of tasks) {
    const recipients = customers.map((id): MassRecipient => ({ external_userid: id, status: 0, sentAt: null }));
    putTask(world, { msgid, userid, sentAt: null, recipients });
    if (content.creator === null) addMassNotice(world, userid, msgid, false);
  }
  return msgid;
}

/** The member confirms his part: everybody who may get it does. Answers how it went; a Refusal when it cannot be confirmed. */
export function confirmMass(
  world: World,
  userid: string,
  msgid: string,
  skipped: readonly string[] = [],
): NonNullable<SandboxMass['result']> {
  const mass = world.records.masses.get(msgid);
  const task = findTask(world, msgid, userid);
  if (!mass || !task) throw new Refusal(404, '没有这次群发');
  if (task.sentAt !== null) throw new Refusal(409, '这次群发已经确认过了');
  if (mass.cancelled) throw new Refusal(409, '这次群发已经取消了');
  if (skipped.length > 0 && !mass.allowSelect) throw new Refusal(409, '这次群发不能改收件人');
  const sentAt = world.clock.now().getTime();
  const recipients = task.recipients.map((recipient) =>
    skipped.includes(recipient.external_userid) ? recipient : send(world, mass, task.userid, recipient),
  );
  putTask(world, { ...task, sentAt, recipients });
  touchMassNotices(world, task.userid);
  return resultOf(recipients);
}

/** Stops what members have not confirmed yet. */
export function cancelMass(world: World, mass: MassSend): void {
  world.records.masses.put(mass.msgid, { ...mass, cancelled: true });
  tasksOf(world, mass.msgid).forEach(({ userid }) => touchMassNotices(world, userid));
}

/** Shows the mass send again to everybody who has not confirmed; answers to how many. */
export function remindOfMass(world: World, mass: MassSend, reminded: number[]): number {
  world.records.masses.put(mass.msgid, { ...mass, reminded });
  const waiting = tasksOf(world, mass.msgid).filter(({ sentAt }) => sentAt === null);
  const here = waiting.filter(({ userid }) => world.records.members.get(userid.toLowerCase()) !== undefined);
  here.forEach(({ userid }) => addMassNotice(world, userid, mass.msgid, true));
  return here.length;
}

/** The parts of a mass send, one per member. */
export const tasksOf = (world: World, msgid: string): MassTask[] => world.records.massTasks.list(msgid);

/** Who gets which part, in words for the wire record. */
export const massSummary = (world: World, tasks: ReadonlyMap<string, string[]>): string =>
  [...tasks]
    .slice(0, 3)
    .map(([userid, { length }]) => `${memberName(world, userid)} ${length} 位`)
    .join('、') + (tasks.size > 3 ? `等 ${tasks.size} 人` : '');

function byCustomer(follows: Follow[]): Map<string, Follow[]> {
  const grouped = new Map<string, Follow[]>();
  for (const follow of follows) {
    const friends = grouped.get(follow.external_userid);
    if (friends) friends.push(follow);
    else grouped.set(follow.external_userid, [follow]);
  }
  return grouped;
}

function writerFor(world: World, friends: Follow[], sender: string | null): string | null {
  const own = friends.find(({ userid }) => userid.toLowerCase() === sender?.toLowerCase());
  if (sender !== null && (!own || readSettings(world).massSender === 'named')) return own?.userid ?? null;
  const last = friends.length > 1 ? lastChatted(world, friends) : friends[0];
  return sender === null || last === own ? (last?.userid ?? null) : null;
}

/** The member who talked with the customer last; without any talk, his newest contact. */
function lastChatted(world: World, friends: Follow[]): Follow | undefined {
  const talks = friends.map((follow) => ({ follow, at: lastTyped(world, follow.userid, follow.external_userid) }));
  return talks.sort((a, b) => b.at - a.at || b.follow.createtime - a.follow.createtime)[0]?.follow;
}

function send(world: World, mass: MassSend, userid: string, { external_userid: id }: MassRecipient): MassRecipient {
  const sentAt = world.clock.now().getTime();
  if (!findFollow(world, userid, id)) return { external_userid: id, status: 2, sentAt: null };
  const { massPolicy, weekStart } = readSettings(world);
  const { most, since } = massCap(massPolicy, weekStart, sentAt);
  const received = world.records.massReceived.get(id) ?? [];
  if (received.filter((at) => at >= since).length >= most) return { external_userid: id, status: 3, sentAt: null };
  world.records.massReceived.put(id, [...received, sentAt]);
  addPhoneItem(world, {
    userid,
    externalUserId: id,
    from: 'member',
    origin: 'mass',
    text: mass.text,
    attachments: mass.attachments.map(presentAttachment),
  });
  return { external_userid: id, status: 1, sentAt };
}

const putTask = (world: World, task: MassTask): void =>
  world.records.massTasks.put(taskKey(task.msgid, task.userid), task, task.msgid);
