import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { fetchMember } from '../wecom/messages/fetch-directory.ts';

/** The member of a WeCom userid; one that is new here is kept at once by his userid, and WeCom is asked who he is. */
export async function ensureMember(ctx: Ctx, userId: string): Promise<Member> {
  const userKey = userId.toLowerCase();
  const known = await ctx.db.findOneBy(Member, { userKey });
  if (known) return known;

  const member: Member = {
    id: ctx.newId(),
    userId,
    userKey,
    name: userId,
    position: null,
    status: 'active',
    greetedAt: null,
    syncedAt: null,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Member, member);
  await ctx.send(fetchMember, { userId });
  return member;
}
