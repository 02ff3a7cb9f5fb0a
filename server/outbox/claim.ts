import { In, LessThan, LessThanOrEqual, MoreThan, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import { addSeconds } from '../kernel/dates.ts';
import type { RegisteredMessage } from '../kernel/messages.ts';
import { nextSendAt } from '../wecom/limits.ts';

/** How long one process may take over the messages it claimed; longer than the WeCom client's time limit for one. */
const LEASE_SECONDS = 120;
const ROWS_A_LOOK = 100;
const HOUR_SECONDS = 3600;

/** Takes due messages for delivery: the urgent first, none of a busy lane, none faster than WeCom delivers. */
export async function claimDue(
  db: EntityManager,
  now: Date,
  messages: ReadonlyMap<string, RegisteredMessage>,
  busyLanes: readonly string[],
  room: number,
): Promise<OutboxMessage[]> {
  await reclaim(db, now, busyLanes);
  await dropExpired(db, now);
  const due = await db.find(OutboxMessage, {
    where: {
      ...(await dueNow(db, now, messages)),
      ...(busyLanes.length > 0 && { lane: Not(In([...busyLanes])) }),
    },
    order: { urgency: 'ASC', id: 'ASC' },
    take: ROWS_A_LOOK,
  });

  const claimed: OutboxMessage[] = [];
  for (const lane of [...new Set(due.map((row) => row.lane))].slice(0, room)) {
    const rows = due.filter((row) => row.lane === lane);
    const open = await withinPace(db, now, messages, rows);
    for (const row of open) if (await claim(db, now, row)) claimed.push(row);
  }
  return claimed;
}

/** What may leave at this instant: due, and of no channel that is paused. */
export async function dueNow(
  db: EntityManager,
  now: Date,
  messages: ReadonlyMap<string, RegisteredMessage>,
): Promise<FindOptionsWhere<OutboxMessage>> {
  const paused = (await pausesAt(db, now)).map(({ channel }) => channel);
  const held = [...messages.values()].filter(({ channel }) => paused.includes(channel)).map(({ code }) => code);
  return { status: 'pending', dueAt: LessThanOrEqual(now), ...(held.length > 0 && { code: Not(In(held)) }) };
}

/** The channels that a fault of set-up has stopped. */
export const pausesAt = (db: EntityManager, now: Date): Promise<OutboxPause[]> =>
  db.findBy(OutboxPause, { until: MoreThan(now) });

async function claim(db: EntityManager, now: Date, row: OutboxMessage): Promise<boolean> {
  const { affected } = await db.update(
    OutboxMessage,
    { id: row.id, status: 'pending' },
    { status: 'sending', leaseUntil: addSeconds(now, LEASE_SECONDS), attempts: row.attempts + 1 },
  );
  row.attempts += 1;
  return affected === 1;
}

/** A process that died in the middle of a delivery leaves a lease behind; whether WeCom got the message is unknown. */
async function reclaim(db: EntityManager, now: Date, busyLanes: readonly string[]): Promise<void> {
  await db.update(
    OutboxMessage,
    { status: 'sending', leaseUntil: LessThan(now), ...(busyLanes.length > 0 && { lane: Not(In([...busyLanes])) }) },
    { status: 'pending', leaseUntil: null, uncertain: true },
  );
}

/** Frees what was being sent when the last process ended; its outcome is unknown. */
export async function takeBackLeases(db: EntityManager): Promise<void> {
  await db.update(OutboxMessage, { status: 'sending' }, { status: 'pending', leaseUntil: null, uncertain: true });
}

async function dropExpired(db: EntityManager, now: Date): Promise<void> {
  await db.update(
    OutboxMessage,
    { status: 'pending', expiresAt: LessThan(now) },
    { status: 'dead', failure: 'expired before it could be delivered' },
  );
}

/** Of one lane's due rows those that may leave now; the rest is put off to the instant at which WeCom would deliver it. */
async function withinPace(
  db: EntityManager,
  now: Date,
  messages: ReadonlyMap<string, RegisteredMessage>,
  rows: readonly OutboxMessage[],
): Promise<OutboxMessage[]> {
  const paced = rows.filter((row) => messages.get(row.code)?.paced);
  if (paced.length === 0) return [...rows];

  const lane = paced[0]?.lane ?? '';
  const recent = await db.find(OutboxMessage, {
    select: { id: true, sentAt: true },
    where: { lane, sentAt: MoreThan(addSeconds(now, -HOUR_SECONDS)) },
    order: { sentAt: 'ASC' },
  });
  const sent = recent.flatMap(({ sentAt }) => (sentAt ? [sentAt] : []));
  const open: OutboxMessage[] = [];
  for (const row of rows) {
    const at = messages.get(row.code)?.paced ? nextSendAt(sent, now) : now;
    if (at.getTime() <= now.getTime()) {
      open.push(row);
      sent.push(now);
    } else {
      await db.update(OutboxMessage, { id: row.id, status: 'pending' }, { dueAt: at });
    }
  }
  return open;
}
