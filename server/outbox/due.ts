import { In, IsNull, LessThanOrEqual, MoreThan, MoreThanOrEqual, Not, type EntityManager } from 'typeorm';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { RegisteredMessage } from '../kernel/messages.ts';
import { laneFront, ROWS_A_LANE } from './lane-front.ts';
import { shelvesOf, type Shelf } from './shelves.ts';

/** What is to be done with the queue at one instant. */
export interface Outlook {
  /** To be delivered, lane by lane. */
  ready: Batch[];
  /** Never to be delivered, and why. */
  dead: { row: OutboxMessage; failure: string }[];
  /** Lanes that cannot go on before an instant. */
  putOff: { lane: string; until: Date }[];
  /** Channels whose pause holds nothing up any more. */
  mended: string[];
}

/** Messages of one lane that leave one after the other. */
export interface Batch {
  lane: string;
  messages: Ready[];
  /** The one message that finds out whether a paused channel works again. */
  probe: boolean;
}

/** A message that may leave now. */
export interface Ready {
  row: OutboxMessage;
  /** What WeCom is asked for at a first delivery. */
  checkSeconds: number;
}

/** What one look for work is after. */
export interface Look {
  now: Date;
  messages: ReadonlyMap<string, RegisteredMessage>;
  /** Nothing less urgent than this rank. */
  leastUrgent: number;
  /** How many lanes may begin. */
  room: number;
  /** Lanes that are not quite let go of yet. */
  busy?: readonly string[];
}

/**
 * Reads what may leave now: the urgent first, of each shelf what has been due for longest, lane by lane.
 * A lane in which something is being delivered waits, wherever that happens; a paused channel is tried with one message when its pause is over.
 */
export async function outlook(db: EntityManager, look: Look): Promise<Outlook> {
  const { now, messages, room } = look;
  const found: Outlook = { ready: [], dead: [], putOff: [], mended: [] };
  const inHand = await db.find(OutboxMessage, {
    select: { id: true, lane: true, channel: true },
    where: { status: 'sending', leaseUntil: MoreThanOrEqual(now) },
  });
  const pauses = await db.find(OutboxPause);
  const seen = new Set([...inHand.map(({ lane }) => lane), ...(look.busy ?? [])]);
  const trying = new Set(inHand.map(({ channel }) => channel));
  let open = room;

  for (const shelf of shelvesOf(messages).filter(({ urgency }) => urgency <= look.leastUrgent)) {
    const pause = pauses.find(({ channel }) => channel === shelf.channel);
    if (pause && pause.until > now) continue;
    while (open > 0 && !(pause && trying.has(shelf.channel))) {
      const due = await dueLanes(db, now, shelf, [...seen], pause ? 1 : open);
      if (due.size === 0) break;
      const mixed = await lanesTriedBefore(db, [...due.keys()]);
      for (const [lane, rows] of due) {
        seen.add(lane);
        const front = await laneFront(db, look, lane, mixed.has(lane) ? null : rows, pause ? 1 : undefined);
        found.dead.push(...front.dead);
        if (front.ready.length > 0) {
          found.ready.push({ lane, messages: front.ready, probe: pause !== undefined });
          open -= 1;
          trying.add(shelf.channel);
        } else if (front.putOffUntil) found.putOff.push({ lane, until: front.putOffUntil });
      }
    }
  }
  found.mended = await idle(db, pauses, trying, now);
  return found;
}

/** The lanes at the front of a shelf, each with what has been due there for longest. */
async function dueLanes(
  db: EntityManager,
  now: Date,
  { channel, urgency }: Shelf,
  but: readonly string[],
  most: number,
): Promise<Map<string, OutboxMessage[]>> {
  const rows = await db.find(OutboxMessage, {
    where: {
      ...{ status: 'pending', channel, urgency, dueAt: LessThanOrEqual(now) },
      ...(but.length > 0 && { lane: Not(In([...but])) }),
    },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: most * ROWS_A_LANE,
  });
  const lanes = new Map<string, OutboxMessage[]>();
  for (const row of rows) {
    const known = lanes.get(row.lane);
    if (known) known.push(row);
    else if (lanes.size < most) lanes.set(row.lane, [row]);
  }
  return lanes;
}

/** The lanes in which something was tried before, so that what has been due for longest need not be what comes first. */
async function lanesTriedBefore(db: EntityManager, lanes: readonly string[]): Promise<Set<string>> {
  // Not by status: SQLite would go through all that is pending rather than through these lanes.
  const rows = await db.find(OutboxMessage, {
    select: { id: true, lane: true, status: true },
    where: { lane: In([...lanes]), sentAt: IsNull(), triedAt: Not(IsNull()) },
  });
  return new Set(rows.filter(({ status }) => status === 'pending').map(({ lane }) => lane));
}

/** Channels whose pause is over and for which nothing waits that could try them. */
async function idle(
  db: EntityManager,
  pauses: readonly OutboxPause[],
  trying: ReadonlySet<string>,
  now: Date,
): Promise<string[]> {
  const over = pauses.filter(({ channel, until }) => until <= now && !trying.has(channel));
  const waiting = await Promise.all(
    over.map(({ channel }) => db.existsBy(OutboxMessage, { status: 'pending', channel })),
  );
  return over.filter((_, at) => !waiting[at]).map(({ channel }) => channel);
}

/** The channels that a fault of set-up has stopped. */
export const pausesAt = (db: EntityManager, now: Date): Promise<OutboxPause[]> =>
  db.findBy(OutboxPause, { until: MoreThan(now) });

/** Whether a look would change anything now. */
export async function anythingDue(db: EntityManager, look: Omit<Look, 'room' | 'leastUrgent'>): Promise<boolean> {
  if (await db.existsBy(OutboxMessage, { status: 'sending', leaseUntil: LessThanOrEqual(look.now) })) return true;
  const { ready, dead, putOff, mended } = await outlook(db, { ...look, room: 1, leastUrgent: Infinity });
  return ready.length + dead.length + putOff.length + mended.length > 0;
}

/** The next instant after now at which there may be something to deliver; null for never as things stand. */
export async function nextDueAt(db: EntityManager, now: Date): Promise<Date | null> {
  const [waiting, leased, paused] = await Promise.all([
    db.findOne(OutboxMessage, { where: { status: 'pending', dueAt: MoreThan(now) }, order: { dueAt: 'ASC' } }),
    db.findOne(OutboxMessage, { where: { status: 'sending', sentAt: IsNull() }, order: { leaseUntil: 'ASC' } }),
    db.findOne(OutboxPause, { where: { until: MoreThan(now) }, order: { until: 'ASC' } }),
  ]);
  const times = [waiting?.dueAt, leased?.leaseUntil, paused?.until];
  const ahead = times.flatMap((time) => (time && time > now ? [time.getTime()] : []));
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null;
}
