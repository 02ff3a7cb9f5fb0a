import type { Customer } from '../../entities/customer.ts';
import { Maintenance } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import { CustomerValue } from '../../entities/order.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { customerRows } from '../customers/list-customers.ts';
import { birthdayOf } from '../customers/set-birthday.ts';
import { presentBirthday } from '../customers/tell-birthday.ts';
import { openDealOf } from '../deals/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { MemberName } from '../members/schemas.ts';
import { nextTaskAbout } from '../tasks/list-tasks.ts';
import { canDo } from '../tasks/policy.ts';
import { complaintHold } from '../tickets/complaint-hold.ts';
import { marketingHold } from '../touches/guard.ts';
import type { CustomerProfile } from './schemas.ts';
import { readTimeline } from './timeline.ts';

/** The 360° view: who a customer is, who looks after him, what is held back, what comes next, and what has been. */
export async function viewProfile(ctx: ReadCtx, customerId: string): Promise<CustomerProfile> {
  const customer = await loadCustomer(ctx, customerId);
  const { db } = ctx;
  const [rows, service, value, birthday, deal, hold, next, timeline] = await Promise.all([
    customerRows(ctx, [customer]),
    serviceOwner(ctx, customer),
    db.findOneBy(CustomerValue, { customerId: customer.id }),
    birthdayOf(ctx, customer),
    openDealOf(ctx, customer),
    marketingHold(ctx, customer.id, [complaintHold]),
    nextStep(ctx, customer),
    readTimeline(ctx, customer),
  ]);
  const [row] = rows;
  if (!row) throw new Error('a customer who was loaded has no row');
  return {
    ...row,
    ...{ source: customer.source, createdAt: customer.createdAt, service, value, next, timeline },
    birthday: birthday && presentBirthday(birthday, ctx.now),
    deal: deal && { title: deal.title, amountFen: deal.amountFen, quotedAt: deal.quotedAt },
    complete: completeness({ ...customer, birthday: birthday !== null }),
    hold: hold && { title: `营销已暂停 · ${hold.cause}`, text: hold.sentence },
  };
}

/** A page of a customer's time line. */
export async function viewTimelinePage(
  ctx: ReadCtx,
  { id, ...part }: { id: string } & Parameters<typeof readTimeline>[2],
): Promise<CustomerProfile['timeline']> {
  return readTimeline(ctx, await loadCustomer(ctx, id), part);
}

/** How much is known of a customer, and what is worth asking at the next contact. */
export function completeness(
  known: Pick<Customer, 'company' | 'phone' | 'source' | 'externalUserId'> & { birthday: boolean },
): CustomerProfile['complete'] {
  const asked: [string, unknown][] = [
    ['公司', known.company],
    ['电话', known.phone],
    ['微信', known.externalUserId],
    ['来源', known.source],
    ['生日', known.birthday],
  ];
  const missing = asked.filter(([, value]) => !value).map(([name]) => name);
  return { percent: Math.round((100 * (asked.length - missing.length)) / asked.length), missing };
}

async function serviceOwner({ db }: ReadCtx, { id }: Customer): Promise<MemberName | null> {
  const maintenance = await db.findOneBy(Maintenance, { customerId: id });
  const owner = maintenance && (await db.findOneBy(Member, { id: maintenance.ownerId }));
  return owner && { id: owner.id, name: owner.name };
}

async function nextStep(ctx: ReadCtx, customer: Customer): Promise<CustomerProfile['next']> {
  const next = await nextTaskAbout(ctx, customer);
  if (!next) return null;
  const { task, ownerName } = next;
  return {
    ...{ taskId: task.id, title: task.title, dueAt: task.dueAt },
    owner: { id: task.ownerId, name: ownerName },
    mine: canDo(ctx.actor, task),
  };
}
