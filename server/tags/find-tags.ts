import { In } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { CustomerTag, Tag } from '../../entities/tag.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** All tags, group by group: what a customer may bear is no secret within the company. */
export const listTags = ({ db }: Pick<ReadCtx, 'db'>): Promise<Tag[]> =>
  db.find(Tag, { order: { groupName: 'ASC', name: 'ASC', id: 'ASC' } });

/** The tag of an id. */
export async function loadTag({ db }: Pick<ReadCtx, 'db'>, id: string): Promise<Tag> {
  const tag = await db.findOneBy(Tag, { id });
  if (!tag) throw new DomainError('not_found', 'tag.absent', '没有找到这个标签。');
  return tag;
}

/** The tags of a name, or of a group and a name: 行业/酒店. */
export function tagsNamed({ db }: Pick<ReadCtx, 'db'>, said: string): Promise<Tag[]> {
  const [, groupName, inGroup] = /^([^/]+)\/(.+)$/.exec(said) ?? [];
  const whole = { name: said.slice(0, 64) };
  const where = groupName && inGroup ? [whole, { groupName: groupName.trim(), name: inGroup.trim() }] : whole;
  return db.find(Tag, { where, order: { groupName: 'ASC', id: 'ASC' } });
}

/** The tags that a customer bears; for callers who have found that the actor may see him. */
export async function tagsOf({ db }: Pick<ReadCtx, 'db'>, { id }: Pick<Customer, 'id'>): Promise<Tag[]> {
  const links = await db.findBy(CustomerTag, { customerId: id });
  return db.find(Tag, {
    where: { id: In(links.map(({ tagId }) => tagId)) },
    order: { groupName: 'ASC', name: 'ASC', id: 'ASC' },
  });
}
