import { Customer } from '../../entities/customer.ts';
import { Maintenance, MaintenanceStep } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import type { Task } from '../../entities/task.ts';
import type { Ctx } from '../kernel/context.ts';
import { planTask } from '../tasks/plan-task.ts';
import { briefCustomer } from '../tasks/remind-task.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { stepDueAt } from './define-step.ts';
import { laneOwners, leastLoaded } from './lanes.ts';
import { steps } from './steps.ts';

/** What a won deal tells whoever looks after the customer from now on. */
export interface WonDeal {
  dealId: string;
  customerId: string;
  ownerId: string;
  amountFen: number;
  note: string | null;
}

/**
 * Starts the maintenance of a customer with his first deal: an owner by load, the plan of both lanes, a notice to both people.
 * Without anybody of service the rep keeps him, so that nobody is ever without an owner. Later deals find it going.
 */
export async function startMaintenance(ctx: Ctx, won: WonDeal): Promise<void> {
  if (await ctx.db.existsBy(Maintenance, { customerId: won.customerId })) return;
  const customer = await ctx.db.findOneByOrFail(Customer, { id: won.customerId });
  const rep = await ctx.db.findOneByOrFail(Member, { id: won.ownerId });
  const owner = (await leastLoaded(ctx)) ?? rep;
  await ctx.db.insert(Maintenance, {
    customerId: customer.id,
    dealId: won.dealId,
    ownerId: owner.id,
    stage: 'won',
    note: won.note,
    startedAt: ctx.now,
  });
  const tasks = await planSteps(ctx, customer, owner);
  await tellOwner(ctx, { customer, owner, rep, tasks, won });
  await tellRep(ctx, { customer, owner, rep, tasks });
}

async function planSteps(ctx: Ctx, customer: Customer, owner: Member): Promise<Task[]> {
  const owners = await laneOwners(ctx, customer, owner.id);
  const tasks: Task[] = [];
  for (const step of steps) {
    const { code, title, lane } = step;
    const dueAt = stepDueAt(step, ctx.now);
    const task = await planTask(ctx, { ownerId: owners[lane], customerId: customer.id, title, dueAt });
    await ctx.db.insert(MaintenanceStep, { customerId: customer.id, code, taskId: task.id, lane });
    tasks.push(task);
  }
  return tasks;
}

interface Handoff {
  customer: Customer;
  owner: Member;
  rep: Member;
  tasks: readonly Task[];
}

async function tellOwner(ctx: Ctx, { customer, owner, rep, tasks, won }: Handoff & { won: WonDeal }): Promise<void> {
  if (isActing(ctx, owner)) return;
  const brief = await briefCustomer(ctx, customer.id);
  if (!brief) return;
  await ctx.send(chatNotice, {
    userId: owner.userId,
    id: ctx.newId(),
    notice: {
      kind: 'handoff-received',
      customer: brief,
      amountFen: won.amountFen,
      fromName: rep.name,
      note: won.note,
      steps: stepsOf(owner, tasks),
      at: ctx.now.toISOString(),
    },
  });
}

async function tellRep(ctx: Ctx, { customer, owner, rep, tasks }: Handoff): Promise<void> {
  if (owner.id === rep.id || isActing(ctx, rep)) return;
  const { id, name, company } = customer;
  await ctx.send(chatNotice, {
    userId: rep.userId,
    id: ctx.newId(),
    notice: {
      kind: 'handoff-made',
      customer: { id, name, company },
      ownerName: owner.name,
      steps: stepsOf(rep, tasks),
      at: ctx.now.toISOString(),
    },
  });
}

/** Whoever closes the deal himself reads it in the answer. */
const isActing = ({ actor }: Ctx, { id }: Member): boolean => actor.kind === 'member' && actor.id === id;

const stepsOf = ({ id }: Member, tasks: readonly Task[]) =>
  tasks
    .filter(({ ownerId }) => ownerId === id)
    .map(({ title, dueAt }) => ({ title, dueAt: dueAt.toISOString() }))
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
