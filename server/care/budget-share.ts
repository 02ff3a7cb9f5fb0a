import { And, In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { startOfShanghaiDay } from '../kernel/dates.ts';
import { CONTACT_BUDGET } from '../touches/contact-budget.ts';

/** How much of some customers' contact budget is used, in percent, before and after one more contact with each. */
export interface BudgetShare {
  before: number;
  after: number;
}

/** The limit over the most days is what a customer's budget is reckoned by. */
const WIDEST = CONTACT_BUDGET.limits.reduce((wide, limit) => (limit.days > wide.days ? limit : wide));

/** How often the product has written to some customers within the days of the budget that end with that of `at`. */
export async function contactsBefore({ db }: ReadCtx, customerIds: readonly string[], at: Date): Promise<number> {
  if (customerIds.length === 0) return 0;
  return db.countBy(Touch, {
    ...{ customerId: In([...customerIds]), automatic: true, kind: In(['care', 'offer']) },
    at: And(MoreThanOrEqual(startOfShanghaiDay(at, 1 - WIDEST.days)), LessThanOrEqual(at)),
  });
}

/** The share that so many contacts with so many customers are of what their budget allows; null for nobody. */
export function shareOf({ customers, contacts }: { customers: number; contacts: number }): BudgetShare | null {
  if (customers === 0) return null;
  const percent = (used: number): number => Math.round((100 * used) / (customers * WIDEST.most));
  return { before: percent(contacts), after: percent(contacts + customers) };
}
