import { Member, MemberDepartment, MemberLeader } from '../../entities/member.ts';
import type { Actor, Scope } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { loadOrganisation } from './organisation.ts';
import { managedBy } from './supervision.ts';

/** The userids, in lower case, of those who may see and do everything (setting `ADMIN_USERIDS`). */
export type Admins = ReadonlySet<string>;

/** Who a WeCom userid is here and what he may see; null for whom nobody has heard of or who has left. */
export async function loadActor({ db }: Pick<ReadCtx, 'db'>, userId: string, admins: Admins): Promise<Actor | null> {
  const member = await db.findOneBy(Member, { userKey: userId.toLowerCase() });
  if (!member || member.status === 'left') return null;
  const scope = admins.has(member.userKey) ? ({ kind: 'all' } as const) : await scopeOf({ db }, member);
  return { kind: 'member', id: member.id, userId: member.userId, name: member.name, scope };
}

async function scopeOf({ db }: Pick<ReadCtx, 'db'>, { id, userKey }: Member): Promise<Scope> {
  const leads =
    (await db.existsBy(MemberLeader, { leaderKey: userKey })) ||
    (await db.existsBy(MemberDepartment, { memberId: id, isLeader: true }));
  if (!leads) return { kind: 'own' };

  const memberIds = managedBy(id, await loadOrganisation({ db }));
  return memberIds.length === 0 ? { kind: 'own' } : { kind: 'managed', memberIds };
}
