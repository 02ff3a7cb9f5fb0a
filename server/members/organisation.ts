import { In } from 'typeorm';
import { Department } from '../../entities/department.ts';
import { Member, MemberDepartment, MemberLeader } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Organisation } from './supervision.ts';

/** Reads what decides who manages whom. */
export async function loadOrganisation({ db }: Pick<ReadCtx, 'db'>): Promise<Organisation> {
  const [departments, memberships, named] = await Promise.all([
    db.find(Department, { select: { id: true, parentId: true } }),
    db.find(MemberDepartment),
    db.find(MemberLeader),
  ]);
  const keys = [...new Set(named.map(({ leaderKey }) => leaderKey))];
  const leaderIds = new Map(
    (await db.findBy(Member, { userKey: In(keys) })).map((leader) => [leader.userKey, leader.id]),
  );
  const leaders = named.flatMap(({ memberId, leaderKey }) => {
    const leaderId = leaderIds.get(leaderKey);
    return leaderId ? [{ memberId, leaderId }] : [];
  });
  return { departments, memberships, leaders };
}

/** The company's name: WeCom's root department bears it; null before the directory was read. */
export async function companyName({ db }: Pick<ReadCtx, 'db'>): Promise<string | null> {
  const root = await db.findOne(Department, { where: { parentId: 0 }, order: { id: 'ASC' } });
  return root?.name ?? null;
}
