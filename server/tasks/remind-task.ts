import { LessThanOrEqual, MoreThan } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import { Member } from '../../entities/member.ts';
import { Task } from '../../entities/task.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { loadActor } from '../members/load-actor.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';

/** Ids of the tasks whose owners are owed a reminder now, the longest due first. */
export async function remindersDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  const tasks = await db.find(Task, {
    select: { id: true },
    where: { status: 'open', remindAt: LessThanOrEqual(now) },
    order: { remindAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  return tasks.map(({ id }) => id);
}

/** When the next reminder after now is owed. */
export async function nextReminderAt({ db, now }: ReadCtx): Promise<Date | null> {
  const next = await db.findOne(Task, {
    where: { status: 'open', remindAt: MoreThan(now) },
    order: { remindAt: 'ASC' },
  });
  return next?.remindAt ?? null;
}

/** The next reminders after now, for whoever wants to look ahead. */
export function upcomingReminders({ db, now }: ReadCtx, limit: number): Promise<Task[]> {
  return db.find(Task, { where: { status: 'open', remindAt: MoreThan(now) }, order: { remindAt: 'ASC' }, take: limit });
}

/** Reminds a task's owner once: of two who try, one wins the row. */
export async function remindTask(ctx: Ctx, taskId: string): Promise<void> {
  const won = await ctx.db.update(
    Task,
    { id: taskId, status: 'open', remindAt: LessThanOrEqual(ctx.now) },
    { remindAt: null },
  );
  if (won.affected !== 1) return;
  const task = await ctx.db.findOneByOrFail(Task, { id: taskId });
  const owner = await ctx.db.findOneByOrFail(Member, { id: task.ownerId });
  if (owner.status === 'left') return;
  await ctx.send(chatNotice, {
    userId: owner.userId,
    id: ctx.newId(),
    notice: {
      kind: 'task-due',
      taskId,
      title: task.title,
      dueAt: task.dueAt.toISOString(),
      remindedAt: ctx.now.toISOString(),
      customer: await briefFor(ctx, owner, task.customerId),
    },
  });
}

/** The customer of a member's task; of one whom he no longer sees his name alone, for an admin too: the last word may be another's. */
async function briefFor(ctx: Ctx, { userId }: Member, customerId: string | null) {
  const brief = await briefCustomer(ctx, customerId);
  const actor = brief && (await loadActor(ctx, userId, new Set()));
  if (!brief || !actor) return brief;
  const seen = await visibleCustomers({ ...ctx, actor })
    .andWhere('c.id = :id', { id: brief.id })
    .getExists();
  return seen ? brief : { ...brief, lastNote: null };
}

/** A customer as a notice names him, with what was said last; null for none. */
export async function briefCustomer({ db }: Pick<ReadCtx, 'db'>, customerId: string | null) {
  if (!customerId) return null;
  const { id, name, company } = await db.findOneByOrFail(Customer, { id: customerId });
  const last = await db.findOne(Followup, { where: { customerId }, order: { at: 'DESC', id: 'DESC' } });
  return { id, name, company, lastNote: last?.note ?? null };
}
