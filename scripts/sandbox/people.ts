import type { CompanyMember } from './company.ts';
import { readSettings } from './settings.ts';
import type { World } from './world.ts';

/** A member by userid, which WeCom compares without case. */
export const findMember = (world: World, userid: string): CompanyMember | undefined =>
  world.records.members.get(userid.toLowerCase());

/** A member whom the app may see; the others are outside its visible range. */
export const findVisible = (world: World, userid: string): CompanyMember | undefined =>
  isVisible(world, userid) ? findMember(world, userid) : undefined;

/** Whether the app's visible range holds this userid. */
export const isVisible = (world: World, userid: string): boolean => !names(readSettings(world).invisible, userid);

/** All members whom the app may see. */
export const visibleMembers = (world: World): CompanyMember[] => seen(world, world.records.members.list());

/** Whether a member whom the app may see has the right to customer contact. */
export const hasCustomers = (world: World, userid: string): boolean =>
  isVisible(world, userid) && !names(readSettings(world).withoutCustomers, userid);

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

/** Those of them whom the app may see. */
export const seenOf = (world: World, departmentIds: readonly number[]): CompanyMember[] =>
  seen(world, membersOf(world, departmentIds));

function seen(world: World, members: CompanyMember[]): CompanyMember[] {
  const { invisible } = readSettings(world);
  return invisible.length === 0 ? members : members.filter(({ userid }) => !names(invisible, userid));
}

const names = (userids: readonly string[], userid: string): boolean =>
  userids.some((each) => each.toLowerCase() === userid.toLowerCase());

/** The first `length` characters on one line, for summaries. */
export function gist(text: string, length = 40): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('');
}
