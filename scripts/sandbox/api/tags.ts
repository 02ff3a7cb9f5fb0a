import { z } from 'zod';
import { findFollow, putFollow } from '../friends.ts';
import { tagId } from '../ids.ts';
import { customerName } from '../people.ts';
import type { TagGroup } from '../records.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { requireCustomers } from './customer-right.ts';
import { ApiError, defineEndpoint, fieldsOf } from './endpoint.ts';

// wecom-api.md 6.1.
const MOST_PER_FOLLOW = 3000;

type Tag = TagGroup['tag'][number];

const tagName = z.string('40072 tag name missing').min(1, '40072 tag name missing').max(30, '40072 tag name too long');
const order = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .default(0);

/** `externalcontact/get_corp_tag_list`: by tag, by group (tags are ignored then) or all. */
export const listTags = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/get_corp_tag_list',
  title: '列企业标签',
  empty: { tag_group: [] },
  input: z.object({ tag_id: z.array(z.string()).default([]), group_id: z.array(z.string()).default([]) }),
  run(world, { tag_id: tags, group_id: groups }) {
    const all = world.records.tagGroups.list();
    const found =
      groups.length > 0
        ? all.filter(({ group_id: id }) => groups.includes(id))
        : tags.length > 0
          ? all
              .map((group) => ({ ...group, tag: group.tag.filter(({ id }) => tags.includes(id)) }))
              .filter(({ tag }) => tag.length > 0)
          : all;
    return { reply: { tag_group: found }, summary: `列企业标签：${found.length} 组` };
  },
});

/** `externalcontact/add_corp_tag`: into a group that exists or a new one; a name that is there already is not made twice. */
export const addTags = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/add_corp_tag',
  title: '加企业标签',
  input: z.object({
    group_id: z.string().optional(),
    group_name: z.string().max(30, '40072 group name too long').optional(),
    order,
    tag: z
      .array(z.object({ name: tagName, order }))
      .min(1, '40063 some parameters are empty')
      .max(1000),
  }),
  run(world, input) {
    const group = groupFor(world, input);
    const names = new Map(input.tag.map((tag) => [tag.name, tag]));
    const created = [...names.values()]
      .filter(({ name }) => !group.tag.some((tag) => tag.name === name))
      .map((tag) => newTag(world, tag));
    if (allTags(world).length + created.length > readSettings(world).corpTags)
      throw new ApiError(40126, 'corp tag num exceed limit');
    const tags = [...group.tag, ...created];
    world.records.tagGroups.put(group.group_id, { ...group, tag: tags });
    const tag = tags.filter(({ name }) => names.has(name));
    return {
      reply: { tag_group: { ...group, tag } },
      summary: `加企业标签：${group.group_name} / ${[...names.keys()].slice(0, 5).join('、')}`,
    };
  },
});

/** `externalcontact/mark_tag`: puts tags on a friendship or takes them off. */
export const markTags = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/mark_tag',
  title: '给客户打标签',
  alone: { of: fieldsOf('userid', 'external_userid'), errcode: 45035 },
  input: z
    .object({
      userid: z.string('41009 userid missing').min(1, '41009 userid missing'),
      external_userid: z.string('41035 external_userid missing').min(1, '41035 external_userid missing'),
      add_tag: z.array(z.string()).default([]),
      remove_tag: z.array(z.string()).default([]),
    })
    .refine(
      ({ add_tag: add, remove_tag: remove }) => add.length + remove.length > 0,
      '40063 some parameters are empty',
    ),
  run(world, { userid, external_userid: external, add_tag: add, remove_tag: remove }) {
    requireCustomers(world, userid);
    const follow = findFollow(world, userid, external);
    if (!follow) throw new ApiError(84061, 'not external contact');
    const known = new Map(allTags(world).map(({ tag }) => [tag.id, tag.name]));
    if (add.some((id) => !known.has(id))) throw new ApiError(40068, 'invalid tagid');
    const tagIds = [...new Set([...follow.tagIds, ...add])].filter((id) => !remove.includes(id));
    if (tagIds.length > MOST_PER_FOLLOW) throw new ApiError(40126, 'too many tags on one customer');
    putFollow(world, { ...follow, tagIds });
    const changes = [...add.map((id) => `+${known.get(id)}`), ...remove.map((id) => `-${known.get(id) ?? id}`)];
    return { reply: {}, summary: `给${customerName(world, external)}打标签：${changes.slice(0, 5).join(' ')}` };
  },
});

/** All corp tags with their groups. */
export const allTags = (world: World): { group: TagGroup; tag: Tag }[] =>
  world.records.tagGroups.list().flatMap((group) => group.tag.map((tag) => ({ group, tag })));

function groupFor(
  world: World,
  input: { group_id?: string | undefined; group_name?: string | undefined; order: number },
): TagGroup {
  if (input.group_id !== undefined) {
    const group = world.records.tagGroups.get(input.group_id);
    if (!group) throw new ApiError(40068, 'invalid group id');
    return group;
  }
  if (!input.group_name) throw new ApiError(40063, 'some parameters are empty');
  const named = world.records.tagGroups.list().find((group) => group.group_name === input.group_name);
  return (
    named ?? {
      group_id: tagId(),
      group_name: input.group_name,
      create_time: world.clock.seconds(),
      order: input.order,
      tag: [],
    }
  );
}

const newTag = (world: World, { name, order: place }: { name: string; order: number }): Tag => ({
  id: tagId(),
  name,
  create_time: world.clock.seconds(),
  order: place,
});
