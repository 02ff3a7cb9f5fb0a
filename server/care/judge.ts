import { And, In, LessThan, MoreThan, MoreThanOrEqual, Not } from 'typeorm';
import { CareItem } from '../../entities/care.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addDays, startOfShanghaiDay } from '../kernel/dates.ts';
import { massSendHold } from '../mass-sends/mass-send-hold.ts';
import { complaintHold } from '../tickets/complaint-hold.ts';
import { mayTouchMany } from '../touches/guard.ts';
import type { Held, Hold } from '../touches/hold.ts';

/** A greeting that would go to some customers. */
export interface Greetings {
  occasionId: string;
  day: string;
  customerIds: readonly string[];
  at: Date;
}

/** No occasion comes round sooner, also not a lunar one: whoever was greeted within these days was greeted for this one. */
const SAME_OCCASION_DAYS = 300;

/** What a greeting of an occasion belongs to in the ledger. */
export const careSource = (occasionId: string, day: string): string => `care:${occasionId}:${day}`;

/** Who is left out, and why: he may not be written to, or was greeted already. `planning` counts what else is planned that day. */
export async function judge(
  ctx: ReadCtx,
  { occasionId, day, customerIds, at }: Greetings,
  { planning }: { planning: boolean },
): Promise<Map<string, Held>> {
  const holds = [
    complaintHold,
    massSendHold,
    greetedHold(occasionId, day),
    ...(planning ? [plannedHold(occasionId)] : []),
  ];
  const plan = { customerIds, kind: 'care', at, source: careSource(occasionId, day) } as const;
  const verdicts = await mayTouchMany(ctx, plan, holds);
  return new Map([...verdicts].flatMap(([id, verdict]) => (verdict.ok ? [] : [[id, verdict]])));
}

const greetedHold =
  (occasionId: string, day: string): Hold =>
  async ({ db }, { customerIds, at }) => {
    const greeted = await db.find(CareItem, {
      select: { customerId: true },
      where: {
        ...{ customerId: In([...customerIds]), occasionId, status: 'sent', day: Not(day) },
        at: MoreThan(addDays(at, -SAME_OCCASION_DAYS)),
      },
    });
    return new Map(greeted.map(({ customerId }) => [customerId, GREETED]));
  };

const plannedHold =
  (occasionId: string): Hold =>
  async ({ db }, { customerIds, at }) => {
    const planned = await db.find(CareItem, {
      select: { customerId: true },
      where: {
        ...{ customerId: In([...customerIds]), occasionId: Not(occasionId), status: In(['planned', 'waiting']) },
        at: And(MoreThanOrEqual(startOfShanghaiDay(at)), LessThan(startOfShanghaiDay(at, 1))),
      },
    });
    return new Map(planned.map(({ customerId }) => [customerId, PLANNED]));
  };

const GREETED: Held = { reason: 'greeted', cause: '已经问候过', sentence: '这个日子已经问候过，不再发。' };
const PLANNED: Held = {
  reason: 'same-day',
  cause: '当天已安排别的关怀',
  sentence: '当天已安排别的关怀，这次不发。',
};

/** The occasion was moved, meant for others or switched off before its greeting had left. */
export const CHANGED: Held = {
  reason: 'changed',
  cause: '关怀改了',
  sentence: '关怀改了日子或对象，或停用了，这次不发。',
};

/** Nobody who works here is a WeCom contact of the customer. */
export const NO_SENDER: Held = {
  reason: 'no-sender',
  cause: '没有在职同事是好友',
  sentence: '没有在职同事是客户的好友，发不到。',
};
