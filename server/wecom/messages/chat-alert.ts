import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';
import { unlessThere } from './arrived.ts';
import { chatLane } from './lanes.ts';

const instant = z.iso.datetime();

/** What can be stuck. */
export const troubleKind = z.enum([
  ...['channel-paused', 'outbox-dead', 'outbox-late', 'callbacks-dead', 'callbacks-late', 'job-failing'],
  'disk-low',
] as const);

/** See `troubleKind`. */
export type TroubleKind = z.infer<typeof troubleKind>;

/** What the product tells an admin of a trouble: that it has begun, that it lasts, that it is over. */
export const troubleNotice = z.object({
  kind: z.literal('trouble'),
  state: z.enum(['begun', 'lasting', 'over']),
  trouble: troubleKind,
  /** The channel, or what the job does, in Chinese. */
  subject: z.string().nullable(),
  count: z.int().nullable(),
  /** WeCom's errcode with what to do about it, or the kind of error. */
  reason: z.string().nullable(),
  since: instant,
  at: instant,
});

/** An alert to an admin; urgent, for a queue that is stuck must not hold up the news of it. */
export const chatAlert = defineMessage({
  code: 'chat.alert',
  payload: z.object({
    userId: z.string().min(1),
    /** Becomes part of a card's task id, so that a second try is the same message. */
    id: z.string().min(1),
    notice: troubleNotice,
  }),
  example: {
    userId: 'shenlan',
    id: '01J000000000000000000ALERT',
    notice: {
      ...{ kind: 'trouble' as const, state: 'begun' as const, trouble: 'outbox-dead' as const },
      ...{ subject: null, count: 3, reason: null },
      ...{ since: '2026-11-21T02:00:00.000Z', at: '2026-11-21T02:00:00.000Z' },
    },
  },
  urgency: 'answer',
  channel: 'chat',
  whenUnknown: 'duplicate-check',
  lane: ({ userId }) => chatLane(userId),
  paced: true,
  deliver: ({ chat }, { userId, id, notice }, attempt) =>
    chat.sendNotice(userId, { ...notice, id }, attempt.checkSeconds).catch(unlessThere(attempt)),
});
