import { In } from 'typeorm';
import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { loadOrganisation } from './organisation.ts';
import { managersOver } from './supervision.ts';

/** The managers of a member who work here now: the nearest ones, those above them where none of these is left. */
export async function managersOf({ db }: Pick<ReadCtx, 'db'>, memberId: string): Promise<Member[]> {
  const organisation = await loadOrganisation({ db });
  const seen = new Set([memberId]);
  for (let members = [memberId]; members.length > 0;) {
    const above = members.flatMap((id) => managersOver(id, organisation)).filter((id) => !seen.has(id));
    for (const id of above) seen.add(id);
    const active = await db.find(Member, { where: { id: In(above), status: 'active' }, order: { id: 'ASC' } });
    if (active.length > 0) return active;
    members = above;
  }
  return [];
}
