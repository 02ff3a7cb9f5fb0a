import { In, Not } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { Maintenance, MaintenanceStep } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { planTask } from '../tasks/plan-task.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { stepDueAt } from './define-step.ts';
import { laneOwners } from './lanes.ts';
import { stepOf } from './steps.ts';

/** Goes on after a task was done that stood for a step of a plan: the handoff has come further, and what repeats is planned anew. */
export async function advanceMaintenance(ctx: Ctx, { taskId }: { taskId: string }): Promise<void> {
  const done = await ctx.db.findOneBy(MaintenanceStep, { taskId });
  const step = done && stepOf(done.code);
  if (!done || !step) return;
  const { customerId, code, lane } = done;
  if (step.reaches) {
    const { stage, from } = step.reaches;
    await ctx.db.update(Maintenance, { customerId, stage: In([...from]) }, { stage });
  }
  if (!step.repeats) return;
  const maintenance = await ctx.db.findOneByOrFail(Maintenance, { customerId });
  const customer = await ctx.db.findOneByOrFail(Customer, { id: customerId });
  const owners = await laneOwners(ctx, customer, maintenance.ownerId);
  const { title } = step;
  const next = await planTask(ctx, { ownerId: owners[lane], customerId, title, dueAt: stepDueAt(step, ctx.now) });
  await ctx.db.update(MaintenanceStep, { customerId, code }, { taskId: next.id });
}

/** Keeps that a maintained customer has bought again, and tells whoever maintains him; the plan goes on as it is. */
export async function noteRepurchase(
  ctx: Ctx,
  { customerId, title, amountFen }: { customerId: string; title: string; amountFen: number },
): Promise<void> {
  const maintenance = await ctx.db.findOneBy(Maintenance, { customerId });
  if (!maintenance) return;
  await ctx.db.update(Maintenance, { customerId, stage: Not('repurchase') }, { stage: 'repurchase' });
  if (ctx.actor.kind === 'member' && ctx.actor.id === maintenance.ownerId) return;
  const { id, name, company } = await ctx.db.findOneByOrFail(Customer, { id: customerId });
  const { userId } = await ctx.db.findOneByOrFail(Member, { id: maintenance.ownerId });
  await ctx.send(chatNotice, {
    userId,
    id: ctx.newId(),
    notice: { kind: 'repurchase', customer: { id, name, company }, title, amountFen },
  });
}
