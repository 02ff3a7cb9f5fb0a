import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { Callback } from '../../entities/callback.ts';
import { JobRun } from '../../entities/job-run.ts';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { chatAlert, type TroubleKind } from '../wecom/messages/chat-alert.ts';
import { messages } from '../wecom/messages/index.ts';

/** Something that is stuck and that nobody would notice by himself. */
export interface Trouble {
  kind: TroubleKind;
  /** Which channel or job; null where there is only one. */
  subject: string | null;
  since: Date;
  /** How many rows are concerned; null where they are not counted. */
  count: number | null;
  /** WeCom's errcode with its Chinese sentence, or the kind of error. */
  reason: string | null;
}

/** The room on the disk where the database lies, in bytes. */
export interface Disk {
  free: number;
  total: number;
}

/** Asks for the room on the disk; null where the database is elsewhere. */
export type ReadDisk = () => Promise<Disk | null>;

/** A paused channel is tried again each minute, so until shortly afterwards it counts as paused still. */
const PAUSE_GRACE_SECONDS = 120;
const CHANNELS = [...new Set([...messages.values()].map(({ channel }) => channel))];
/** What somebody waits for is late after minutes; a campaign of thousands takes its time. */
const LATE_SECONDS = { waitedFor: 300, normal: 1800 };
const FAILING_SECONDS = 600;
const GIB = 1024 ** 3;
const SMALLEST_SHARE = 1 / 20;

/** The name of a trouble: one row of `alerts`. */
export const codeOf = ({ kind, subject }: Pick<Trouble, 'kind' | 'subject'>): string =>
  (subject === null ? kind : `${kind}:${subject}`).slice(0, 64);

/** All that is stuck at this instant. */
export async function findTroubles(ctx: ReadCtx, readDisk: ReadDisk): Promise<Trouble[]> {
  const pauses = await pausedChannels(ctx);
  return [
    ...pauses.map(({ channel, reason, since }) => trouble('channel-paused', since, { subject: channel, reason })),
    ...(await deadMessages(ctx)),
    ...(await lateMessages(ctx)),
    ...(await deadCallbacks(ctx)),
    ...(await lateCallbacks(ctx)),
    ...(await failingJobs(ctx)),
    ...(isLow(await readDisk()) ? [trouble('disk-low', ctx.now)] : []),
  ];
}

/** The channels that a fault of set-up has stopped. */
export const pausedChannels = ({ db, now }: ReadCtx): Promise<OutboxPause[]> =>
  db.findBy(OutboxPause, { until: MoreThan(addSeconds(now, -PAUSE_GRACE_SECONDS)) });

/** Messages that were given up. Alerts do not count, or they would beget alerts. */
const DEAD_MESSAGES = { status: 'dead', code: Not(chatAlert.code) } as const;

async function deadMessages({ db }: ReadCtx): Promise<Trouble[]> {
  const first = await db.findOne(OutboxMessage, { where: DEAD_MESSAGES, order: { id: 'ASC' } });
  if (!first) return [];
  return [trouble('outbox-dead', first.createdAt, { count: await countDeadMessages({ db }) })];
}

/** How many messages were given up. */
export const countDeadMessages = ({ db }: Pick<ReadCtx, 'db'>): Promise<number> =>
  db.countBy(OutboxMessage, DEAD_MESSAGES);

async function lateMessages(ctx: ReadCtx): Promise<Trouble[]> {
  const late = (await overdue(ctx, [0, 1], LATE_SECONDS.waitedFor)) ?? (await overdue(ctx, [2], LATE_SECONDS.normal));
  return late ? [trouble('outbox-late', late.dueAt)] : [];
}

/** The message that has been due for longest, at least so long; what a pause holds up, or held up until just now, is not late. */
async function overdue({ db, now }: ReadCtx, urgencies: number[], seconds: number): Promise<OutboxMessage | null> {
  const since = addSeconds(now, -seconds);
  const paused = (await db.findBy(OutboxPause, { until: MoreThan(since) })).map(({ channel }) => channel);
  const channels = CHANNELS.filter((channel) => !paused.includes(channel));
  return db.findOne(OutboxMessage, {
    where: {
      ...{ status: 'pending', channel: In(channels), urgency: In(urgencies), dueAt: LessThanOrEqual(since) },
    },
    order: { dueAt: 'ASC' },
  });
}

async function deadCallbacks({ db }: ReadCtx): Promise<Trouble[]> {
  const first = await db.findOne(Callback, { where: { status: 'dead' }, order: { id: 'ASC' } });
  if (!first) return [];
  return [trouble('callbacks-dead', first.receivedAt, { count: await countDeadCallbacks({ db }) })];
}

/** How many callbacks were set aside. */
export const countDeadCallbacks = ({ db }: Pick<ReadCtx, 'db'>): Promise<number> =>
  db.countBy(Callback, { status: 'dead' });

async function lateCallbacks({ db, now }: ReadCtx): Promise<Trouble[]> {
  const dueAt = LessThanOrEqual(addSeconds(now, -LATE_SECONDS.waitedFor));
  const late = await db.findOne(Callback, { where: { status: 'received', dueAt }, order: { id: 'ASC' } });
  return late ? [trouble('callbacks-late', late.dueAt)] : [];
}

async function failingJobs({ db, now }: ReadCtx): Promise<Trouble[]> {
  const failing = await db.findBy(JobRun, { failingSince: Not(IsNull()) });
  const long = addSeconds(now, -FAILING_SECONDS);
  return failing.flatMap(({ code, failingSince, failure }) =>
    failingSince && failingSince <= long
      ? [trouble('job-failing', failingSince, { subject: code, reason: failure })]
      : [],
  );
}

/** Less than a gibibyte, or on a small disk less than a twentieth of it. */
const isLow = (disk: Disk | null): boolean => disk !== null && disk.free < Math.min(GIB, disk.total * SMALLEST_SHARE);

const trouble = (
  kind: TroubleKind,
  since: Date,
  { subject = null, count = null, reason = null }: Partial<Pick<Trouble, 'subject' | 'count' | 'reason'>> = {},
): Trouble => ({ kind, subject, since, count, reason });
