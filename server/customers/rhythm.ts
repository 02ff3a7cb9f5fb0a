import { In, MoreThan } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import { Order } from '../../entities/order.ts';
import { Task } from '../../entities/task.ts';
import { Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addDays, shanghaiDaysBetween, startOfShanghaiDay } from '../kernel/dates.ts';
import type { RhythmView } from './schemas.ts';

/** How far back the rhythm line looks. */
const LOOKED_BACK_DAYS = 365;

/** How long a customer without a rhythm of his own may be left alone, by stage; default of a later setting. */
export const DEFAULT_WINDOW_DAYS: Record<Customer['stage'], number> = {
  lead: 3,
  contacted: 14,
  needs: 14,
  quoted: 7,
  negotiating: 7,
  won: 90,
};

/** He has a rhythm of his own from so many days of contact on; silence of half as much again passes its window. */
const OWN_RHYTHM_CONTACTS = 4;
const OWN_RHYTHM_FACTOR = 1.5;
/** No window is shorter or longer, however often he is contacted. */
const WINDOW_DAYS = { least: 3, most: 120 } as const;

type Dot = RhythmView['dots'][number];

/** What a rhythm is reckoned from. */
export interface RhythmFacts {
  customer: Pick<Customer, 'stage' | 'lastFollowedUpAt' | 'createdAt'>;
  /** In the order of time. */
  dots: readonly Dot[];
  nextAt: Date | null;
}

/** How often somebody is contacted, and whether he has been left alone for too long. */
export function rhythmOf({ customer, dots, nextAt }: RhythmFacts, now: Date): RhythmView {
  const usualDays = usualGap(dots.filter(({ kind }) => kind === 'value').map(({ at }) => at));
  const windowDays =
    usualDays === null
      ? DEFAULT_WINDOW_DAYS[customer.stage]
      : Math.min(Math.max(Math.round(usualDays * OWN_RHYTHM_FACTOR), WINDOW_DAYS.least), WINDOW_DAYS.most);
  const silentDays = Math.max(0, shanghaiDaysBetween(customer.lastFollowedUpAt ?? customer.createdAt, now));
  return {
    from: addDays(now, -LOOKED_BACK_DAYS),
    to: now,
    dots: [...dots],
    ...{ nextAt, silentDays, usualDays, windowDays },
    overDays: Math.max(0, silentDays - windowDays),
  };
}

/** The middle one of the gaps between days of contact; several contacts in a day are one. */
function usualGap(contacts: readonly Date[]): number | null {
  const days = [...new Set(contacts.map((at) => startOfShanghaiDay(at).getTime()))].sort((a, b) => a - b);
  if (days.length < OWN_RHYTHM_CONTACTS) return null;
  const gaps = days.slice(1).map((day, before) => Math.round((day - (days[before] ?? day)) / 86_400_000));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}

/** The rhythms of customers whom the actor may see; for one page of them, not for all. */
export async function loadRhythms(
  { db, now }: ReadCtx,
  customers: readonly Customer[],
): Promise<Map<string, RhythmView>> {
  if (customers.length === 0) return new Map();
  const customerId = In(customers.map(({ id }) => id));
  const since = MoreThan(addDays(now, -LOOKED_BACK_DAYS));
  const [contacts, touches, orders, tasks] = await Promise.all([
    db.find(Followup, { select: { customerId: true, at: true }, where: { customerId, at: since } }),
    db.find(Touch, {
      select: { customerId: true, at: true, value: true },
      where: { customerId, at: since, automatic: true },
    }),
    db.find(Order, { select: { customerId: true, placedAt: true }, where: { customerId, placedAt: since } }),
    db.find(Task, {
      select: { customerId: true, dueAt: true },
      where: { customerId, status: 'open', dueAt: MoreThan(now) },
    }),
  ]);
  const dots = new Map<string, Dot[]>(customers.map(({ id }) => [id, []]));
  const add = (id: string, at: Date, kind: Dot['kind']) => dots.get(id)?.push({ at, kind });
  for (const each of contacts) add(each.customerId, each.at, 'value');
  for (const each of touches) add(each.customerId, each.at, each.value ? 'value' : 'greeting');
  for (const each of orders) add(each.customerId, each.placedAt, 'order');

  const planned = new Map<string, Date>();
  for (const { customerId: id, dueAt } of tasks) {
    const known = id === null ? undefined : planned.get(id);
    if (id !== null && (known === undefined || dueAt < known)) planned.set(id, dueAt);
  }
  return new Map(
    customers.map((customer) => {
      const own = (dots.get(customer.id) ?? []).sort((a, b) => a.at.getTime() - b.at.getTime());
      return [customer.id, rhythmOf({ customer, dots: own, nextAt: planned.get(customer.id) ?? null }, now)];
    }),
  );
}
