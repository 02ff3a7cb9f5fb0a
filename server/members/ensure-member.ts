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
  await ctx.db.createQueryBuilder().insert().into(Member).values(member).orIgnore().execute();
  // Several processes on one MySQL may meet him in the same moment: one of them lets him in.
  const kept = await ctx.db.findOneByOrFail(Member, { userKey });
  if (kept.id === member.id) await ctx.send(fetchMember, { userId });
  return kept;
}

/** Lets in a member who writes to the app, and so works here, even if the directory had lost sight of him. */
export async function admitMember(ctx: Ctx, userId: string): Promise<void> {
  const member = await ensureMember(ctx, userId);
  if (member.status === 'active') return;
  await ctx.db.update(Member, { id: member.id }, { status: 'active' });
  await ctx.send(fetchMember, { userId });
}
