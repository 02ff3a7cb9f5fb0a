import type { SandboxMass } from './api.ts';
import { presentAttachment } from './api/attachments.ts';
import { customerName } from './people.ts';
import type { MassRecipient, MassTask } from './records.ts';
import type { World } from './world.ts';

const NAMED = 5;

/** A member's part of a mass send. */
export const findTask = (world: World, msgid: string, userid: string): MassTask | undefined =>
  world.records.massTasks.get(taskKey(msgid, userid));

/** A mass send as the member's client shows it to him. */
export function presentMass(world: World, userid: string, msgid: string, reminder: boolean): SandboxMass {
  const mass = world.records.masses.get(msgid);
  const task = findTask(world, msgid, userid);
  const recipients = task?.recipients ?? [];
  const sent = task !== undefined && task.sentAt !== null;
  return {
    text: mass?.text ?? '',
    attachments: (mass?.attachments ?? []).map(presentAttachment),
    names: recipients.slice(0, NAMED).map(({ external_userid: id }) => customerName(world, id)),
    count: recipients.length,
    reminder,
    state: sent ? 'sent' : mass?.cancelled ? 'cancelled' : 'waiting',
    result: sent ? resultOf(recipients) : null,
  };
}

/** How many of a member's recipients got it, and how many did not and why. */
export function resultOf(recipients: MassRecipient[]): NonNullable<SandboxMass['result']> {
  const count = (status: MassRecipient['status']): number =>
    recipients.filter((recipient) => recipient.status === status).length;
  return { sent: count(1), notFriends: count(2), overCap: count(3), skipped: count(0) };
}

/** Names a member's part of a mass send. */
export const taskKey = (msgid: string, userid: string): string => `${msgid}|${userid.toLowerCase()}`;
