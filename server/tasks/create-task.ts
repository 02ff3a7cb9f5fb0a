import { Task } from '../../entities/task.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Plans something to do for the actor, who is reminded at its time; `not_found` for a customer whom he may not see, `invalid` for a time that is past or beyond five years. */
export async function createTask(
  ctx: Ctx,
  input: { title: string; dueAt: Date; customerId: string | null; followupId?: string },
): Promise<Task> {
  if (ctx.actor.kind !== 'member') throw new DomainError('forbidden', 'task.needs-owner', '待办要有一位员工来做。');
  if (input.dueAt.getTime() <= ctx.now.getTime()) {
    throw new DomainError(
      'invalid',
      'task.past',
      '这个时间已经过去了，换一个以后的时间，例如：提醒 张三 明天下午3点 回访',
    );
  }
  requireNear(ctx, input.dueAt);
  if (input.customerId !== null) await loadCustomer(ctx, input.customerId);
  const task: Task = {
    id: ctx.newId(),
    ownerId: ctx.actor.id,
    customerId: input.customerId,
    followupId: input.followupId ?? null,
    title: input.title,
    status: 'open',
    dueAt: input.dueAt,
    remindAt: input.dueAt,
    doneAt: null,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Task, task);
  return task;
}

const LONGEST_MS = 5 * 366 * 86_400_000;

/** `invalid` for a time that is beyond five years. */
export function requireNear({ now }: Pick<Ctx, 'now'>, dueAt: Date): void {
  if (dueAt.getTime() > now.getTime() + LONGEST_MS)
    throw new DomainError('invalid', 'task.too-far', '时间太远了，最多定到五年以内。');
}
