import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { nextReminderAt, remindersDue, remindTask } from '../tasks/remind-task.ts';

/** Work that falls due by time: `due` asks the database what is owed now, `settle` does one of it in a transaction of its own. */
export interface Job {
  code: string;
  due(ctx: ReadCtx, limit: number): Promise<string[]>;
  /** When after now the next of it falls due; null for never as things stand. */
  next(ctx: ReadCtx): Promise<Date | null>;
  settle(ctx: Ctx, id: string): Promise<void>;
}

/** All work that falls due by time. */
export const jobs: readonly Job[] = [
  { code: 'remind-tasks', due: remindersDue, next: nextReminderAt, settle: remindTask },
];
