import { In } from 'typeorm';
import { Maintenance, MaintenanceStep } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import { Task } from '../../entities/task.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** Who maintains a customer, how far the handoff has come, and what is planned, the next first. */
export interface MaintenanceView {
  ownerName: string;
  stage: Maintenance['stage'];
  note: string | null;
  steps: { title: string; dueAt: Date; ownerName: string; lane: MaintenanceStep['lane'] }[];
}

/** The maintenance of a customer; null before his first deal. */
export async function viewMaintenance(ctx: ReadCtx, customerId: string): Promise<MaintenanceView | null> {
  const customer = await loadCustomer(ctx, customerId);
  const maintenance = await ctx.db.findOneBy(Maintenance, { customerId: customer.id });
  if (!maintenance) return null;
  const steps = await ctx.db.findBy(MaintenanceStep, { customerId: customer.id });
  const tasks = await ctx.db.find(Task, {
    where: { id: In(steps.map(({ taskId }) => taskId)), status: 'open' },
    order: { dueAt: 'ASC', id: 'ASC' },
  });
  const ids = new Set([maintenance.ownerId, ...tasks.map(({ ownerId }) => ownerId)]);
  const members = await ctx.db.findBy(Member, { id: In([...ids]) });
  const nameOf = (id: string): string => members.find((member) => member.id === id)?.name ?? '';
  const laneOf = (taskId: string) => steps.find((step) => step.taskId === taskId)?.lane ?? 'service';
  const { stage, note, ownerId } = maintenance;
  return {
    ownerName: nameOf(ownerId),
    ...{ stage, note },
    steps: tasks.map(({ id, title, dueAt, ownerId: doer }) => ({
      ...{ title, dueAt, ownerName: nameOf(doer), lane: laneOf(id) },
    })),
  };
}
