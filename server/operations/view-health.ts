import { In } from 'typeorm';
import { Alert } from '../../entities/alert.ts';
import { Callback } from '../../entities/callback.ts';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { requireOperator } from './policy.ts';
import { countDeadCallbacks, countDeadMessages, pausedChannels } from './troubles.ts';

/** How the product fares, in short. */
export interface Health {
  alerts: Alert[];
  /** Channels that a fault of set-up has stopped, each with WeCom's errcode and sentence. */
  paused: { channel: string; reason: string }[];
  waiting: { messages: number; callbacks: number };
  dead: { messages: number; callbacks: number };
  lastCallbackAt: Date | null;
}

/** Tells an admin how the product fares; `forbidden` for everybody else. */
export async function viewHealth(ctx: ReadCtx): Promise<Health> {
  requireOperator(ctx.actor);
  const { db } = ctx;
  const [newest] = await db.find(Callback, { order: { id: 'DESC' }, take: 1 });
  return {
    alerts: await db.find(Alert, { order: { since: 'ASC', code: 'ASC' } }),
    paused: (await pausedChannels(ctx)).map(({ channel, reason }) => ({ channel, reason })),
    waiting: {
      messages: await db.countBy(OutboxMessage, { status: In(['pending', 'sending']) }),
      callbacks: await db.countBy(Callback, { status: 'received' }),
    },
    dead: { messages: await countDeadMessages(ctx), callbacks: await countDeadCallbacks(ctx) },
    lastCallbackAt: newest?.receivedAt ?? null,
  };
}
