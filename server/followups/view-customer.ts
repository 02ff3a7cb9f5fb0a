import { In } from 'typeorm';
import type { Birthday } from '../../entities/birthday.ts';
import type { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import { Member } from '../../entities/member.ts';
import type { Task } from '../../entities/task.ts';
import { Maintenance } from '../../entities/maintenance.ts';
import { CustomerTier } from '../../entities/tier.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { presentCustomer } from '../customers/present.ts';
import type { CustomerView } from '../customers/schemas.ts';
import { birthdayOf } from '../customers/set-birthday.ts';
import { openDealOf } from '../deals/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { valueOf } from '../orders/customer-value.ts';
import { tagsOf } from '../tags/find-tags.ts';
import { complaintHold } from '../tickets/complaint-hold.ts';
import { ticketsAbout } from '../tickets/list-tickets.ts';
import { presentTicket, type TicketView } from '../tickets/present.ts';
import { marketingHold } from '../touches/guard.ts';
import type { Held } from '../touches/hold.ts';
import { automaticTouchesAbout, type TouchView } from '../touches/list-touches.ts';
import { nextTaskAbout } from '../tasks/list-tasks.ts';
import { canDo } from '../tasks/policy.ts';
import { presentFollowup, type FollowupView } from './present.ts';

/** One screen about a customer: who he is, what is held back, the last contact, and what is promised next, by whom. */
export interface CustomerCardView {
  customer: CustomerView;
  last: FollowupView | null;
  next: { task: Task; ownerName: string; mine: boolean } | null;
  /** What keeps offers from him at present. */
  hold: Held | null;
  /** Null until the first night. */
  tier: CustomerTier | null;
  birthday: Birthday | null;
  /** The names of his tags. */
  tags: string[];
  deals: DealsBrief;
}

/** What a customer was offered and has bought, and who maintains him, if it is not his owner. */
export interface DealsBrief {
  /** The amount of the open quote. */
  quotedFen: number | null;
  value: { totalFen: number; orderCount: number } | null;
  maintainer: string | null;
}

/** Gathers what the customer card shows. */
export async function viewCustomer(ctx: ReadCtx, customerId: string): Promise<CustomerCardView> {
  const customer = await loadCustomer(ctx, customerId);
  const [last] = await recentFollowups(ctx, customer, 1);
  const owner = await ctx.db.findOneByOrFail(Member, { id: customer.ownerId });
  const next = await nextTaskAbout(ctx, customer);
  return {
    customer: presentCustomer(customer, owner.name),
    last: last ?? null,
    next: next && { ...next, mine: canDo(ctx.actor, next.task) },
    hold: await marketingHold(ctx, customer.id, [complaintHold]),
    tier: await ctx.db.findOneBy(CustomerTier, { customerId: customer.id }),
    birthday: await birthdayOf(ctx, customer),
    tags: (await tagsOf(ctx, customer)).map(({ name }) => name),
    deals: await briefDeals(ctx, customer),
  };
}

async function briefDeals(ctx: ReadCtx, customer: Customer): Promise<DealsBrief> {
  const maintenance = await ctx.db.findOneBy(Maintenance, { customerId: customer.id });
  const maintainer =
    maintenance && maintenance.ownerId !== customer.ownerId
      ? await ctx.db.findOneByOrFail(Member, { id: maintenance.ownerId })
      : null;
  return {
    quotedFen: (await openDealOf(ctx, customer))?.amountFen ?? null,
    value: await valueOf(ctx, customer),
    maintainer: maintainer?.name ?? null,
  };
}

/** What happened with a customer, each kind by itself and the latest first. */
export interface Timeline {
  customer: Customer;
  followups: FollowupView[];
  tickets: TicketView[];
  touches: TouchView[];
}

/** The contacts with a customer, his tickets, and what the product sent or held back; at most `limit` of each. */
export async function viewTimeline(ctx: ReadCtx, customerId: string, limit: number): Promise<Timeline> {
  const customer = await loadCustomer(ctx, customerId);
  return {
    customer,
    followups: await recentFollowups(ctx, customer, limit),
    tickets: (await ticketsAbout(ctx, customer, limit)).map(presentTicket),
    touches: await automaticTouchesAbout(ctx, customer, limit),
  };
}

async function recentFollowups({ db }: ReadCtx, { id }: Customer, limit: number): Promise<FollowupView[]> {
  const followups = await db.find(Followup, {
    where: { customerId: id },
    order: { at: 'DESC', id: 'DESC' },
    take: limit,
  });
  const authors = await db.findBy(Member, { id: In([...new Set(followups.map(({ authorId }) => authorId))]) });
  const names = new Map(authors.map(({ id: memberId, name }) => [memberId, name]));
  return followups.map((followup) => presentFollowup(followup, names.get(followup.authorId) ?? ''));
}
