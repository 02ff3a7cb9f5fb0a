import type { Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import type { Order } from '../../entities/order.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { setStage } from '../customers/set-stage.ts';
import type { Ctx } from '../kernel/context.ts';
import { shanghaiDaysBetween } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { placeOrder } from '../orders/place-order.ts';
import { requirePrice } from '../orders/policy.ts';
import { withdrawTask } from '../tasks/plan-task.ts';
import { dealWon } from './events.ts';
import { closedDealOf, dealClosed, dealOwnerId, openDealOf, requireDealer } from './policy.ts';

/** A yes; the amount may be left out where a quote is open. */
export interface WinInput {
  customerId: string;
  /** In fen. */
  amountFen: number | null;
  /** What was bought, where no quote says so. */
  title: string | null;
  /** What whoever looks after the customer from now on should know. */
  note: string | null;
}

/** Closes the deal with a customer as won and makes its order; `conflict` where somebody else has closed it. */
export async function winDeal(
  ctx: Ctx,
  { customerId, amountFen, title, note }: WinInput,
): Promise<{ customer: Customer; deal: Deal; order: Order }> {
  requireDealer(ctx.actor);
  if (amountFen !== null) requirePrice(amountFen);
  const known = await loadCustomer(ctx, customerId);
  const seen = await openDealOf(ctx, known);
  // Locks the customer's row: of two who win at once the second one waits here and then comes too late.
  const customer = await setStage(ctx, known.id, 'won');
  const open = seen ?? (await openDealOf(ctx, customer));
  const deal = open
    ? await closeOpen(ctx, customer, open, amountFen)
    : await insertWon(ctx, customer, amountFen, title);
  const order = await placeOrder(ctx, {
    customerId: customer.id,
    dealId: deal.id,
    title: deal.title,
    amountFen: deal.amountFen,
    category: null,
    discounted: false,
  });
  const { id: dealId, ownerId } = deal;
  await ctx.emit(dealWon, { dealId, customerId: customer.id, ownerId, amountFen: deal.amountFen, note });
  return { customer, deal, order };
}

type Won = Deal & { amountFen: number };

async function closeOpen(ctx: Ctx, customer: Customer, open: Deal, said: number | null): Promise<Won> {
  const amountFen = said ?? open.amountFen;
  if (amountFen === null) throw noAmount(customer);
  const won = { amountFen, stage: 'won', closedAt: ctx.now, careTaskId: null } as const;
  const { affected } = await ctx.db.update(Deal, { id: open.id, stage: 'open' }, won);
  if (affected !== 1) throw dealClosed(ctx, customer, await ctx.db.findOneByOrFail(Deal, { id: open.id }));
  // Who has bought needs no call about the quote.
  if (open.careTaskId) await withdrawTask(ctx, open.careTaskId);
  return { ...open, ...won };
}

/** A deal that was won without a quote; the same amount on the same day is the same deal, told twice. */
async function insertWon(ctx: Ctx, customer: Customer, amountFen: number | null, title: string | null): Promise<Won> {
  const last = await closedDealOf(ctx, customer);
  const today = last?.closedAt && shanghaiDaysBetween(last.closedAt, ctx.now) === 0;
  if (last?.stage === 'won' && today && (amountFen === null || amountFen === last.amountFen))
    throw dealClosed(ctx, customer, last);
  if (amountFen === null) throw noAmount(customer);
  const deal: Won = {
    id: ctx.newId(),
    customerId: customer.id,
    ownerId: await dealOwnerId(ctx, customer),
    title: title?.slice(0, 128) || customer.company || customer.name,
    amountFen,
    stage: 'won',
    careTaskId: null,
    quotedAt: null,
    closedAt: ctx.now,
    lostBecause: null,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Deal, deal);
  return deal;
}

const noAmount = ({ name }: Customer): DomainError =>
  new DomainError('invalid', 'deal.no-amount', `还差金额，${name}没有报过价。例如：成交 ${name} 5.8万`);
