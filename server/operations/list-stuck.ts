import { Callback } from '../../entities/callback.ts';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Channel } from '../kernel/messages.ts';
import { addresseeOfCallback, addresseeOfMessage, nameAddressees, type Addressee } from './addressees.ts';
import { requireOperator } from './policy.ts';
import type { PausedView, StuckList, StuckView } from './schemas.ts';
import { callbackName, CHANNEL_NAMES, MESSAGE_NAMES, reasonWords } from './words.ts';

const SHOWN = 100;

/** What was given up or set aside, the newest first, and the channels that are paused; `forbidden` for all but admins. */
export async function listStuck(ctx: ReadCtx): Promise<StuckList> {
  requireOperator(ctx.actor);
  const { db, now } = ctx;
  const newest = { where: { status: 'dead' as const }, order: { id: 'DESC' as const }, take: SHOWN };
  const [messages, messageCount] = await db.findAndCount(OutboxMessage, newest);
  const [callbacks, callbackCount] = await db.findAndCount(Callback, newest);
  const found = [
    ...messages.map((row) => ({ addressee: addresseeOfMessage(row.payload), view: presentMessage(row, now) })),
    ...callbacks.map((row) => ({ addressee: addresseeOfCallback(row.source), view: presentCallback(row) })),
  ];
  const nameOf = await nameAddressees(
    ctx,
    found.map(({ addressee }): Addressee => addressee),
  );
  return {
    items: found
      .map(({ addressee, view }): StuckView => ({ ...view, whom: nameOf(addressee) }))
      .sort((a, b) => b.since.getTime() - a.since.getTime())
      .slice(0, SHOWN),
    total: messageCount + callbackCount,
    paused: await listPaused(ctx),
    now,
  };
}

const presentMessage = (row: OutboxMessage, now: Date): Omit<StuckView, 'whom'> => ({
  ...{ id: row.id, kind: 'message', what: MESSAGE_NAMES[row.code] ?? '消息', since: row.createdAt },
  ...{ why: reasonWords(row.failure), mayHaveArrived: row.uncertain },
  canRetry: row.expiresAt === null || row.expiresAt >= now,
});

const presentCallback = (row: Callback): Omit<StuckView, 'whom'> => ({
  ...{ id: row.id, kind: 'callback', what: callbackName(row.kind), since: row.receivedAt },
  ...{ why: reasonWords(row.failure), mayHaveArrived: false, canRetry: true },
});

/** A pause that is over counts as long as something waits to find out whether it is mended. */
async function listPaused({ db, now }: ReadCtx): Promise<PausedView[]> {
  const views: PausedView[] = [];
  for (const { channel, since, until, reason } of await db.find(OutboxPause, { order: { since: 'ASC' } })) {
    const waiting = await db.countBy(OutboxMessage, { status: 'pending', channel });
    if (until <= now && waiting === 0) continue;
    const name = CHANNEL_NAMES[channel] ?? channel;
    views.push({ channel: channel as Channel, name, since, triedAt: until, why: reasonWords(reason), waiting });
  }
  return views;
}
