import { In } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import { Member } from '../../entities/member.ts';
import type { Task } from '../../entities/task.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { presentCustomer } from '../customers/present.ts';
import type { CustomerView } from '../customers/schemas.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { nextTaskAbout } from '../tasks/list-tasks.ts';
import { canDo } from '../tasks/policy.ts';
import { presentFollowup, type FollowupView } from './present.ts';

/** One screen about a customer: who he is, the last contact, and what is promised next, by whom. */
export interface CustomerCardView {
  customer: CustomerView;
  last: FollowupView | null;
  next: { task: Task; ownerName: string; mine: boolean } | null;
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
  };
}

/** The contacts with a customer, the latest first. */
export async function viewTimeline(
  ctx: ReadCtx,
  customerId: string,
  limit: number,
): Promise<{ customer: Customer; followups: FollowupView[] }> {
  const customer = await loadCustomer(ctx, customerId);
  return { customer, followups: await recentFollowups(ctx, customer, limit) };
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
