import { LessThanOrEqual } from 'typeorm';
import { Alert } from '../../entities/alert.ts';
import { Callback } from '../../entities/callback.ts';
import { JobRun } from '../../entities/job-run.ts';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Channel } from '../kernel/messages.ts';
import { pausedChannels } from './troubles.ts';

/** A figure that goes up and down, read when somebody asks; the name without the product's prefix. */
export interface Level {
  name: string;
  help: string;
  values: { labels: Record<string, string>; value: number }[];
}

const CHANNELS: readonly Channel[] = ['chat', 'customers', 'directory'];
const URGENCIES = ['now', 'answer', 'normal'] as const;

/** The state of the queues, the channels and the jobs, all of it by indices: this is asked every few seconds. */
export async function readLevels(ctx: ReadCtx): Promise<Level[]> {
  return [
    ...(await callbackLevels(ctx)),
    ...(await outboxLevels(ctx)),
    await channelLevel(ctx),
    ...(await jobLevels(ctx)),
    await alertLevel(ctx),
  ];
}

async function callbackLevels({ db, now }: ReadCtx): Promise<Level[]> {
  const oldest = await db.findOne(Callback, { where: { status: 'received' }, order: { id: 'ASC' } });
  const [newest] = await db.find(Callback, { order: { id: 'DESC' }, take: 1 });
  return [
    level('callbacks', 'Callbacks without their effect: waiting, and set aside.', [
      { labels: { status: 'waiting' }, value: await db.countBy(Callback, { status: 'received' }) },
      { labels: { status: 'set_aside' }, value: await db.countBy(Callback, { status: 'dead' }) },
    ]),
    single(
      'callbacks_oldest_seconds',
      'Age of the oldest callback that waits for its effect.',
      age(oldest?.receivedAt, now),
    ),
    single('callback_last_timestamp_seconds', 'When the newest callback arrived.', seconds(newest?.receivedAt)),
  ];
}

async function outboxLevels({ db, now }: ReadCtx): Promise<Level[]> {
  const rows = await db
    .createQueryBuilder(OutboxMessage, 'o')
    .select('o.status', 'status')
    .addSelect('o.urgency', 'urgency')
    .addSelect('COUNT(*)', 'n')
    .where(`o.status IN ('pending', 'sending', 'dead')`)
    .groupBy('o.status')
    .addGroupBy('o.urgency')
    .getRawMany<{ status: string; urgency: number | string; n: number | string }>();
  const counted = (status: string, urgency: number): number =>
    Number(rows.find((row) => row.status === status && Number(row.urgency) === urgency)?.n ?? 0);
  const statuses = ['pending', 'sending', 'dead'];
  const oldest = await Promise.all(
    URGENCIES.map((_, urgency) =>
      db.findOne(OutboxMessage, {
        where: { status: 'pending', urgency, dueAt: LessThanOrEqual(now) },
        order: { id: 'ASC' },
      }),
    ),
  );
  return [
    level(
      'outbox',
      'Messages that WeCom is owed, by their state: pending, sending, dead.',
      statuses.flatMap((status) =>
        URGENCIES.map((name, urgency) => ({ labels: { status, urgency: name }, value: counted(status, urgency) })),
      ),
    ),
    level(
      'outbox_oldest_due_seconds',
      'How long the oldest message that may leave has been due.',
      URGENCIES.map((name, urgency) => ({ labels: { urgency: name }, value: age(oldest[urgency]?.dueAt, now) })),
    ),
  ];
}

async function channelLevel(ctx: ReadCtx): Promise<Level> {
  const paused = new Set((await pausedChannels(ctx)).map(({ channel }) => channel));
  return level(
    'channel_paused',
    '1 where a fault of set-up has stopped the channel.',
    CHANNELS.map((channel) => ({ labels: { channel }, value: paused.has(channel) ? 1 : 0 })),
  );
}

async function jobLevels({ db }: ReadCtx): Promise<Level[]> {
  const runs = await db.find(JobRun, { order: { code: 'ASC' } });
  const each = (value: (run: JobRun) => number) =>
    runs.map((run) => ({ labels: { job: run.code }, value: value(run) }));
  return [
    level(
      'job_last_success_timestamp_seconds',
      'When scheduled work was last all done; kept every quarter of an hour.',
      each(({ okAt }) => seconds(okAt)),
    ),
    level(
      'job_failing',
      '1 where scheduled work fails.',
      each(({ failingSince }) => (failingSince ? 1 : 0)),
    ),
  ];
}

async function alertLevel({ db }: ReadCtx): Promise<Level> {
  const open = await db.find(Alert, { order: { code: 'ASC' } });
  return level(
    'alert',
    'What is stuck, by its code.',
    open.map(({ code }) => ({ labels: { alert: code }, value: 1 })),
  );
}

const level = (name: string, help: string, values: Level['values']): Level => ({ name, help, values });

/** A figure of its own, without labels. */
export const single = (name: string, help: string, value: number): Level => level(name, help, [{ labels: {}, value }]);

const age = (from: Date | undefined, now: Date): number =>
  from ? Math.max(0, (now.getTime() - from.getTime()) / 1000) : 0;

const seconds = (at: Date | null | undefined): number => (at ? at.getTime() / 1000 : 0);
