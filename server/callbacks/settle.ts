import type { EntityManager } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Ctx } from '../kernel/context.ts';

/** Thrown where another process has given this callback its effect; the transaction is taken back and nothing is amiss. */
export class AlreadySettled extends Error {}

/** Thrown where an earlier callback of the same source still waits; the transaction is taken back and nothing is amiss. */
export class OutOfTurn extends Error {}

/** A chat line that failed this often lets later lines of its member pass; what concerns a customer waits until it is set aside. */
const HOLDS_CHAT_UP_TO = 2;
const ALWAYS = 1_000_000;

/** Up to how many tries a callback that waits holds up the later ones of its source. */
export const holdsUpTo = (source: string): number => (source.startsWith('member:') ? HOLDS_CHAT_UP_TO : ALWAYS);

/** Marks a callback as done in the transaction of its effect, so that both happen once or not at all, and each in its turn. */
export async function settleCallback(ctx: Ctx, callbackId: string): Promise<void> {
  await requireTurn(ctx.db, callbackId);
  const { affected } = await ctx.db.update(
    CallbackRow,
    { id: callbackId, status: 'received' },
    { status: 'done', doneAt: ctx.now, failure: null },
  );
  if (affected !== 1) throw new AlreadySettled(callbackId);
}

/** The earliest of its source is locked on the way: a process that comes second waits until the first one's effect is there. */
async function requireTurn(db: EntityManager, id: string): Promise<void> {
  const lock = db.connection.options.type === 'better-sqlite3' ? '' : ' FOR UPDATE';
  const [mine] = await db.query<{ source: string; createTime: number }[]>(
    'SELECT source, createTime FROM callbacks WHERE id = ?',
    [id],
  );
  if (!mine) throw new AlreadySettled(id);
  const [first] = await db.query<{ id: string }[]>(
    `SELECT id FROM callbacks WHERE source = ? AND status = 'received' AND createTime <= ? AND (id = ? OR attempts < ?)
     ORDER BY createTime, id LIMIT 1${lock}`,
    [mine.source, mine.createTime, id, holdsUpTo(mine.source)],
  );
  if (!first) throw new AlreadySettled(id);
  if (first.id !== id) throw new OutOfTurn(id);
}
