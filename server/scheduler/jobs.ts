import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { remindersDue, remindTask } from '../tasks/remind-task.ts';

/** Work that falls due by time: `due` asks the database what is owed now, `settle` does one of it in a transaction of its own. */
export interface Job {
  code: string;
  due(ctx: ReadCtx, limit: number): Promise<string[]>;
  settle(ctx: Ctx, id: string): Promise<void>;
}

/** All work that falls due by time. */
export const jobs: readonly Job[] = [{ code: 'remind-tasks', due: remindersDue, settle: remindTask }];
