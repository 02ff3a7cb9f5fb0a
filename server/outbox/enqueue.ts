import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { Enqueue } from '../db/run.ts';
import type { Urgency } from '../kernel/messages.ts';

const RANK: Record<Urgency, number> = { now: 0, answer: 1, normal: 2 };

/** Writes an outbox row in the transaction of its cause; the payload is checked now, while its author can still be told. */
export const enqueue: Enqueue = async (ctx, message, payload, { dueAt, expiresAt }) => {
  const checked = message.payload.parse(payload);
  await ctx.db.insert(OutboxMessage, {
    id: ctx.newId(),
    code: message.code,
    payload: checked as object,
    lane: message.lane(checked),
    urgency: RANK[message.urgency],
    status: 'pending',
    attempts: 0,
    uncertain: false,
    dueAt: dueAt ?? ctx.now,
    expiresAt: expiresAt ?? null,
    leaseUntil: null,
    failure: null,
    createdAt: ctx.now,
    sentAt: null,
  });
};
