import { createHash } from 'node:crypto';
import { LessThan } from 'typeorm';
import { Session } from '../../entities/session.ts';
import type { Ctx } from '../kernel/context.ts';
import { addDays, addSeconds } from '../kernel/dates.ts';

/** A member's session ends after so many days, however much it is used. */
export const SESSION_DAYS = 7;
/** A customer's ends after so many hours: WeChat names him anew without asking him anything. */
export const OWN_SESSION_HOURS = 12;

/** Whose session it is: a member's by our id, a customer's by WeCom's. */
export type Holder = { memberId: string; externalUserId?: null } | { memberId?: null; externalUserId: string };

/** The row of a token: only its hash is kept. */
export const sessionIdOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Logs somebody in under a new token, and clears away what has run out of his. */
export async function openSession(ctx: Ctx, token: string, holder: Holder): Promise<Session> {
  const { memberId = null, externalUserId = null } = holder;
  await ctx.db.delete(Session, {
    ...(memberId ? { memberId } : { externalUserId: externalUserId ?? '' }),
    expiresAt: LessThan(ctx.now),
  });
  const session: Session = {
    id: sessionIdOf(token),
    memberId,
    externalUserId,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt: memberId ? addDays(ctx.now, SESSION_DAYS) : addSeconds(ctx.now, OWN_SESSION_HOURS * 3600),
    revokedAt: null,
  };
  await ctx.db.insert(Session, session);
  return session;
}
