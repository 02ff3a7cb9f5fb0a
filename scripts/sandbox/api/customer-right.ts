import type { CompanyMember } from '../company.ts';
import { findMember, hasCustomers, isVisible } from '../people.ts';
import type { World } from '../world.ts';
import { ApiError } from './endpoint.ts';

/** The member whom a call about customers names; 60111 unknown, 60011 outside the visible range, 84074 without customer contact. */
export function requireCustomers(world: World, userid: string): CompanyMember {
  const member = findMember(world, userid);
  if (!member) throw new ApiError(60111, 'userid not found');
  if (!isVisible(world, userid)) throw new ApiError(60011, 'no privilege to access the member');
  if (!hasCustomers(world, userid)) throw new ApiError(84074, 'no external contact permission');
  return member;
}
