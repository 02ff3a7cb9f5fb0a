import { Task } from '../../entities/task.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { requireNear } from './create-task.ts';
import { taskDone } from './events.ts';
import { loadTask } from './policy.ts';

/** Ticks a task off; `conflict` where that has been done already. */
export async function completeTask(ctx: Ctx, taskId: string): Promise<Task> {
  const task = await loadTask(ctx, taskId);
  const { affected } = await ctx.db.update(
    Task,
    { id: task.id, status: 'open' },
    { status: 'done', doneAt: ctx.now, remindAt: null },
  );
  if (affected !== 1) throw new DomainError('conflict', 'task.done', '这条待办已经完成了。');
  await ctx.emit(taskDone, { taskId: task.id, customerId: task.customerId });
  return { ...task, status: 'done', doneAt: ctx.now, remindAt: null };
}

/** Puts an open task off to a later time, at which its owner is reminded again. */
export async function postponeTask(ctx: Ctx, taskId: string, dueAt: Date): Promise<Task> {
  const task = await loadTask(ctx, taskId);
  if (dueAt.getTime() <= ctx.now.getTime())
    throw new DomainError('invalid', 'task.past', '这个时间已经过去了，换一个以后的时间。');
  requireNear(ctx, dueAt);
  const { affected } = await ctx.db.update(Task, { id: task.id, status: 'open' }, { dueAt, remindAt: dueAt });
  if (affected !== 1) throw new DomainError('conflict', 'task.done', '这条待办已经完成了。');
  return { ...task, dueAt, remindAt: dueAt };
}
