import type { Member } from '../../entities/member.ts';
import type { Actor } from '../kernel/actor.ts';
import type { MemberName, MeView } from './schemas.ts';

/** A member as others' pages name him. */
export const presentName = ({ id, name }: Pick<Member, 'id' | 'name'>): MemberName => ({ id, name });

/** The member who is logged in. */
export function presentMe(actor: Extract<Actor, { kind: 'member' }>, position: string | null): MeView {
  const { id, userId, name, scope } = actor;
  const managed = { own: 0, all: null, managed: scope.kind === 'managed' ? scope.memberIds.length : 0 }[scope.kind];
  return { id, userId, name, position, scope: scope.kind, managed };
}
