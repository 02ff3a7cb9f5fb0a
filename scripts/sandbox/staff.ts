import type { CompanyMember } from './company.ts';
import { tellStaffChange } from './events.ts';
import { Refusal } from './http.ts';
import { findMember } from './people.ts';
import { addNotice } from './phone.ts';
import { followKey } from './records.ts';
import type { World } from './world.ts';

/** Somebody joins the company; the product is told. */
export function addMember(world: World, who: Pick<CompanyMember, 'userid' | 'name' | 'position' | 'department'>): void {
  if (findMember(world, who.userid)) throw new Refusal(409, `已经有员工用 ${who.userid} 了`);
  requireDepartments(world, who.department);
  const [main = 1] = who.department;
  const place = { is_leader_in_dept: who.department.map(() => 0 as const), main_department: main, direct_leader: [] };
  putMember(world, { ...who, ...place });
  tellStaffChange(world, 'create_user', who);
}

/** An admin edits a member; the product is told only when he changes departments (wecom-api.md 8). */
export function editMember(
  world: World,
  userid: string,
  change: { name?: string | undefined; position?: string | undefined; department?: number[] | undefined },
): void {
  const member = requireStaff(world, userid);
  const { name = member.name, position = member.position, department = member.department } = change;
  requireDepartments(world, department);
  const moved = department.join() !== member.department.join();
  const [main = member.main_department] = department;
  const place = { is_leader_in_dept: department.map(() => 0 as const), main_department: main };
  putMember(world, { ...member, name, position, department, ...(moved ? place : {}) });
  if (moved) tellStaffChange(world, 'update_user', { userid: member.userid, name, department });
}

/** A member leaves: his friendships end without events of their own, and the product is told of him alone. */
export function removeMember(world: World, userid: string): void {
  const { userid: id, name } = requireStaff(world, userid);
  for (const follow of world.records.follows.list().filter((each) => each.userid === id)) {
    world.records.follows.delete(followKey(id, follow.external_userid));
    addNotice(world, id, follow.external_userid, `${name}已经离开${world.corp.name}`);
  }
  world.records.members.delete(id.toLowerCase());
  tellStaffChange(world, 'delete_user', { userid: id, name });
  world.live.changed('state');
}

function requireStaff(world: World, userid: string): CompanyMember {
  const member = findMember(world, userid);
  if (!member) throw new Refusal(404, '没有这位员工');
  return member;
}

function requireDepartments(world: World, ids: readonly number[]): void {
  if (ids.some((id) => !world.records.departments.get(String(id)))) throw new Refusal(404, '没有这个部门');
}

function putMember(world: World, member: CompanyMember): void {
  world.records.members.put(member.userid.toLowerCase(), member);
  world.live.changed('state');
}
