import { In, IsNull } from 'typeorm';
import { Session } from '../../entities/session.ts';
import type { Ctx } from '../kernel/context.ts';
import { sessionIdOf } from './open-session.ts';

/** Logs out: the token is of no use from now on. */
export async function revokeSession(ctx: Ctx, token: string): Promise<void> {
  await ctx.db.update(Session, { id: sessionIdOf(token), revokedAt: IsNull() }, { revokedAt: ctx.now });
}

/** Logs members out everywhere, because they have left; should they come back, they log in anew. */
export async function revokeSessionsOf(ctx: Ctx, { memberIds }: { memberIds: readonly string[] }): Promise<void> {
  await ctx.db.update(Session, { memberId: In([...memberIds]), revokedAt: IsNull() }, { revokedAt: ctx.now });
}
