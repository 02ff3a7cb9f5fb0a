import { z } from 'zod';
import { findFollow, putFollow } from '../friends.ts';
import { customerName, findMember, hasCustomers, memberName } from '../people.ts';
import type { Customer, Follow } from '../records.ts';
import type { World } from '../world.ts';
import { requireCustomers } from './customer-right.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';
import { pageOf } from './paging.ts';
import { allTags } from './tags.ts';

// wecom-api.md 6.

const userid = z.string('41009 userid missing').min(1, '41009 userid missing');
const externalUserId = z.string('41035 external_userid missing').min(1, '41035 external_userid missing');

/** `externalcontact/get_follow_user_list`: the visible members who have the right to customer contact. */
export const listFollowUsers = defineEndpoint({
  method: 'GET',
  path: 'externalcontact/get_follow_user_list',
  title: '列有客户联系的员工',
  empty: { follow_user: [] },
  input: z.unknown(),
  run(world) {
    const ids = world.records.members.list().flatMap(({ userid: id }) => (hasCustomers(world, id) ? [id] : []));
    return { reply: { follow_user: ids }, summary: `列有客户联系的员工：${ids.length} 人` };
  },
});

/** `externalcontact/list`: a member's customers; 84061 when he has none. */
export const listCustomers = defineEndpoint({
  method: 'GET',
  path: 'externalcontact/list',
  title: '列员工的客户',
  empty: { external_userid: [] },
  input: z.object({ userid }),
  run(world, input) {
    const member = requireCustomers(world, input.userid);
    const ids = followsOf(world, [member.userid]).map((follow) => follow.external_userid);
    if (ids.length === 0) throw new ApiError(84061, 'not external contact');
    return { reply: { external_userid: ids }, summary: `列${member.name}的客户：${ids.length} 位` };
  },
});

/** `externalcontact/get`: a customer with all his friendships. */
export const getCustomer = defineEndpoint({
  method: 'GET',
  path: 'externalcontact/get',
  title: '读客户',
  input: z.object({ external_userid: externalUserId }),
  run(world, input) {
    const customer = world.records.customers.get(input.external_userid);
    if (!customer) throw new ApiError(40096, 'invalid external userid');
    const follows = world.records.follows
      .list(customer.external_userid)
      .filter(({ userid: id }) => hasCustomers(world, id));
    if (follows.length === 0) throw new ApiError(84061, 'not external contact');
    const followUser = follows.map((follow) => ({ ...presentFollow(follow), tags: presentTags(world, follow) }));
    return {
      reply: { external_contact: presentCustomer(customer), follow_user: followUser },
      summary: `读客户 ${customer.name}`,
    };
  },
});

/** `externalcontact/batch/get_by_user`: the customers of up to 100 members, page by page. */
export const getCustomersByUser = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/batch/get_by_user',
  title: '批量读客户',
  empty: { external_contact_list: [] },
  input: z.object({
    userid_list: z
      .array(z.string(), '41009 userid_list missing')
      .min(1, '41009 userid_list missing')
      .max(100, '40032 userid_list too long'),
    cursor: z.string().default(''),
    limit: z.int().min(1).max(100).default(50),
  }),
  run(world, { userid_list: ids, cursor, limit }) {
    if (ids.some((id) => !findMember(world, id))) throw new ApiError(40031, 'invalid userid list');
    ids.forEach((id) => requireCustomers(world, id));
    const follows = followsOf(world, ids);
    const { page, next } = pageOf(follows, cursor, limit);
    const list = page.flatMap((follow) => {
      const customer = world.records.customers.get(follow.external_userid);
      return customer
        ? [
            {
              external_contact: presentCustomer(customer),
              follow_info: { ...presentFollow(follow), tag_id: follow.tagIds },
            },
          ]
        : [];
    });
    const reply = { external_contact_list: list, next_cursor: next, fail_info: { unlicensed_userid_list: [] } };
    return { reply, summary: `批量读客户：${list.length} 位` };
  },
});

const remarkInput = z
  .object({
    userid,
    external_userid: externalUserId,
    remark: z.string().max(20).optional(),
    description: z.string().max(150).optional(),
    remark_company: z.string().max(20).optional(),
    remark_mobiles: z.array(z.string().max(20)).max(10).optional(),
    remark_pic_mediaid: z.string().optional(),
  })
  .refine(
    ({ userid: _userid, external_userid: _external, ...fields }) =>
      Object.values(fields).some((value) => value !== undefined),
    '40063 some parameters are empty',
  );

/** `externalcontact/remark`: writes the member's notes about his customer; causes no callback. */
export const remarkCustomer = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/remark',
  title: '改客户备注',
  input: remarkInput,
  run(world, input) {
    const follow = requireApiFollow(world, input.userid, input.external_userid);
    const isWeChat = world.records.customers.get(input.external_userid)?.type === 1;
    putFollow(world, {
      ...follow,
      remark: input.remark ?? follow.remark,
      description: input.description ?? follow.description,
      remark_corp_name: isWeChat ? (input.remark_company ?? follow.remark_corp_name) : follow.remark_corp_name,
      remark_mobiles: input.remark_mobiles ?? follow.remark_mobiles,
    });
    world.live.changed('state');
    return {
      reply: {},
      summary: `改了${memberName(world, input.userid)}给${customerName(world, input.external_userid)}的备注`,
    };
  },
});

/** The friendship a call speaks of; 60111, 40096 or 84061 when there is none. */
export function requireApiFollow(world: World, user: string, external: string): Follow {
  requireCustomers(world, user);
  if (!world.records.customers.get(external)) throw new ApiError(40096, 'invalid external userid');
  const follow = findFollow(world, user, external);
  if (!follow) throw new ApiError(84061, 'not external contact');
  return follow;
}

function followsOf(world: World, userids: readonly string[]): Follow[] {
  const wanted = new Set(userids.map((id) => id.toLowerCase()));
  return world.records.follows.list().filter((follow) => wanted.has(follow.userid.toLowerCase()));
}

function presentCustomer({ external_userid, name, type, gender = 0, corp_name }: Customer): Record<string, unknown> {
  const corp = type === 2 ? { corp_name: corp_name ?? '', corp_full_name: corp_name ?? '', position: '' } : {};
  return { external_userid, name, avatar: '', type, gender, ...corp };
}

function presentFollow(follow: Follow): Record<string, unknown> {
  const { userid: id, remark, description, createtime, remark_corp_name, remark_mobiles, add_way, state } = follow;
  return {
    userid: id,
    remark,
    description,
    createtime,
    remark_corp_name,
    remark_mobiles,
    oper_userid: id,
    add_way,
    state,
  };
}

function presentTags(world: World, { tagIds }: Follow): Record<string, unknown>[] {
  return allTags(world)
    .filter(({ tag }) => tagIds.includes(tag.id))
    .map(({ group, tag }) => ({ group_name: group.group_name, tag_name: tag.name, type: 1, tag_id: tag.id }));
}
