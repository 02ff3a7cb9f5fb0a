import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { Task } from '../../entities/task.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { customersOf, ownTasks } from './policy.ts';

/** An open task with the name of the customer it is about, as long as the actor sees him. */
export interface TaskRow {
  task: Task;
  customerName: string | null;
}

/** The actor's open tasks, the earliest first, and how many there are in all. */
export async function listOpenTasks(ctx: ReadCtx, limit: number): Promise<{ rows: TaskRow[]; total: number }> {
  const query = ownTasks(ctx).andWhere(`t.status = 'open'`);
  const [tasks, total] = await query.orderBy('t.dueAt').addOrderBy('t.id').limit(limit).getManyAndCount();
  const names = new Map((await customersOf(ctx, tasks)).map(({ id, name }) => [id, name]));
  return { total, rows: tasks.map((task) => ({ task, customerName: names.get(task.customerId ?? '') ?? null })) };
}

/** The earliest open task about a customer, whoever's it is; for callers who have found that the actor may see the customer. */
export async function nextTaskAbout(
  { db }: ReadCtx,
  customer: Pick<Customer, 'id'>,
): Promise<{ task: Task; ownerName: string } | null> {
  const task = await db.findOne(Task, {
    where: { customerId: customer.id, status: 'open' },
    order: { dueAt: 'ASC', id: 'ASC' },
  });
  if (!task) return null;
  const owner = await db.findOneByOrFail(Member, { id: task.ownerId });
  return { task, ownerName: owner.name };
}

/** The actor's earliest open task about a customer. */
export function nextTaskFor(ctx: ReadCtx, customerId: string): Promise<Task | null> {
  return ownTasks(ctx)
    .andWhere(`t.status = 'open' AND t.customerId = :customerId`, { customerId })
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .getOne();
}
