import { In } from 'typeorm';
import { Task } from '../../entities/task.ts';
import type { Ctx } from '../kernel/context.ts';

/** Plans something to do for a member because a plan of the product's says so; he is reminded at its time. */
export async function planTask(
  ctx: Ctx,
  input: { ownerId: string; customerId: string; title: string; dueAt: Date },
): Promise<Task> {
  const task: Task = {
    id: ctx.newId(),
    ...input,
    followupId: null,
    status: 'open',
    remindAt: input.dueAt,
    doneAt: null,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Task, task);
  return task;
}

/** Takes back a planned task that has lost its reason; one that is done already stays. */
export async function withdrawTask({ db }: Ctx, taskId: string): Promise<void> {
  await db.delete(Task, { id: taskId, status: 'open' });
}

/** Gives open tasks to another member, who is reminded of those that are overdue now. */
export async function reassignTasks({ db, now }: Ctx, taskIds: readonly string[], ownerId: string): Promise<void> {
  if (taskIds.length === 0) return;
  await db
    .createQueryBuilder()
    .update(Task)
    .set({ ownerId, remindAt: () => 'CASE WHEN dueAt > :now THEN dueAt ELSE :now END' })
    .where({ id: In([...taskIds]), status: 'open' })
    .setParameter('now', now)
    .execute();
}
