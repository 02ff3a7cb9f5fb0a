import type { SelectQueryBuilder } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Task } from '../../entities/task.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** A member does his own tasks; the product itself may read all. */
export const canDo = (actor: Actor, { ownerId }: Pick<Task, 'ownerId'>): boolean =>
  actor.kind === 'system' || actor.id === ownerId;

/** Every query over tasks starts here; the same rule as `canDo`, over rows named `t`. */
export function ownTasks({ actor, db }: ReadCtx): SelectQueryBuilder<Task> {
  const query = db.createQueryBuilder(Task, 't');
  return actor.kind === 'system' ? query : query.where('t.ownerId = :actorId', { actorId: actor.id });
}

/** The task of an id; `not_found` also for a colleague's. */
export async function loadTask(ctx: ReadCtx, taskId: string): Promise<Task> {
  const task = await ctx.db.findOneBy(Task, { id: taskId });
  if (!task || !canDo(ctx.actor, task)) throw new DomainError('not_found', 'task.absent', '没有找到这条待办。');
  return task;
}

/** The customers whom tasks are about, as far as the actor sees them: a task may outlive the sight of its customer. */
export async function customersOf(ctx: ReadCtx, tasks: readonly Pick<Task, 'customerId'>[]): Promise<Customer[]> {
  const ids = [...new Set(tasks.flatMap(({ customerId }) => customerId ?? []))];
  return ids.length === 0 ? [] : visibleCustomers(ctx).andWhere('c.id IN (:...ids)', { ids }).getMany();
}
