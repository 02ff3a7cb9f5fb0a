import { Tag } from '../../entities/tag.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { tagsNamed } from './find-tags.ts';

/** The group of tags that members make here and WeCom does not know. */
export const OWN_GROUP = '自建';

/** WeCom's own limit, so that a tag can go there later. */
const LONGEST = 30;

/** Makes a tag that only this product knows; `conflict` where there is one of that name. */
export async function createTag(ctx: Ctx, name: string): Promise<Tag> {
  const trimmed = name.trim();
  if (!trimmed || [...trimmed].length > LONGEST) {
    throw new DomainError('invalid', 'tag.name', `标签名要有 1 到 ${LONGEST} 个字。`);
  }
  if ((await tagsNamed(ctx, trimmed)).length > 0)
    throw new DomainError('conflict', 'tag.exists', `已经有标签“${trimmed}”了。`);
  const tag: Tag = { id: ctx.newId(), groupName: OWN_GROUP, name: trimmed, wecomId: null };
  await ctx.db.insert(Tag, tag);
  return tag;
}
