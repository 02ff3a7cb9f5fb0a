import { In, Not } from 'typeorm';
import { Department } from '../../entities/department.ts';
import { Member, MemberDepartment, MemberLeader } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { membersLeft } from './events.ts';
import type { FetchedDirectory, FetchedMember } from '../wecom/messages/fetch-directory.ts';

/** Takes over the departments and members that WeCom told; who is not among them has left the app's sight. */
export async function recordDirectory(ctx: Ctx, { departments, members }: FetchedDirectory): Promise<void> {
  await ctx.db.delete(Department, { id: Not(In(departments.map(({ id }) => id))) });
  for (const { id, parentId, name } of departments) {
    const row = { parentId, name: name || String(id), syncedAt: ctx.now };
    const { affected } = await ctx.db.update(Department, { id }, row);
    if (affected === 0) await ctx.db.insert(Department, { id, ...row });
  }
  for (const member of members) await recordMember(ctx, member);
  if (members.length > 0) {
    const keys = members.map(({ userId }) => userId.toLowerCase());
    const gone = await ctx.db.findBy(Member, { userKey: Not(In(keys)), status: 'active' });
    await leave(
      ctx,
      gone.map(({ id }) => id),
    );
  }
}

/** Takes over what WeCom told of one member. */
export async function recordMember(ctx: Ctx, member: FetchedMember): Promise<void> {
  const userKey = member.userId.toLowerCase();
  const facts = {
    userId: member.userId,
    name: member.name,
    position: member.position,
    status: member.left ? 'left' : 'active',
    syncedAt: ctx.now,
  } as const;
  const known = await ctx.db.findOneBy(Member, { userKey });
  const id = known?.id ?? ctx.newId();
  if (known?.status === 'active' && member.left) await leave(ctx, [id]);
  if (known) await ctx.db.update(Member, { id }, facts);
  else await ctx.db.insert(Member, { id, userKey, greetedAt: null, createdAt: ctx.now, ...facts });

  await ctx.db.delete(MemberDepartment, { memberId: id });
  await ctx.db.delete(MemberLeader, { memberId: id });
  for (const department of uniqueBy(member.departments, (each) => each.id)) {
    await ctx.db.insert(MemberDepartment, { memberId: id, departmentId: department.id, isLeader: department.isLeader });
  }
  for (const [position, leaderKey] of [...new Set(member.directLeaders.map((each) => each.toLowerCase()))].entries()) {
    await ctx.db.insert(MemberLeader, { memberId: id, leaderKey, position });
  }
}

/** Keeps that a member was deleted in WeCom. */
export async function recordGone(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  const member = await ctx.db.findOneBy(Member, { userKey: userId.toLowerCase(), status: 'active' });
  if (member) await leave(ctx, [member.id]);
}

async function leave(ctx: Ctx, memberIds: string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await ctx.db.update(Member, { id: In(memberIds) }, { status: 'left' });
  await ctx.emit(membersLeft, { memberIds });
}

const uniqueBy = <T>(items: readonly T[], keyOf: (item: T) => unknown): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
