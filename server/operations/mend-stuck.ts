import { dropCallback, retryCallback } from '../callbacks/set-aside.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { dropMessage, retryMessage, tryChannel } from '../outbox/stuck.ts';
import { requireOperator } from './policy.ts';

/** Tries again what was given up or set aside; tells how many of them could be. */
export async function retryStuck(ctx: Ctx, ids: readonly string[]): Promise<number> {
  requireOperator(ctx.actor);
  return count(ids, async (id) => (await retryMessage(ctx, id)) || retryCallback(ctx, id));
}

/** Puts away for good what was given up or set aside; tells how many of them there still were. */
export async function dropStuck(ctx: Ctx, ids: readonly string[]): Promise<number> {
  requireOperator(ctx.actor);
  return count(ids, async (id) => (await dropMessage(ctx, id)) || dropCallback(ctx, id));
}

/** Has a paused channel tried at once, instead of within the minute; `not_found` where it is not paused. */
export async function resumeChannel(ctx: Ctx, channel: string): Promise<void> {
  requireOperator(ctx.actor);
  if (!(await tryChannel(ctx, channel)))
    throw new DomainError('not_found', 'operations.not-paused', '这个通道没有停，或已经恢复了。');
}

async function count(ids: readonly string[], change: (id: string) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (const id of new Set(ids)) if (await change(id)) done += 1;
  return done;
}
