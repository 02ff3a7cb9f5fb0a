import type { CompanyCustomer, CompanyFollow, SandboxCompany } from './company.ts';
import { putFollow } from './friends.ts';
import { tagId } from './ids.ts';
import { addPhoneItem } from './phone.ts';
import type { TagGroup } from './records.ts';
import type { World } from './world.ts';

const LOOSE_TAGS = '客户标签';

/** Puts a company into an empty store. */
export function seedCompany(world: World, company: SandboxCompany): void {
  const { departments, members, customers, tagGroups } = world.records;
  company.departments.forEach((department) => departments.put(String(department.id), department));
  company.members.forEach((member) => members.put(member.userid.toLowerCase(), member));
  const tagIds = seedTags(world, company);
  tagIds.groups.forEach((group) => tagGroups.put(group.group_id, group));
  company.customers.forEach(({ follow, conversations = [], ...customer }) => {
    const arrivedAt = firstMet(follow) ?? world.clock.now().toISOString();
    customers.put(customer.external_userid, { ...customer, arrivedAt });
    follow.forEach((friendship) => seedFollow(world, customer.external_userid, friendship, tagIds.byName));
    conversations.forEach((conversation) => seedConversation(world, customer.external_userid, conversation));
  });
}

function seedFollow(world: World, externalUserId: string, follow: CompanyFollow, tagIds: Map<string, string>): void {
  const { tags = [], state = '', ...kept } = follow;
  putFollow(world, {
    ...kept,
    external_userid: externalUserId,
    remark_corp_name: '',
    remark_mobiles: [],
    state,
    tagIds: tags.flatMap((name) => tagIds.get(name) ?? []),
    half: false,
  });
}

function seedConversation(
  world: World,
  externalUserId: string,
  conversation: NonNullable<CompanyCustomer['conversations']>[number],
): void {
  for (const { from, at, text } of conversation.lines) {
    addPhoneItem(world, {
      userid: conversation.userid,
      externalUserId,
      from,
      origin: 'typed',
      text,
      at: new Date(at),
      read: true,
    });
  }
}

function seedTags(
  world: World,
  { tags = [], customers }: SandboxCompany,
): { groups: TagGroup[]; byName: Map<string, string> } {
  const declared = new Set(tags.flatMap((group) => group.tags));
  const used = new Set(customers.flatMap(({ follow }) => follow.flatMap((friendship) => friendship.tags ?? [])));
  const loose = [...used].filter((name) => !declared.has(name));
  const wanted = loose.length > 0 ? [...tags, { groupName: LOOSE_TAGS, tags: loose }] : tags;
  const created = world.clock.seconds();
  const groups = wanted.map(({ groupName, tags: names, ids = [] }: NonNullable<SandboxCompany['tags']>[number]) => ({
    group_id: tagId(),
    group_name: groupName,
    create_time: created,
    order: 0,
    tag: names.map((name, at) => ({ id: ids[at] ?? tagId(), name, create_time: created, order: 0 })),
  }));
  return { groups, byName: new Map(groups.flatMap(({ tag }) => tag.map(({ name, id }) => [name, id]))) };
}

function firstMet(follow: CompanyFollow[]): string | undefined {
  const first = Math.min(...follow.map(({ createtime }) => createtime));
  return Number.isFinite(first) ? new Date(first * 1000).toISOString() : undefined;
}
