import { And, In, LessThan, MoreThanOrEqual } from 'typeorm';
import { CareItem } from '../../entities/care.ts';
import type { Ctx } from '../kernel/context.ts';
import { startOfShanghaiDay } from '../kernel/dates.ts';

/** For want of a contact. */
const UNREACHABLE = ['no-sender', 'relation-lost', 'no-relation'];

/** A customer has a contact again on the day of his greeting, such as the colleague who takes over from one who left: it is looked at anew. */
export async function resumeCare(ctx: Ctx, { customerId }: { customerId: string }): Promise<void> {
  const today = { from: startOfShanghaiDay(ctx.now), to: startOfShanghaiDay(ctx.now, 1) };
  const held = await ctx.db.findBy(CareItem, {
    ...{ customerId, status: 'held', reason: In(UNREACHABLE) },
    at: And(MoreThanOrEqual(today.from), LessThan(today.to)),
  });
  for (const { id, at } of held) {
    const again = { status: 'planned', reason: null, detail: null, at: at > ctx.now ? at : ctx.now } as const;
    await ctx.db.update(CareItem, { id, status: 'held' }, again);
  }
}
