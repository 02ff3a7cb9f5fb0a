import type { ReadCtx } from '../kernel/context.ts';
import { chunks } from './chunks.ts';

/** A message that the product would send of its own accord: to whom, what for, and when. */
export interface Plan {
  customerIds: readonly string[];
  kind: 'care' | 'offer';
  at: Date;
  /** What its touches will belong to; who has one of this source already gets no second. */
  source?: string;
}

/** Why a customer is left out of a plan. */
export interface Held {
  /** A code that figures group by. */
  reason: string;
  /** The reason in a few Chinese words, e.g. 投诉未结. */
  cause: string;
  /** The Chinese sentence that tells what follows from it. */
  sentence: string;
}

/**
 * One rule that leaves customers out, asked about many at once with few queries; who is not in its answer may be written to.
 * A capability above this one gives its rule as a value, e.g. tickets' `complaintHold`.
 */
export type Hold = (ctx: ReadCtx, plan: Plan) => Promise<ReadonlyMap<string, Held>>;

/** What messages of a kind are called. */
export const PURPOSES: Record<Plan['kind'], string> = { care: '关怀', offer: '优惠' };

/** Databases take only so many ids in one statement. */
const AT_ONCE = 1000;

/** The first of the holds that catches each customer; who is caught by none is not in the answer. */
export async function firstHolds(ctx: ReadCtx, plan: Plan, holds: readonly Hold[]): Promise<Map<string, Held>> {
  const caught = new Map<string, Held>();
  for (const some of chunks(plan.customerIds, AT_ONCE)) {
    let left = some;
    for (const hold of holds) {
      if (left.length === 0) break;
      for (const [customerId, held] of await hold(ctx, { ...plan, customerIds: left })) caught.set(customerId, held);
      left = left.filter((customerId) => !caught.has(customerId));
    }
  }
  return caught;
}
