import { In } from 'typeorm';
import { CustomerRelation } from '../../entities/customer.ts';
import { Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { toShanghai } from '../kernel/dates.ts';
import { consentHold } from './consent.ts';
import { budgetHold } from './contact-budget.ts';
import { firstHolds, type Held, type Hold, type Plan } from './hold.ts';

/** Whether a customer may be written to, or why not. */
export type Verdict = { ok: true } | ({ ok: false } & Held);

/** Nothing leaves on its own between these hours in Shanghai; defaults of a later setting. */
export const QUIET_HOURS = { from: 21, to: 9 } as const;

/**
 * Whether the product may write to a customer of its own accord: he is a WeCom contact, has this source's touch not yet, consents,
 * no given hold catches him, it is no quiet hour, and his contact budget has room. For callers who have found that the actor may see him.
 */
export async function mayTouch(
  ctx: ReadCtx,
  { customerId, ...plan }: Omit<Plan, 'customerIds'> & { customerId: string },
  holds: readonly Hold[],
): Promise<Verdict> {
  const verdicts = await mayTouchMany(ctx, { ...plan, customerIds: [customerId] }, holds);
  return verdicts.get(customerId) ?? { ok: true };
}

/** As `mayTouch`, for many customers with few queries; the answer has each of them. */
export async function mayTouchMany(
  ctx: ReadCtx,
  plan: Plan,
  holds: readonly Hold[],
): Promise<ReadonlyMap<string, Verdict>> {
  const held = await firstHolds(ctx, plan, [
    relationHold,
    alreadyHold,
    consentHold,
    ...holds,
    quietHoursHold,
    budgetHold,
  ]);
  return new Map(
    plan.customerIds.map((customerId) => {
      const why = held.get(customerId);
      return [customerId, why ? { ok: false, ...why } : { ok: true }];
    }),
  );
}

/** What keeps offers from a customer until something is settled; hours and budgets pass by themselves. */
export async function marketingHold(ctx: ReadCtx, customerId: string, holds: readonly Hold[]): Promise<Held | null> {
  const plan: Plan = { customerIds: [customerId], kind: 'offer', at: ctx.now };
  return (await firstHolds(ctx, plan, [consentHold, ...holds])).get(customerId) ?? null;
}

const relationHold: Hold = async ({ db }, { customerIds }) => {
  const relations = await db.find(CustomerRelation, {
    select: { customerId: true, memberId: true, endedAt: true },
    where: { customerId: In([...customerIds]) },
  });
  const living = new Set(relations.filter(({ endedAt }) => endedAt === null).map(({ customerId }) => customerId));
  const known = new Set(relations.map(({ customerId }) => customerId));
  return new Map(
    customerIds.filter((id) => !living.has(id)).map((id) => [id, known.has(id) ? RELATION_LOST : NO_RELATION]),
  );
};

const alreadyHold: Hold = async ({ db }, { customerIds, source }) => {
  if (source === undefined) return new Map();
  const touched = await db.find(Touch, {
    select: { customerId: true },
    where: { source, customerId: In([...customerIds]) },
  });
  return new Map(touched.map(({ customerId }) => [customerId, ALREADY]));
};

const quietHoursHold: Hold = (_ctx, { customerIds, at }) => {
  const { hour } = toShanghai(at);
  const quiet = hour >= QUIET_HOURS.from || hour < QUIET_HOURS.to;
  return Promise.resolve(new Map(quiet ? customerIds.map((id) => [id, QUIET] as const) : []));
};

const RELATION_LOST: Held = {
  reason: 'relation-lost',
  cause: '已不是企业微信好友',
  sentence: '已不是企业微信好友，发不到。',
};
const NO_RELATION: Held = {
  reason: 'no-relation',
  cause: '还不是企业微信好友',
  sentence: '还不是企业微信好友，发不到。',
};
const ALREADY: Held = { reason: 'already', cause: '已经发过', sentence: '这一次已经发过，不再发。' };
const QUIET: Held = {
  reason: 'quiet-hours',
  cause: '安静时段',
  sentence: `${QUIET_HOURS.from}:00 到次日 ${QUIET_HOURS.to}:00 不打扰，这次不发。`,
};
