import { z } from 'zod';
import { addContact, editRemark, endContact, requireFollow } from '../friends.ts';
import { Refusal } from '../http.ts';
import { externalUserId } from '../ids.ts';
import { addPhoneItem, readOnPhone, readPhone } from '../phone.ts';
import type { Customer } from '../records.ts';
import type { World } from '../world.ts';
import { requireMember } from './members.ts';
import { control } from './route.ts';

const nothing = z.unknown();
const text = z.string().trim().min(1, '说点什么吧').max(2000, '最多 2000 个字');
const name = z.string().trim().min(1, '请写名字').max(64, '名字最多 64 个字');

/** What happens on a customer's phone, and what members do with customers in their own clients. */
export const customerRoutes = [
  control('POST /customers', z.object({ name, corpName: z.string().trim().max(64).nullish() }), (world, { body }) => {
    const id = externalUserId(1);
    const corp = body.corpName ? { corp_name: body.corpName } : {};
    world.records.customers.put(id, {
      external_userid: id,
      name: body.name,
      type: 1,
      ...corp,
      gender: 0,
      arrivedAt: world.clock.now().toISOString(),
    });
    world.live.changed('state');
    return { externalUserId: id };
  }),

  control('GET /customers/:id/chats/:userid', nothing, (world, { params }) => {
    const { userid, id } = requirePair(world, params);
    return readPhone(world, userid, id);
  }),

  control(
    'POST /customers/:id/contacts',
    z.object({ userid: z.string(), half: z.boolean().default(false), state: z.string().max(30).default('') }),
    (world, { params, body: { half, state, userid: member } }) => {
      const { userid, id } = requirePair(world, { ...params, userid: member });
      addContact(world, { userid, externalUserId: id, half, state });
      return {};
    },
  ),

  control('POST /customers/:id/messages', z.object({ userid: z.string(), text }), (world, { params, body }) => {
    const { userid, id } = requirePair(world, { ...params, userid: body.userid });
    requireFollow(world, userid, id);
    return {
      id: addPhoneItem(world, { userid, externalUserId: id, from: 'customer', origin: 'typed', text: body.text }),
    };
  }),

  control('POST /customers/:id/read', z.object({ userid: z.string() }), (world, { params, body }) => {
    const { userid, id } = requirePair(world, { ...params, userid: body.userid });
    readOnPhone(world, userid, id);
    return {};
  }),

  control('DELETE /customers/:id/contacts/:userid', nothing, (world, { params }) => {
    const { userid, id } = requirePair(world, params);
    endContact(world, userid, id, 'customer');
    return {};
  }),

  control('POST /members/:userid/contacts/:id/messages', z.object({ text }), (world, { params, body }) => {
    const { userid, id } = requirePair(world, params);
    requireFollow(world, userid, id);
    return {
      id: addPhoneItem(world, { userid, externalUserId: id, from: 'member', origin: 'typed', text: body.text }),
    };
  }),

  control(
    'POST /members/:userid/contacts/:id/remark',
    z.object({ remark: z.string().trim().max(20, '备注最多 20 个字') }),
    (world, { params, body }) => {
      const { userid, id } = requirePair(world, params);
      editRemark(world, userid, id, body.remark);
      return {};
    },
  ),

  control('DELETE /members/:userid/contacts/:id', nothing, (world, { params }) => {
    const { userid, id } = requirePair(world, params);
    endContact(world, userid, id, 'member');
    return {};
  }),
];

function requirePair(world: World, { userid, id }: Record<string, string>): { userid: string; id: string } {
  return { userid: requireMember(world, userid).userid, id: requireCustomer(world, id).external_userid };
}

function requireCustomer(world: World, id = ''): Customer {
  const customer = world.records.customers.get(id);
  if (!customer) throw new Refusal(404, '没有这位客户');
  return customer;
}
