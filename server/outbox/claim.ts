import { In, IsNull, LessThan, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { Installation } from '../../entities/installation.ts';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import { lockRows } from '../db/lock-rows.ts';
import { addSeconds } from '../kernel/dates.ts';
import { outlook, type Look, type Outlook, type Ready } from './due.ts';

/** How long a process may take over one message before another may take it; a call to WeCom takes 40 seconds at the very most. */
export const LEASE_SECONDS = 90;
/** A message that ended its process so many times is given up. */
const MOST_ATTEMPTS = 8;

/**
 * Takes messages for delivery under the name `claim`. Looks take turns, over all processes on one database:
 * so no two deliver one lane side by side, and a member's pace holds for all of them together.
 */
export async function claimDue(db: EntityManager, look: Look & { claim: string }): Promise<Outlook> {
  // The one row that every database has.
  await lockRows(db, Installation, ['this']);
  await takeBackEnded(db, look.now);
  const found = await outlook(db, look);
  await setAside(db, found.dead);
  for (const { lane, until } of found.putOff) await putOffLane(db, look.now, lane, until);
  if (found.mended.length > 0) await db.delete(OutboxPause, { channel: In(found.mended) });
  for (const same of alike(found.ready.flatMap(({ messages }) => messages))) await take(db, look, same);
  return found;
}

/** Frees what was being sent when the last process ended; its outcome is unknown. */
export async function takeBackLeases(db: EntityManager): Promise<void> {
  const sending = { status: 'sending' as const };
  const left = { leaseUntil: null, claim: null, uncertain: true };
  await db.update(
    OutboxMessage,
    { ...sending, attempts: MoreThanOrEqual(MOST_ATTEMPTS) },
    { ...left, status: 'dead', failure: `its delivery ended the process ${MOST_ATTEMPTS} times` },
  );
  await db.update(OutboxMessage, sending, { ...left, status: 'pending' });
}

/** A process that died or stood still in the middle of a delivery leaves a lease behind; whether WeCom got the message is unknown. */
async function takeBackEnded(db: EntityManager, now: Date): Promise<void> {
  const ended = await db.findBy(OutboxMessage, { status: 'sending', leaseUntil: LessThan(now) });
  for (const { id, claim, attempts } of ended) {
    await db.update(
      OutboxMessage,
      { id, status: 'sending', claim: claim ?? IsNull() },
      {
        ...{ leaseUntil: null, claim: null, uncertain: true },
        ...(attempts < MOST_ATTEMPTS
          ? { status: 'pending' }
          : { status: 'dead', failure: `its delivery did not end ${MOST_ATTEMPTS} times` }),
      },
    );
  }
}

async function setAside(db: EntityManager, dead: Outlook['dead']): Promise<void> {
  for (const { row, failure } of dead) {
    await db.update(OutboxMessage, { id: row.id, status: 'pending' }, { status: 'dead', failure });
  }
}

/** What is due in a lane waits as a whole, so that nothing of it is looked at before. */
export async function putOffLane(db: EntityManager, now: Date, lane: string, until: Date): Promise<void> {
  await db.update(
    OutboxMessage,
    { lane, sentAt: IsNull(), status: 'pending', dueAt: LessThanOrEqual(now) },
    { dueAt: until },
  );
}

/** Messages whose rows change in the same way. */
function alike(ready: readonly Ready[]): Ready[][] {
  const groups = new Map<string, Ready[]>();
  for (const each of ready) {
    const key = each.row.uncertain ? 'again' : String(each.checkSeconds);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

async function take(db: EntityManager, { now, claim }: Look & { claim: string }, same: readonly Ready[]) {
  const leaseUntil = addSeconds(now, LEASE_SECONDS);
  const [first] = same;
  // By id alone: with the status SQLite would go through all that is pending, and it is this look's turn.
  const { affected } = await db.update(
    OutboxMessage,
    { id: In(same.map(({ row }) => row.id)) },
    {
      ...{ status: 'sending', claim, leaseUntil, attempts: () => 'attempts + 1' },
      ...(!first?.row.uncertain && { triedAt: now, checkSeconds: first?.checkSeconds ?? 0 }),
    },
  );
  if (affected !== same.length) throw new Error('messages changed while they were being taken');
  for (const { row, checkSeconds } of same) {
    Object.assign(row, { claim, leaseUntil, attempts: row.attempts + 1 });
    if (!row.uncertain) Object.assign(row, { triedAt: now, checkSeconds });
  }
}
