import { IsNull } from 'typeorm';
import { Session } from '../../entities/session.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { sessionIdOf } from './open-session.ts';

/** A session ends when it has not been used for so long. */
export const IDLE_HOURS = 12;
/** Uses within so long of each other are not written down. */
const SEEN_SECONDS = 300;

/** The session of a token, unless it has run out, been left idle or been revoked. */
export async function findSession({ db, now }: ReadCtx, token: string): Promise<Session | null> {
  const session = await db.findOneBy(Session, { id: sessionIdOf(token), revokedAt: IsNull() });
  return session && isAlive(session, now) ? session : null;
}

/** Whether a session may still be used at an instant. */
export const isAlive = (
  { expiresAt, lastSeenAt, revokedAt }: Pick<Session, 'expiresAt' | 'lastSeenAt' | 'revokedAt'>,
  now: Date,
): boolean => revokedAt === null && now < expiresAt && now < addSeconds(lastSeenAt, IDLE_HOURS * 3600);

/** Whether the use of a session now is worth writing down. */
export const isSeenAnew = ({ lastSeenAt }: Pick<Session, 'lastSeenAt'>, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= SEEN_SECONDS * 1000;

/** Keeps a session from ending for lack of use; a revoked one stays revoked. */
export async function keepSession(ctx: Ctx, sessionId: string): Promise<void> {
  await ctx.db.update(Session, { id: sessionId, revokedAt: IsNull() }, { lastSeenAt: ctx.now });
}
