import { Between, In, MoreThanOrEqual, And, LessThan } from 'typeorm';
import { Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addSeconds, shanghaiDaysBetween, startOfShanghaiDay } from '../kernel/dates.ts';
import type { Held, Hold, Plan } from './hold.ts';

/** At most so many touches in any so many Shanghai days in a row. */
export interface ContactLimit {
  readonly days: number;
  readonly most: number;
}

/** How often the product may write to one customer of its own accord, over care, offers and campaigns; defaults of a later setting. */
export const CONTACT_BUDGET = {
  limits: [
    { days: 30, most: 4 },
    { days: 3, most: 1 },
  ] satisfies ContactLimit[],
  /** Nothing is offered so soon after somebody has talked with the customer in person; a greeting may follow. */
  hoursAfterContact: 24,
} as const;

const LONGEST = Math.max(...CONTACT_BUDGET.limits.map(({ days }) => days));

/** Whether one more message to a customer fits his contact budget; null, or why not. */
export async function checkBudget(
  ctx: ReadCtx,
  customerId: string,
  kind: Plan['kind'],
  at: Date = ctx.now,
): Promise<Held | null> {
  return (await budgetHold(ctx, { customerIds: [customerId], kind, at })).get(customerId) ?? null;
}

/** Who has been written to often enough around that time, by whatever part of the product; planned touches count as well. */
export const budgetHold: Hold = async ({ db }, { customerIds, kind, at }) => {
  const touches = await db.find(Touch, {
    select: { customerId: true, at: true },
    where: {
      customerId: In([...customerIds]),
      automatic: true,
      kind: In(['care', 'offer']),
      at: And(MoreThanOrEqual(startOfShanghaiDay(at, 1 - LONGEST)), LessThan(startOfShanghaiDay(at, LONGEST))),
    },
  });
  const held = new Map<string, Held>();
  if (kind === 'offer') for (const id of await justContacted({ db }, customerIds, at)) held.set(id, JUST_CONTACTED);
  for (const [customerId, times] of groupTimes(touches)) {
    const limit = exceededLimit(times, at);
    if (limit) held.set(customerId, overLimit(limit));
  }
  return held;
};

/** The first limit that one more touch at `at` would break. */
export function exceededLimit(
  touchedAt: readonly Date[],
  at: Date,
  limits: readonly ContactLimit[] = CONTACT_BUDGET.limits,
): ContactLimit | null {
  const offsets = touchedAt.map((time) => shanghaiDaysBetween(at, time));
  return limits.find(({ days, most }) => mostIn(offsets, days) >= most) ?? null;
}

/** The most touches in any `days` days in a row that have day 0 among them; the fullest such row begins with a touch, or with day 0. */
function mostIn(offsets: readonly number[], days: number): number {
  const firstDays = [0, ...offsets.filter((day) => day > -days && day < 0)];
  return Math.max(...firstDays.map((first) => offsets.filter((day) => day >= first && day < first + days).length));
}

async function justContacted(
  { db }: Pick<ReadCtx, 'db'>,
  customerIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const since = addSeconds(at, -CONTACT_BUDGET.hoursAfterContact * 3600);
  const contacts = await db.find(Touch, {
    select: { customerId: true },
    where: { customerId: In([...customerIds]), kind: 'contact', at: Between(since, at) },
  });
  return new Set(contacts.map(({ customerId }) => customerId));
}

function groupTimes(touches: readonly Pick<Touch, 'customerId' | 'at'>[]): Map<string, Date[]> {
  const byCustomer = new Map<string, Date[]>();
  for (const { customerId, at } of touches) {
    const times = byCustomer.get(customerId);
    if (times) times.push(at);
    else byCustomer.set(customerId, [at]);
  }
  return byCustomer;
}

const JUST_CONTACTED: Held = {
  reason: 'just-contacted',
  cause: `${CONTACT_BUDGET.hoursAfterContact} 小时内刚联系过`,
  sentence: `${CONTACT_BUDGET.hoursAfterContact} 小时内刚有人联系过，这次不发。`,
};

const overLimit = ({ days, most }: ContactLimit): Held => ({
  reason: 'budget',
  cause: `${days} 天内已触达 ${most} 次`,
  sentence: `${days} 天内已触达 ${most} 次，这次不发。`,
});
