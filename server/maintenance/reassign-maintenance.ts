import { In } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { Maintenance, MaintenanceStep } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import { Task } from '../../entities/task.ts';
import type { Ctx } from '../kernel/context.ts';
import { managersOf } from '../members/managers-of.ts';
import { reassignTasks } from '../tasks/plan-task.ts';
import { briefCustomer } from '../tasks/remind-task.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { laneOwners, leastLoaded } from './lanes.ts';

/** Gives the customers and steps of members who have left to those who stay, and tells them. */
export async function reassignMaintenance(ctx: Ctx, { memberIds }: { memberIds: readonly string[] }): Promise<void> {
  const orphaned = await ctx.db.find(Maintenance, {
    where: { ownerId: In([...memberIds]) },
    order: { customerId: 'ASC' },
  });
  for (const maintenance of orphaned) await handOn(ctx, maintenance);

  const steps = await ctx.db
    .createQueryBuilder(MaintenanceStep, 's')
    .innerJoin(Task, 't', 't.id = s.taskId')
    .where(`t.status = 'open' AND t.ownerId IN (:...memberIds)`, { memberIds })
    .getMany();
  for (const { customerId, taskId, lane } of steps) {
    const { ownerId } = await ctx.db.findOneByOrFail(Maintenance, { customerId });
    const customer = await ctx.db.findOneByOrFail(Customer, { id: customerId });
    await reassignTasks(ctx, [taskId], (await laneOwners(ctx, customer, ownerId))[lane]);
  }
}

/** To the least loaded of service, else to the customer's rep, else to the nearest manager who is still here. */
async function handOn(ctx: Ctx, { customerId, ownerId }: Maintenance): Promise<void> {
  const customer = await ctx.db.findOneByOrFail(Customer, { id: customerId });
  const rep = await ctx.db.findOneByOrFail(Member, { id: customer.ownerId });
  const heir =
    (await leastLoaded(ctx)) ?? (rep.status === 'active' ? rep : null) ?? (await managersOf(ctx, ownerId))[0] ?? null;
  if (!heir) return;
  const before = await ctx.db.findOneByOrFail(Member, { id: ownerId });
  await ctx.db.update(Maintenance, { customerId, ownerId }, { ownerId: heir.id });
  const brief = await briefCustomer(ctx, customerId);
  if (!brief) return;
  await ctx.send(chatNotice, {
    userId: heir.userId,
    id: ctx.newId(),
    notice: {
      kind: 'handoff-received',
      customer: brief,
      ...{ amountFen: null, fromName: before.name, note: null, steps: [], at: ctx.now.toISOString() },
    },
  });
}
