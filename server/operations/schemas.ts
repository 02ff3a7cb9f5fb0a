import { z } from 'zod';

/** Something that did not go well and waits for an admin. */
export const stuckView = z
  .object({
    id: z.string(),
    /** `message`: owed to WeCom and given up; `callback`: came from WeCom and was set aside. */
    kind: z.enum(['message', 'callback']),
    /** 聊天回复, 欢迎语, 客户变动. */
    what: z.string(),
    /** Whom it concerns; null where it is nobody by himself. */
    whom: z.string().nullable(),
    since: z.date(),
    why: z.string(),
    canRetry: z.boolean(),
    /** It may have reached its addressee all the same. */
    mayHaveArrived: z.boolean(),
  })
  .meta({ id: 'StuckView' });

/** See `stuckView`. */
export type StuckView = z.infer<typeof stuckView>;

/** A channel to WeCom that a fault of set-up has stopped. */
export const pausedView = z
  .object({
    channel: z.enum(['chat', 'customers', 'directory']),
    name: z.string(),
    since: z.date(),
    /** When it is tried again by itself. */
    triedAt: z.date(),
    why: z.string(),
    waiting: z.int(),
  })
  .meta({ id: 'PausedView' });

/** See `pausedView`. */
export type PausedView = z.infer<typeof pausedView>;

/** What is stuck: the newest of it, and how much there is altogether. */
export const stuckList = z
  .object({ items: z.array(stuckView), total: z.int(), paused: z.array(pausedView), now: z.date() })
  .meta({ id: 'StuckList' });

/** See `stuckList`. */
export type StuckList = z.infer<typeof stuckList>;

/** Which of them. */
export const stuckIds = z.object({ ids: z.array(z.string().min(1).max(26)).min(1).max(200) });

/** How many there still were. */
export const stuckDone = z.object({ done: z.int() });
