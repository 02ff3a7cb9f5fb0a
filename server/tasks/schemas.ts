import { z } from 'zod';
import { customerName, rhythmView } from '../customers/schemas.ts';
import { cursorField, idField, instantField } from '../kernel/fields.ts';

/** A task as rows show it. */
export const taskView = z
  .object({
    id: z.string(),
    title: z.string(),
    status: z.enum(['open', 'done']),
    dueAt: z.date(),
    customer: customerName.nullable(),
  })
  .meta({ id: 'TaskView' });

/** See `taskView`. */
export type TaskView = z.infer<typeof taskView>;

/** A task with why it stands where it stands. */
export const rankedTask = taskView
  .extend({
    /** Whole days past its day; 0 for today's. */
    overdueDays: z.int(),
    /** The most telling first; `overdue` and `silence` are warnings. */
    reasons: z.array(z.object({ kind: z.enum(['overdue', 'silence', 'last']), text: z.string() })),
    /** Null for a task about nobody. */
    rhythm: rhythmView.nullable(),
    /** How he was contacted last, which is how he will likely be contacted now. */
    channel: z.enum(['phone', 'wechat', 'visit', 'email', 'sms', 'other']).nullable(),
  })
  .meta({ id: 'RankedTask' });

/** See `rankedTask`. */
export type RankedTask = z.infer<typeof rankedTask>;

/** A customer of the member's own who has been left alone for too long. */
export const silentCustomer = z
  .object({ customer: customerName, rhythm: rhythmView, text: z.string(), lastNote: z.string().nullable() })
  .meta({ id: 'SilentCustomer' });

/** See `silentCustomer`. */
export type SilentCustomer = z.infer<typeof silentCustomer>;

/** The member's day. */
export const todayView = z
  .object({
    now: z.date(),
    /** 11月23日 周一. */
    date: z.string(),
    /** 农历十月十五. */
    lunarDate: z.string(),
    /** Nobody is written to between these hours of Shanghai. */
    quiet: z.object({ from: z.string(), to: z.string() }),
    /** What is due today, for the day ribbon. */
    ribbon: z.array(z.object({ at: z.date(), kind: z.enum(['task', 'care']) })),
    counts: z.object({ overdue: z.int(), today: z.int(), later: z.int() }),
    /** Overdue and due today; the most pressing first, at most 30. */
    tasks: z.array(rankedTask),
    /** What comes after today, at most 5. */
    later: z.array(rankedTask),
    /** Those farthest beyond their window first, at most 3. */
    silent: z.array(silentCustomer),
    silentCount: z.int(),
  })
  .meta({ id: 'TodayView' });

/** See `todayView`. */
export type TodayView = z.infer<typeof todayView>;

/** Which of the member's open tasks to list, the earliest first. */
export const listTasksInput = z.object({ cursor: cursorField.optional() });

/** A page of the list. */
export const taskPage = z
  .object({ items: z.array(rankedTask), cursor: z.string().nullable() })
  .meta({ id: 'TaskPage' });

/** Something to do, and when. */
export const createTaskInput = z.object({
  title: z.string().trim().min(1, '要做什么还没写').max(200, '最多 200 个字'),
  dueAt: instantField,
  customerId: idField.nullish(),
});

/** One of the member's tasks. */
export const taskInput = z.object({ id: idField });

/** A later time for a task. */
export const postponeTaskInput = z.object({ id: idField, at: instantField });
