import { In } from 'typeorm';
import type { z } from 'zod';
import { Member } from '../../entities/member.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { listTags } from '../tags/find-tags.ts';
import type { choicesView } from './schemas.ts';

/** As many sources as a sheet can show; the frequent ones come first. */
const MOST_SOURCES = 60;

/** What forms of conditions choose from: tags, the members whose customers the actor sees, and the sources of these. */
export async function listChoices(ctx: ReadCtx): Promise<z.infer<typeof choicesView>> {
  const { actor, db } = ctx;
  const status = 'active';
  const everybody = actor.kind === 'system' || actor.scope.kind === 'all';
  const inSight = actor.kind === 'member' && actor.scope.kind === 'managed' ? actor.scope.memberIds : [];
  const members = await db.find(Member, {
    where: everybody ? { status } : { status, id: In([actor.id, ...inSight]) },
    order: { name: 'ASC', id: 'ASC' },
  });
  const sources = await visibleCustomers(ctx)
    .andWhere("c.source IS NOT NULL AND c.source <> ''")
    .select('c.source', 'source')
    .groupBy('c.source')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('c.source')
    .limit(MOST_SOURCES)
    .getRawMany<{ source: string }>();
  return {
    tags: (await listTags(ctx)).map(({ id, name, groupName }) => ({ code: id, name, group: groupName })),
    members: members.map(({ id, name }) => ({ code: id, name, group: '' })),
    sources: sources.map(({ source }) => ({ code: source, name: source, group: '' })),
  };
}
