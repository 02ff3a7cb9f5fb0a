import { Department } from '../../entities/department.ts';
import { Member, MemberDepartment } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';

const SERVICE = /客服|售后|客户服务/;

/** Whether a member answers for customers after the deal, as his position or one of his departments says. */
export const isService = ({ position }: Pick<Member, 'position'>, departmentNames: readonly string[]): boolean =>
  [position ?? '', ...departmentNames].some((name) => SERVICE.test(name));

/** The members of service who work here, by id; a department counts with those above it. */
export async function serviceMembers({ db }: Pick<ReadCtx, 'db'>): Promise<Member[]> {
  const members = await db.find(Member, { where: { status: 'active' }, order: { id: 'ASC' } });
  const departments = new Map((await db.find(Department)).map((department) => [department.id, department]));
  const memberships = new Map<string, string[]>();
  for (const { memberId, departmentId } of await db.find(MemberDepartment)) {
    memberships.set(memberId, [...(memberships.get(memberId) ?? []), ...namesUpFrom(departmentId, departments)]);
  }
  return members.filter((member) => isService(member, memberships.get(member.id) ?? []));
}

function namesUpFrom(departmentId: number, departments: ReadonlyMap<number, Department>): string[] {
  const names: string[] = [];
  const seen = new Set<number>();
  for (let at = departments.get(departmentId); at && !seen.has(at.id); at = departments.get(at.parentId)) {
    seen.add(at.id);
    names.push(at.name);
  }
  return names;
}
