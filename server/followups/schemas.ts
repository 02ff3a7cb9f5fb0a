import { z } from 'zod';
import { birthdayView, customerName, customerRow } from '../customers/schemas.ts';
import { cursorField, fenField, idField, instantField } from '../kernel/fields.ts';
import { memberName } from '../members/schemas.ts';

/** The ways in which a contact takes place, by their codes. */
export const channelCode = z.enum(['phone', 'wechat', 'visit', 'email', 'sms', 'other']);

/** Something that happened with a customer. */
export const timelineEntry = z
  .object({
    id: z.string(),
    kind: z.enum(['followup', 'order', 'deal', 'ticket', 'touch', 'held', 'consent']),
    at: z.date(),
    /** 电话, 订单, 投诉 #1120-07. */
    title: z.string(),
    text: z.string(),
    /** Who did it; null for what the product or the customer did. */
    by: memberName.nullable(),
    channel: channelCode.nullable(),
    reaction: z.string().nullable(),
    nextStep: z.object({ text: z.string(), at: z.date() }).nullable(),
    amountFen: fenField.nullable(),
    /** 处理中, 已结案; null where there is nothing to say. */
    state: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });

/** See `timelineEntry`. */
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** A page of the time line, the latest first. */
export const timelinePage = z
  .object({ items: z.array(timelineEntry), cursor: z.string().nullable() })
  .meta({ id: 'TimelinePage' });

/** Which part of whose time line. */
export const timelineInput = z.object({
  id: idField,
  cursor: cursorField.optional(),
  kind: timelineEntry.shape.kind.optional(),
});

/** One customer. */
export const customerInput = z.object({ id: idField });

/** The 360° view of a customer. */
export const customerProfile = customerRow
  .extend({
    source: z.string().nullable(),
    createdAt: z.date(),
    birthday: birthdayView.nullable(),
    /** Who looks after him once he has bought; null before. */
    service: memberName.nullable(),
    /** How much is known of him, in percent, and what is not. */
    complete: z.object({ percent: z.int(), missing: z.array(z.string()) }),
    value: z
      .object({
        orderCount: z.int(),
        totalFen: fenField,
        firstOrderAt: z.date().nullable(),
        lastOrderAt: z.date().nullable(),
      })
      .nullable(),
    /** The deal that is open with him. */
    deal: z.object({ title: z.string(), amountFen: fenField.nullable(), quotedAt: z.date().nullable() }).nullable(),
    /** What may not be sent to him at present, and why. */
    hold: z.object({ title: z.string(), text: z.string() }).nullable(),
    next: z
      .object({
        taskId: z.string(),
        title: z.string(),
        dueAt: z.date(),
        owner: memberName,
        /** The one who asks may settle it. */
        mine: z.boolean(),
      })
      .nullable(),
    /** The first page of his time line. */
    timeline: timelinePage,
  })
  .meta({ id: 'CustomerProfile' });

/** See `customerProfile`. */
export type CustomerProfile = z.infer<typeof customerProfile>;

/** A contact as a rep tells it: in one line, from which the rest is understood, or part by part. */
export const logFollowupInput = z.union([
  z.object({
    customerId: idField,
    text: z.string().trim().min(1, '说了什么还没写').max(10_000, '最多 1 万字'),
    /** When it was written, where that was before it could be sent. */
    saidAt: instantField.optional(),
  }),
  z.object({
    customerId: idField,
    channel: channelCode,
    note: z.string().trim().min(1, '说了什么还没写').max(10_000, '最多 1 万字'),
    reaction: z.string().trim().min(1).max(2_000, '最多 2 千字').nullish(),
    nextStep: z.object({ text: z.string().trim().max(200, '最多 200 个字'), at: instantField }).nullish(),
    at: instantField.optional(),
  }),
]);

/** What was kept of a contact. */
export const loggedFollowup = z
  .object({
    entry: timelineEntry,
    customer: customerName,
    followupCount: z.int(),
    /** A next step whose time can be read in several ways: which is it? Null where all is clear. */
    question: z.object({ step: z.string(), times: z.array(z.date()) }).nullable(),
  })
  .meta({ id: 'LoggedFollowup' });

/** See `loggedFollowup`. */
export type LoggedFollowup = z.infer<typeof loggedFollowup>;
