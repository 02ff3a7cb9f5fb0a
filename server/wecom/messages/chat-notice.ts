import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';
import { unlessThere } from './arrived.ts';
import { troubleNotice } from './chat-alert.ts';
import { chatLane } from './lanes.ts';

const instant = z.iso.datetime();

/** What the product tells a member of its own accord; the bot finds the words. */
export const noticeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('greeting'), name: z.string() }),
  z.object({
    kind: z.literal('task-due'),
    taskId: z.string(),
    title: z.string(),
    dueAt: instant,
    remindedAt: instant,
    customer: z
      .object({ id: z.string(), name: z.string(), company: z.string().nullable(), lastNote: z.string().nullable() })
      .nullable(),
  }),
  z.object({
    kind: z.literal('complaint-opened'),
    number: z.string(),
    subject: z.string(),
    customer: z.object({ id: z.string(), name: z.string(), company: z.string().nullable() }),
    ownerName: z.string(),
    openedByName: z.string(),
  }),
  z.object({
    kind: z.literal('handoff-received'),
    customer: z.object({
      ...{ id: z.string(), name: z.string(), company: z.string().nullable(), lastNote: z.string().nullable() },
    }),
    /** Null where he comes from somebody who has left. */
    amountFen: z.int().nullable(),
    fromName: z.string(),
    note: z.string().nullable(),
    steps: z.array(z.object({ title: z.string(), dueAt: instant })),
    at: instant,
  }),
  z.object({
    kind: z.literal('handoff-made'),
    customer: z.object({ id: z.string(), name: z.string(), company: z.string().nullable() }),
    ownerName: z.string(),
    steps: z.array(z.object({ title: z.string(), dueAt: instant })),
    at: instant,
  }),
  z.object({
    kind: z.literal('repurchase'),
    customer: z.object({ id: z.string(), name: z.string(), company: z.string().nullable() }),
    title: z.string(),
    amountFen: z.int(),
  }),
  z.object({
    kind: z.literal('care-today'),
    /** 11月25日 周三. */
    today: z.string(),
    birthdays: z.array(
      z.object({
        customer: z.object({ id: z.string(), name: z.string(), company: z.string().nullable() }),
        /** What is planned, or why nothing is. */
        plan: z.string(),
      }),
    ),
    moreBirthdays: z.int(),
    greetings: z.array(z.object({ title: z.string(), sendAt: z.string(), count: z.int() })),
  }),
  z.object({
    kind: z.literal('campaign-submitted'),
    campaignId: z.string(),
    title: z.string(),
    fromName: z.string(),
    segmentName: z.string(),
    offerTitle: z.string(),
    sendAt: instant,
    at: instant,
  }),
  z.object({
    kind: z.literal('campaign-decided'),
    campaignId: z.string(),
    title: z.string(),
    decision: z.enum(['approved', 'cancelled']),
    byName: z.string(),
    sendAt: instant,
    at: instant,
  }),
  /** Nobody was left who gets a campaign when its time came. */
  z.object({
    ...{ kind: z.literal('campaign-empty'), title: z.string(), leftOut: z.int() },
    /** Why most of them do not. */
    cause: z.string().nullable(),
  }),
  troubleNotice,
]);

/** One notice, see `noticeSchema`. */
export type Notice = z.infer<typeof noticeSchema>;

/** A notice to a member, sent by the bot when the product itself has something to say. */
export const chatNotice = defineMessage({
  code: 'chat.notice',
  payload: z.object({
    userId: z.string().min(1),
    /** Becomes part of a card's task id, so that a second try is the same message. */
    id: z.string().min(1),
    notice: noticeSchema,
  }),
  example: { userId: 'zhouhang', id: '01J000000000000000000GREET', notice: { kind: 'greeting', name: '周航' } },
  channel: 'chat',
  whenUnknown: 'duplicate-check',
  lane: ({ userId }) => chatLane(userId),
  paced: true,
  deliver: ({ chat }, { userId, id, notice }, attempt) =>
    chat.sendNotice(userId, { ...notice, id }, attempt.checkSeconds).catch(unlessThere(attempt)),
});
