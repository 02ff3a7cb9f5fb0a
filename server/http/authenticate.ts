import type { Context } from 'koa';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { Session } from '../../entities/session.ts';
import type { TransactionFacts } from '../db/transaction.ts';
import { system, type Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadActor, type Admins } from '../members/load-actor.ts';
import { findSession, isSeenAnew, keepSession } from '../sessions/find-session.ts';
import type { Entrance, Own } from './define-route.ts';

/** What a request shows to be let in; a browser adds the cookie by itself, nobody else's header. */
export interface Credentials {
  token: string;
  from: 'cookie' | 'header';
}

/** Who was let in, and by what. */
export interface Admitted<W> {
  who: W;
  from: Credentials['from'];
}

/** Tells who asks; `unauthenticated` for nobody, `forbidden` for a customer where members ask and the other way round. */
export interface Authenticate {
  member(ctx: Context): Promise<Admitted<Actor>>;
  customer(ctx: Context): Promise<Admitted<Own>>;
}

const SEEN: TransactionFacts = { rank: 'asked', what: 'keep-session' };

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

  async function admit<W>(ctx: Context, choose: (holder: Holder) => W): Promise<Admitted<W>> {
    const shown = credentialsOf(ctx, secure);
    if (!shown) throw new DomainError('unauthenticated', 'session.none', '请先登录。');
    const known = await read(system, async (reading) => {
      const session = await findSession(reading, shown.token);
      const holder = session && (await holderOf(reading, session, admins));
      return holder && { session, holder, now: reading.now };
    });
    if (!known) throw new DomainError('unauthenticated', 'session.over', '登录已经过期，请重新登录。');
    const who = choose(known.holder);
    if (isSeenAnew(known.session, known.now))
      await run(system, (writing) => keepSession(writing, known.session.id), SEEN);
    return { who, from: shown.from };
  }

  return {
    member: (ctx) =>
      admit(ctx, ({ actor }) => {
        if (actor) return actor;
        throw new DomainError('forbidden', 'session.of-customer', '这一页只对公司的员工开放。');
      }),
    customer: (ctx) =>
      admit(ctx, ({ own }) => {
        if (own) return own;
        throw new DomainError('forbidden', 'session.of-member', '这一页是客户自己看的，员工打不开。');
      }),
  };
}

type Holder = { actor: Actor; own: null } | { actor: null; own: Own };

/** Whose session it is; null for somebody who is gone. */
async function holderOf(ctx: ReadCtx, session: Session, admins: Admins): Promise<Holder | null> {
  const { memberId, externalUserId } = session;
  if (externalUserId !== null) {
    const customer = await ctx.db.findOneBy(Customer, { externalUserId });
    return customer && { actor: null, own: { customerId: customer.id, externalUserId } };
  }
  const member = memberId === null ? null : await ctx.db.findOneBy(Member, { id: memberId });
  const actor = member && (await loadActor(ctx, member.userId, admins));
  return actor && { actor, own: null };
}
