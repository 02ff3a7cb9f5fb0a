import type { Customer } from '../../entities/customer.ts';
import type { Tag } from '../../entities/tag.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { createTag } from '../../server/tags/create-tag.ts';
import { loadTag, tagsNamed, tagsOf } from '../../server/tags/find-tags.ts';
import { tagCustomer, untagCustomer } from '../../server/tags/tag-customer.ts';
import type { Answer, Card } from '../answer.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const tagCommand = defineCommand({
  code: 'tag',
  words: ['标签', '打标签', 'tag'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '标签 客户 标签名',
  summary: '给客户打一个标签，没有就新建；不写名字就是看',
  examples: ['标签 张三 酒店', '标签 张三'],
  async run(ctx, { customer, said }): Promise<Answer> {
    if (!said) return borne(ctx, customer);
    const tags = await meant(ctx, said);
    if (tags.length > 1) return whichTag('标签', customer, tags);
    const tag = tags[0] ?? (await createTag(ctx, said));
    await tagCustomer(ctx, { customerId: customer.id, tagId: tag.id });
    return `${tags.length === 0 ? '新建了标签，' : ''}${customer.name}有了标签“${tag.name}”。`;
  },
});

export const untagCommand = defineCommand({
  code: 'untag',
  words: ['去标签', 'untag'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '去标签 客户 标签名',
  summary: '从客户身上去掉一个标签',
  examples: ['去标签 张三 酒店'],
  async run(ctx, { customer, said }): Promise<Answer> {
    const ids = new Set((await tagsOf(ctx, customer)).map(({ id }) => id));
    const tags = (await meant(ctx, said)).filter(({ id }) => ids.has(id));
    const [tag] = tags;
    if (!tag)
      throw new DomainError(
        'not_found',
        'tag.not-borne',
        `${customer.name}没有这个标签。${await borne(ctx, customer)}`,
      );
    if (tags.length > 1) return whichTag('去标签', customer, tags);
    await untagCustomer(ctx, { customerId: customer.id, tagId: tag.id });
    return `${customer.name}没有标签“${tag.name}”了。`;
  },
});

/** The tags that a word may mean: `#id` from a button, else those of the name. */
async function meant(ctx: Ctx, said: string): Promise<Tag[]> {
  const id = /^#([0-9A-Z]{26})$/.exec(said)?.[1];
  return id ? [await loadTag(ctx, id)] : tagsNamed(ctx, said);
}

async function borne(ctx: Ctx, customer: Customer): Promise<string> {
  const names = (await tagsOf(ctx, customer)).map(({ name }) => name);
  return names.length > 0
    ? `${customer.name}的标签：${names.join('、')}`
    : `${customer.name}还没有标签。打一个：标签 ${customer.name} 酒店`;
}

/** Two groups may have a tag of one name. */
function whichTag(word: string, { id, name }: Customer, tags: readonly Tag[]): Card {
  const shown = tags.slice(0, 6);
  return {
    title: `是哪个“${shown[0]?.name ?? ''}”？`,
    description: name,
    rows: shown.map(({ groupName }, at) => ({ name: String(at + 1), value: groupName })),
    buttons: shown.map((tag) => ({ text: tag.groupName, line: `${word} #${id} #${tag.id}` })),
    once: true,
  };
}
