import type { Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import type { Task } from '../../entities/task.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { setStage } from '../customers/set-stage.ts';
import { shiftDays } from '../kernel/calendar.ts';
import type { Ctx } from '../kernel/context.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { workdayFrom } from '../kernel/workdays.ts';
import { requirePrice } from '../orders/policy.ts';
import { planTask, withdrawTask } from '../tasks/plan-task.ts';
import { dealOwnerId, openDealOf, requireDealer } from './policy.ts';

/** A quote; the words for what it is about may be left out. */
export interface QuoteInput {
  customerId: string;
  /** In fen. */
  amountFen: number;
  title: string | null;
}

/** What came of a quote: the deal, what it said before, and the call that is planned for it. */
export interface Quoted {
  customer: Customer;
  deal: Deal;
  before: Deal | null;
  careCall: Task;
}

/** The call after a quote asks how it is and sells nothing. */
const CARE_CALL = { title: '报价后关怀电话，不催单', days: 2, hour: 10 };

/** Opens the deal with a customer, or changes the one that is open, and plans a care call two days on in place of the one planned before. */
export async function quoteDeal(ctx: Ctx, { customerId, amountFen, title }: QuoteInput): Promise<Quoted> {
  requireDealer(ctx.actor);
  requirePrice(amountFen);
  const known = await loadCustomer(ctx, customerId);
  // First, for it locks the customer's row: of two quotes at once the second one finds the deal of the first.
  const customer = await setStage(ctx, known.id, stageWhenQuoted(known.stage));
  const before = await openDealOf(ctx, customer);
  const ownerId = before?.ownerId ?? (await dealOwnerId(ctx, customer));
  const careCall = await planTask(ctx, {
    ownerId: await dealOwnerId(ctx, customer),
    customerId: customer.id,
    title: CARE_CALL.title,
    dueAt: careCallAt(ctx.now),
  });
  const deal: Deal = {
    id: before?.id ?? ctx.newId(),
    customerId: customer.id,
    ownerId,
    title: title?.slice(0, 128) || before?.title || customer.company || customer.name,
    amountFen,
    stage: 'open',
    careTaskId: careCall.id,
    quotedAt: ctx.now,
    closedAt: null,
    lostBecause: null,
    createdAt: before?.createdAt ?? ctx.now,
  };
  if (before) {
    const { title: about, careTaskId, quotedAt } = deal;
    await ctx.db.update(Deal, { id: before.id }, { title: about, amountFen, careTaskId, quotedAt });
    if (before.careTaskId) await withdrawTask(ctx, before.careTaskId);
  } else {
    await ctx.db.insert(Deal, deal);
  }
  return { customer, deal, before, careCall };
}

/** A quote moves a customer on, never back. */
const stageWhenQuoted = (stage: Customer['stage']): Customer['stage'] =>
  stage === 'negotiating' || stage === 'won' ? stage : 'quoted';

function careCallAt(now: Date): Date {
  const { year, month, day } = workdayFrom(shiftDays(toShanghai(now), CARE_CALL.days));
  return fromShanghai(year, month, day, CARE_CALL.hour);
}
