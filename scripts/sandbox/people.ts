import type { CompanyMember } from './company.ts';
import type { World } from './world.ts';

/** A member by userid, which WeCom compares without case. */
export const findMember = (world: World, userid: string): CompanyMember | undefined =>
  world.records.members.get(userid.toLowerCase());

/** A member's name, or the userid when nobody has it. */
export const memberName = (world: World, userid: string): string => findMember(world, userid)?.name ?? userid;

/** A customer's name, or the external_userid when nobody has it. */
export const customerName = (world: World, externalUserId: string): string =>
  world.records.customers.get(externalUserId)?.name ?? externalUserId;

/** A department and all below it, as ids. */
export function departmentTree(world: World, rootId: number): number[] {
  const departments = world.records.departments.list();
  const tree = departments.some(({ id }) => id === rootId) ? [rootId] : [];
  for (const parent of tree) {
    tree.push(
      ...departments.filter(({ id, parentid }) => parentid === parent && !tree.includes(id)).map(({ id }) => id),
    );
  }
  return tree;
}

/** The members who sit in one of these departments. */
export const membersOf = (world: World, departmentIds: readonly number[]): CompanyMember[] =>
  world.records.members.list().filter(({ department }) => department.some((id) => departmentIds.includes(id)));

/** The first `length` characters on one line, for summaries. */
export function gist(text: string, length = 40): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('');
}
