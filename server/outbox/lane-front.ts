import { IsNull, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import { addSeconds } from '../kernel/dates.ts';
import type { RegisteredMessage } from '../kernel/messages.ts';
import { nextSendAt } from '../wecom/limits.ts';
import type { Look, Ready } from './due.ts';

/** So many messages of one lane are taken at once; what is more urgent and comes meanwhile goes before the rest. */
export const ROWS_A_LANE = 4;
/** A message that is tried again within a minute is waited for by those behind it; whatever waits longer is overtaken. */
export const ORDER_SECONDS = 60;
const HOUR_SECONDS = 3600;
/** WeCom remembers what it got for four hours at most (wecom-api.md 3.1). */
const MEMORY_SECONDS = 14_400;
/** A request may take so long to reach WeCom. */
const UNDERWAY_SECONDS = 60;

/** What can be said of the first messages of one lane. */
export interface LaneFront {
  ready: Ready[];
  dead: { row: OutboxMessage; failure: string }[];
  /** Where nothing is ready: when the lane goes on; null where nothing waits. */
  putOffUntil: Date | null;
}

/**
 * Tells which messages of a lane may leave now, in their order and no faster than WeCom delivers;
 * `due` where nothing of the lane was tried before, null where its first messages are still to be read.
 */
export async function laneFront(
  db: EntityManager,
  look: Look,
  lane: string,
  due: OutboxMessage[] | null,
  most = ROWS_A_LANE,
): Promise<LaneFront> {
  const { now, messages } = look;
  const rows = due ?? (await firstOf(db, lane, now));
  const front: LaneFront = { ready: [], dead: [], putOffUntil: null };
  let sent: Sent | null = null;
  for (const row of rows) {
    if (front.ready.length === most || row.urgency > look.leastUrgent) break;
    const message = messages.get(row.code);
    if (row.dueAt > now) {
      if (row.triedAt === null) continue;
      front.putOffUntil = row.dueAt;
      break;
    }
    const failure = hopeless(row, message, now);
    if (failure !== null) {
      front.dead.push({ row, failure });
      continue;
    }
    if (!message?.paced && row.digest === null) {
      front.ready.push({ row, checkSeconds: 0 });
      continue;
    }
    sent ??= await sentOf(db, lane, now);
    const at = message?.paced ? nextSendAt(sent.lastHour, now) : now;
    if (at > now) {
      front.putOffUntil = at;
      break;
    }
    front.ready.push({ row, checkSeconds: row.digest === null || sent.digests.has(row.digest) ? 0 : MEMORY_SECONDS });
    sent.lastHour.push(now);
    if (row.digest !== null) sent.digests.add(row.digest);
  }
  return front;
}

const firstOf = (db: EntityManager, lane: string, now: Date): Promise<OutboxMessage[]> =>
  db.find(OutboxMessage, {
    where: { lane, sentAt: IsNull(), status: 'pending', dueAt: LessThanOrEqual(addSeconds(now, ORDER_SECONDS)) },
    order: { urgency: 'ASC', id: 'ASC' },
    take: ROWS_A_LANE,
  });

interface Sent {
  lastHour: Date[];
  /** What went out while WeCom remembers it. */
  digests: Set<string>;
}

async function sentOf(db: EntityManager, lane: string, now: Date): Promise<Sent> {
  const rows = await db.find(OutboxMessage, {
    select: { id: true, sentAt: true, digest: true },
    where: { lane, sentAt: MoreThan(addSeconds(now, -MEMORY_SECONDS)) },
  });
  const hourAgo = addSeconds(now, -HOUR_SECONDS);
  return {
    lastHour: rows.flatMap(({ sentAt }) => (sentAt && sentAt > hourAgo ? [sentAt] : [])),
    digests: new Set(rows.flatMap(({ digest }) => digest ?? [])),
  };
}

/** Why a message is never to be delivered; null where it may be. */
function hopeless(row: OutboxMessage, message: RegisteredMessage | undefined, now: Date): string | null {
  if (!message) return `unknown message ${row.code}`;
  const { whenUnknown } = message;
  if (isExpired(row, now) && !(row.uncertain && whenUnknown === 'look-up'))
    return 'expired before it could be delivered';
  if (row.uncertain && whenUnknown === 'duplicate-check' && recheckSeconds(row, now) === null)
    return 'may have arrived, and WeCom no longer knows: not sent again';
  return null;
}

/** Whether a message is of no use any more. */
export const isExpired = ({ expiresAt }: OutboxMessage, now: Date): boolean => expiresAt !== null && expiresAt < now;

/**
 * What WeCom is asked for when a message goes again: the same as at first where that was asked, so that both requests are the same JSON;
 * else as little as reaches back to the first, lest an older message of the same words swallow it. Null where WeCom has forgotten.
 */
export function recheckSeconds({ triedAt, checkSeconds }: OutboxMessage, now: Date): number | null {
  const age = triedAt ? Math.ceil((now.getTime() - triedAt.getTime()) / 1000) : 0;
  if (age + UNDERWAY_SECONDS > (checkSeconds || MEMORY_SECONDS)) return null;
  return checkSeconds || age + UNDERWAY_SECONDS;
}
