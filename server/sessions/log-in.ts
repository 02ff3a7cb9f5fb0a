import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { Session } from '../../entities/session.ts';
import type { Ctx } from '../kernel/context.ts';
import { admitMember } from '../members/ensure-member.ts';
import { openSession } from './open-session.ts';

/** Logs in the member whom WeCom has named; one whom the directory has not told of yet is let in with his own customers. */
export async function logInMember(ctx: Ctx, userId: string, token: string): Promise<Session> {
  await admitMember(ctx, userId);
  const { id } = await ctx.db.findOneByOrFail(Member, { userKey: userId.toLowerCase() });
  return openSession(ctx, token, { memberId: id });
}

/** Logs in the customer whom WeChat has named, to his own page; null for one whom the product does not know. */
export async function logInCustomer(ctx: Ctx, externalUserId: string, token: string): Promise<Session | null> {
  if (!(await ctx.db.existsBy(Customer, { externalUserId }))) return null;
  return openSession(ctx, token, { externalUserId });
}
