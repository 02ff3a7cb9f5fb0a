import { IsNull } from 'typeorm';
import { CustomerRelation, type Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { CustomerTag, type Tag } from '../../entities/tag.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { markTag } from '../wecom/messages/mark-tag.ts';
import { loadTag } from './find-tags.ts';

/** Puts a tag on a customer, in WeCom too where the tag is WeCom's; once is enough. */
export async function tagCustomer(
  ctx: Ctx,
  { customerId, tagId }: { customerId: string; tagId: string },
): Promise<{ customer: Customer; tag: Tag }> {
  const customer = await loadCustomer(ctx, customerId);
  const tag = await loadTag(ctx, tagId);
  const link = { customerId: customer.id, tagId: tag.id };
  if (await ctx.db.existsBy(CustomerTag, link)) return { customer, tag };
  await ctx.db.insert(CustomerTag, link);
  const [userId] = await followersOf(ctx, customer);
  if (tag.wecomId && customer.externalUserId && userId) {
    await ctx.send(markTag, { userId, externalUserId: customer.externalUserId, add: [tag.wecomId], remove: [] });
  }
  return { customer, tag };
}

/** Takes a tag off a customer, in WeCom for every member who may have put it on him. */
export async function untagCustomer(
  ctx: Ctx,
  { customerId, tagId }: { customerId: string; tagId: string },
): Promise<{ customer: Customer; tag: Tag }> {
  const customer = await loadCustomer(ctx, customerId);
  const tag = await loadTag(ctx, tagId);
  const { affected } = await ctx.db.delete(CustomerTag, { customerId: customer.id, tagId: tag.id });
  const { externalUserId } = customer;
  if (affected === 0 || !tag.wecomId || !externalUserId) return { customer, tag };
  for (const userId of await followersOf(ctx, customer)) {
    await ctx.send(markTag, { userId, externalUserId, add: [], remove: [tag.wecomId] });
  }
  return { customer, tag };
}

/** The userids of those who have the customer as their contact: the actor first, then his owner. */
async function followersOf({ db, actor }: Ctx, customer: Customer): Promise<string[]> {
  const relations = await db.findBy(CustomerRelation, { customerId: customer.id, endedAt: IsNull() });
  const rank = ({ memberId }: CustomerRelation): number => {
    if (actor.kind === 'member' && memberId === actor.id) return 0;
    return memberId === customer.ownerId ? 1 : 2;
  };
  const userIds: string[] = [];
  for (const { memberId } of [...relations].sort((left, right) => rank(left) - rank(right))) {
    const { status, userId } = await db.findOneByOrFail(Member, { id: memberId });
    if (status === 'active') userIds.push(userId);
  }
  return userIds;
}
