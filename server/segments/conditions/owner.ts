import { z } from 'zod';
import { changeable, columns } from '../../rules/condition.ts';
import { defineCustomerCondition, ids } from './define.ts';

/** One of these members answers for him. */
export const owner = defineCustomerCondition({
  code: 'owner',
  title: '负责人',
  params: z.strictObject({ memberIds: ids.meta({ title: '哪几位同事', choices: 'members' }) }),
  example: { memberIds: ['01J00000000000000000MEMBER'] },
  mentions: ({ memberIds }) => memberIds,
  describe: ({ memberIds }, { names }) =>
    `负责人是${memberIds.map((id) => changeable(names.get(id) ?? '已离开的同事')).join('或')}`,
  narrow: ({ memberIds }, _scene, bind) => columns(`c.ownerId IN ${bind(memberIds)}`, { few: true }),
  test: ({ customer }, { memberIds }) => memberIds.includes(customer.ownerId),
  tell: ({ customer }, { memberIds }, { names }) =>
    memberIds.includes(customer.ownerId) ? `负责人${names.get(customer.ownerId) ?? ''}` : '负责人是别的同事',
});
