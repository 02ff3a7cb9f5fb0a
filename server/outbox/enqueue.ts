import { createHash } from 'node:crypto';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { Enqueue } from '../db/run.ts';
import { RANK } from './shelves.ts';

/** Writes an outbox row in the transaction of its cause; the payload is checked now, while its author can still be told. */
export const enqueue: Enqueue = async (ctx, message, payload, { dueAt, expiresAt }) => {
  const checked = message.payload.parse(payload);
  await ctx.db.insert(OutboxMessage, {
    id: ctx.newId(),
    code: message.code,
    payload: checked as object,
    channel: message.channel,
    lane: message.lane(checked),
    urgency: RANK[message.urgency],
    status: 'pending',
    claim: null,
    attempts: 0,
    uncertain: false,
    triedAt: null,
    digest: message.whenUnknown === 'duplicate-check' ? digestOf(checked) : null,
    checkSeconds: 0,
    dueAt: dueAt ?? ctx.now,
    expiresAt: expiresAt ?? null,
    leaseUntil: null,
    failure: null,
    createdAt: ctx.now,
    sentAt: null,
  });
};

const digestOf = (payload: unknown): string =>
  createHash('sha256').update(JSON.stringify(payload)).digest('hex').slice(0, 32);
