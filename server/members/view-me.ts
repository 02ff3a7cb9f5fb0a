import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { presentMe } from './present.ts';
import type { MeView } from './schemas.ts';

/** Who asks, and whose customers he sees. */
export async function viewMe({ actor, db }: ReadCtx): Promise<MeView> {
  if (actor.kind !== 'member') throw new DomainError('forbidden', 'member.none', '这里只对公司的员工开放。');
  const { position } = await db.findOneByOrFail(Member, { id: actor.id });
  return presentMe(actor, position);
}
