import { In, MoreThan } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import { lockRows } from '../db/lock-rows.ts';
import type { Ctx } from '../kernel/context.ts';
import { parseCallback, type Callback } from './parse.ts';

/** What a callback says of a bond that can begin and end: of which two, or of whom; null where a late one does no harm. */
function bondOf(callback: Callback): string | null {
  if (callback.kind === 'staff') return callback.userId.toLowerCase();
  if (callback.kind !== 'customer') return null;
  const { change, userId, externalUserId } = callback;
  return change === 'edit' || change === 'transfer_fail' ? null : `${externalUserId} ${userId.toLowerCase()}`;
}

/** Whether what happened later between the same two was told first, so that this would undo it; WeCom's retries come out of order. */
export async function isOvertaken(ctx: Ctx, row: CallbackRow, callback: Callback): Promise<boolean> {
  const bond = bondOf(callback);
  if (bond === null) return false;
  const later = await ctx.db.find(CallbackRow, {
    select: { id: true },
    where: { source: row.source, createTime: MoreThan(row.createTime) },
  });
  if (later.length === 0) return false;
  const ids = later.map(({ id }) => id);
  // Another process may be at one of them.
  await lockRows(ctx.db, CallbackRow, ids);
  const done = await ctx.db.findBy(CallbackRow, { id: In(ids), status: 'done' });
  return done.some(({ payload }) => bondOf(parseCallback(payload)) === bond);
}
