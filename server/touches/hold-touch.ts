import { In } from 'typeorm';
import { HeldTouch, Touch } from '../../entities/touch.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from './chunks.ts';
import type { Held, Plan } from './hold.ts';

const AT_ONCE = 200;

/** What a message would have been. */
export interface Unsent {
  kind: Plan['kind'];
  source: string;
  /** When it would have been sent; now unless said otherwise. */
  at?: Date;
}

/** Keeps why a planned message was not sent to a customer. */
export const holdTouch = (
  ctx: Ctx,
  { customerId, ...unsent }: Unsent & { customerId: string },
  why: Pick<Held, 'reason' | 'sentence'>,
): Promise<void> => holdTouches(ctx, unsent, new Map([[customerId, why]]));

/** Keeps for each customer why a planned message was not sent; one that was in the ledger already is taken out. */
export async function holdTouches(
  ctx: Ctx,
  { kind, source, at }: Unsent,
  held: ReadonlyMap<string, Pick<Held, 'reason' | 'sentence'>>,
): Promise<void> {
  const rows = [...held].map(([customerId, { reason, sentence }]): HeldTouch => ({
    id: ctx.newId(),
    ...{ customerId, kind, source, reason },
    detail: sentence.slice(0, 255),
    at: at ?? ctx.now,
  }));
  for (const some of chunks(rows, AT_ONCE)) {
    await ctx.db.delete(Touch, { source, customerId: In(some.map(({ customerId }) => customerId)) });
    await ctx.db
      .createQueryBuilder()
      .insert()
      .into(HeldTouch)
      .values(some)
      .orUpdate(['reason', 'detail', 'at'], ['source', 'customerId'])
      .execute();
  }
}
