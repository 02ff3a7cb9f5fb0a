import { In, LessThanOrEqual } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { HeldTouch, Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** The kinds of a touch with their Chinese names. */
export const TOUCH_KINDS: Record<Touch['kind'], string> = {
  contact: '联系',
  care: '关怀',
  offer: '优惠',
  welcome: '欢迎语',
};

/** A message of the product's own accord as time lines show it. */
export interface TouchView {
  at: Date;
  kind: string;
  /** In whose name it went; null where nobody's. */
  memberName: string | null;
  /** Why it was not sent; null for one that was. */
  held: string | null;
}

/** What the product sent or held back of its own accord up to now, the latest first; for callers who have found that the actor may see the customer. */
export async function automaticTouchesAbout(
  { db, now }: ReadCtx,
  { id: customerId }: Pick<Customer, 'id'>,
  limit: number,
): Promise<TouchView[]> {
  const latest = { order: { at: 'DESC', id: 'DESC' }, take: limit } as const;
  const sent = await db.find(Touch, { where: { customerId, automatic: true, at: LessThanOrEqual(now) }, ...latest });
  const unsent = await db.find(HeldTouch, { where: { customerId, at: LessThanOrEqual(now) }, ...latest });
  const memberIds = [...new Set(sent.flatMap(({ memberId }) => (memberId ? [memberId] : [])))];
  const names = new Map((await db.findBy(Member, { id: In(memberIds) })).map(({ id, name }) => [id, name]));
  return [
    ...sent.map(({ at, kind, memberId }) => ({
      at,
      kind: TOUCH_KINDS[kind],
      memberName: names.get(memberId ?? '') ?? null,
      held: null,
    })),
    ...unsent.map(({ at, kind, detail }) => ({ at, kind: TOUCH_KINDS[kind], memberName: null, held: detail })),
  ]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, limit);
}
