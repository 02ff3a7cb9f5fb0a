import { In } from 'typeorm';
import { MaintenanceStep } from '../../../entities/maintenance.ts';
import { Member } from '../../../entities/member.ts';
import { Task } from '../../../entities/task.ts';
import type { ReadCtx } from '../../../server/kernel/context.ts';
import { addDays, addSeconds } from '../../../server/kernel/dates.ts';
import { completeTask } from '../../../server/tasks/settle-task.ts';
import type { Means } from './means.ts';

/** The steps of one customer's plan that are to be done, by their codes. */
export type Plan = Map<string, Planned>;

interface Planned {
  taskId: string;
  dueAt: Date;
  /** Userid. */
  owner: string;
}

const QUARTERLY = 'quarterly';
/** Whoever is spoken to so shortly before his quarter is over need not be called again for it. */
const COUNTS_DAYS = 25;
/** What was due within so many days may still be left undone. */
const UNDONE_DAYS = 8;

/** Does the steps of the plan that a deal began as they fall due: most of them in time, some days late. */
export async function keepUp(means: Means, customerId: string, from: Date): Promise<Plan> {
  const plan = await means.at(from, null, (ctx) => readPlan(ctx, customerId));
  for (const code of plan.keys()) schedule(means, customerId, plan, code);
  return plan;
}

/** A contact of his rep is the contact of the quarter too, where that was about to fall due. */
export async function countForQuarter(
  means: Means,
  customerId: string,
  plan: Plan,
  { author, at: then }: { author: string; at: Date },
): Promise<void> {
  const step = plan.get(QUARTERLY);
  if (step?.owner === author && step.dueAt <= addDays(then, COUNTS_DAYS)) {
    await finish(means, customerId, plan, QUARTERLY, then);
  }
}

function schedule(means: Means, customerId: string, plan: Plan, code: string): void {
  const { agenda, random, midnight } = means;
  const step = plan.get(code);
  if (!step) return;
  const late = random.chance(0.16);
  const minutes = late ? random.int(1, 6) * 1440 + random.int(4, 170) : -random.int(4, 55);
  const doneAt = addSeconds(step.dueAt, minutes * 60);
  const forgotten = step.dueAt > addDays(midnight, -UNDONE_DAYS) && random.chance(0.3);
  if (doneAt >= midnight || forgotten) return;
  agenda.add({
    at: doneAt,
    async happens() {
      if (plan.get(code)?.taskId === step.taskId) await finish(means, customerId, plan, code, doneAt);
    },
  });
}

/** Ticks a step off; what repeats is planned anew by the product. */
async function finish(means: Means, customerId: string, plan: Plan, code: string, then: Date): Promise<void> {
  const step = plan.get(code);
  if (!step) return;
  await means.at(then, step.owner, (ctx) => completeTask(ctx, step.taskId));
  plan.delete(code);
  if (code !== QUARTERLY) return;
  const next = (await means.at(then, null, (ctx) => readPlan(ctx, customerId))).get(code);
  if (!next) return;
  plan.set(code, next);
  schedule(means, customerId, plan, code);
}

async function readPlan({ db }: ReadCtx, customerId: string): Promise<Plan> {
  const steps = await db.findBy(MaintenanceStep, { customerId });
  const tasks = await db.findBy(Task, { id: In(steps.map(({ taskId }) => taskId)), status: 'open' });
  const members = await db.findBy(Member, { id: In(tasks.map(({ ownerId }) => ownerId)) });
  const userIds = new Map(members.map(({ id, userId }) => [id, userId]));
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  return new Map(
    steps.flatMap(({ code, taskId }) => {
      const task = taskOf.get(taskId);
      const owner = task && userIds.get(task.ownerId);
      return task && owner ? [[code, { taskId, dueAt: task.dueAt, owner }] as const] : [];
    }),
  );
}
