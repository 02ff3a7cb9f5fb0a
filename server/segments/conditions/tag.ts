import { z } from 'zod';
import { changeable, someRow } from '../../rules/condition.ts';
import { defineCustomerCondition, ids, quoted } from './define.ts';

/** He bears one of these tags. */
export const tag = defineCustomerCondition({
  code: 'tag',
  title: '标签',
  params: z.strictObject({ tagIds: ids.meta({ title: '哪些标签，有一个就算', choices: 'tags' }) }),
  example: { tagIds: ['01J00000000000000000000TAG'] },
  mentions: ({ tagIds }) => tagIds,
  describe: ({ tagIds }, { names }) =>
    `标签含${changeable(quoted(tagIds.map((id) => names.get(id) ?? '已删除的标签')))}`,
  narrow: ({ tagIds }, _scene, bind) =>
    someRow('customer_tags', 't', `t.tagId IN ${bind(tagIds)}`, { listed: new Set(tagIds).size === 1 }),
  test: (facts, { tagIds }) => tagIds.some((id) => facts.tagIds.has(id)),
  tell: (facts, { tagIds }, { names }) => {
    const borne = tagIds.filter((id) => facts.tagIds.has(id)).map((id) => names.get(id) ?? '');
    return borne.length > 0 ? `有标签${quoted(borne)}` : '没有这个标签';
  },
});
