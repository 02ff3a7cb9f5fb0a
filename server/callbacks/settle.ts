import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Ctx } from '../kernel/context.ts';

/** Thrown where another process has given this callback its effect; the transaction is taken back and nothing is amiss. */
export class AlreadySettled extends Error {}

/** Marks a callback as done in the transaction of its effect, so that both happen once or not at all. */
export async function settleCallback(ctx: Ctx, callbackId: string): Promise<void> {
  const { affected } = await ctx.db.update(
    CallbackRow,
    { id: callbackId, status: 'received' },
    { status: 'done', doneAt: ctx.now, failure: null },
  );
  if (affected !== 1) throw new AlreadySettled(callbackId);
}
