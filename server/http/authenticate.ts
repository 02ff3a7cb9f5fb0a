import type { Context } from 'koa';
import { Member } from '../../entities/member.ts';
import { system, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadActor, type Admins } from '../members/load-actor.ts';
import { findSession, isSeenAnew, keepSession } from '../sessions/find-session.ts';
import type { Entrance } from './define-route.ts';

/** What a request shows to be let in; a browser adds the cookie by itself, nobody else's header. */
export interface Credentials {
  token: string;
  from: 'cookie' | 'header';
}

/** Tells which member asks; `unauthenticated` for nobody. */
export type Authenticate = (ctx: Context) => Promise<{ actor: Actor; from: Credentials['from'] }>;

/** With TLS the name itself keeps the cookie from being set by another host or over plain HTTP. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-changke' : 'changke');

/** What a request shows: the header goes before the cookie. */
export function credentialsOf(ctx: Context, secure: boolean): Credentials | null {
  const header = ctx.get('Authorization');
  if (header) {
    const token = /^Bearer ([\w-]{1,128})$/.exec(header)?.[1];
    return token === undefined ? null : { token, from: 'header' };
  }
  const token = ctx.cookies.get(sessionCookie(secure));
  return token && token.length <= 128 ? { token, from: 'cookie' } : null;
}

/** Builds `authenticate`; what a member may see is looked up anew with each request. */
export function createAuthenticate(deps: Entrance & { admins: Admins; secure: boolean }): Authenticate {
  const { run, read, admins, secure } = deps;
  return async (ctx) => {
    const shown = credentialsOf(ctx, secure);
    if (!shown) throw new DomainError('unauthenticated', 'session.none', '请先登录。');
    const known = await read(system, async (reading) => {
      const session = await findSession(reading, shown.token);
      const member = session?.memberId ? await reading.db.findOneBy(Member, { id: session.memberId }) : null;
      const actor = member && (await loadActor(reading, member.userId, admins));
      return session && actor ? { session, actor, now: reading.now } : null;
    });
    if (!known) throw new DomainError('unauthenticated', 'session.over', '登录已经过期，请重新登录。');
    if (isSeenAnew(known.session, known.now)) await run(system, (writing) => keepSession(writing, known.session.id));
    return { actor: known.actor, from: shown.from };
  };
}
