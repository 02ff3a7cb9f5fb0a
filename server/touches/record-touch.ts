import { In } from 'typeorm';
import { HeldTouch, Touch } from '../../entities/touch.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from './chunks.ts';

/** A touch as its cause knows it; it took place now unless said otherwise. */
export type NewTouch = Omit<Touch, 'id' | 'at'> & { at?: Date };

const AT_ONCE = 200;

/** Enters a touch in the ledger; a second one of the same customer and source is none. */
export const recordTouch = (ctx: Ctx, touch: NewTouch): Promise<void> => recordTouches(ctx, [touch]);

/**
 * Enters touches in the ledger, also planned ones at their time to come, so that other plans see them.
 * Each message ends either sent or held: what was held before is not any more.
 */
export async function recordTouches(ctx: Ctx, touches: readonly NewTouch[]): Promise<void> {
  const rows = touches.map((touch): Touch => ({ id: ctx.newId(), ...touch, at: touch.at ?? ctx.now }));
  for (const some of chunks(rows, AT_ONCE)) {
    await ctx.db
      .createQueryBuilder()
      .insert()
      .into(Touch)
      .values(some)
      .orUpdate(['source'], ['source', 'customerId'])
      .execute();
  }
  const automatic = touches.filter((touch) => touch.automatic);
  for (const source of new Set(automatic.map((touch) => touch.source))) {
    const ids = automatic.filter((touch) => touch.source === source).map(({ customerId }) => customerId);
    for (const some of chunks(ids, AT_ONCE)) await ctx.db.delete(HeldTouch, { source, customerId: In(some) });
  }
}
