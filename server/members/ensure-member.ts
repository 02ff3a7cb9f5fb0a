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

/** Lets in a member who writes to the app, and so works here, even if the directory had lost sight of him. */
export async function admitMember(ctx: Ctx, userId: string): Promise<void> {
  const member = await ensureMember(ctx, userId);
  if (member.status === 'active') return;
  await ctx.db.update(Member, { id: member.id }, { status: 'active' });
  await ctx.send(fetchMember, { userId });
}
