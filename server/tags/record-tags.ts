import { In, IsNull, Not } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { CustomerTag, Tag } from '../../entities/tag.ts';
import type { Ctx } from '../kernel/context.ts';
import type { FetchedCustomer, FetchedTag } from '../wecom/messages/fetch-customer.ts';

/** Takes over the tags that a customer bears in WeCom, whoever put them on him; those that only this product knows stay. */
export async function recordTags(ctx: Ctx, { externalUserId, followers }: FetchedCustomer): Promise<void> {
  const customer = await ctx.db.findOneBy(Customer, { externalUserId });
  if (!customer) return;
  const told = new Map(followers.flatMap(({ tags }) => tags).map((tag) => [tag.wecomId, tag]));
  const wanted = new Set<string>();
  for (const tag of told.values()) wanted.add(await keepTag(ctx, tag));

  const links = await ctx.db.findBy(CustomerTag, { customerId: customer.id });
  const borne = new Set(links.map(({ tagId }) => tagId));
  const fromWecom = await ctx.db.findBy(Tag, { id: In([...borne]), wecomId: Not(IsNull()) });
  const gone = fromWecom.map(({ id }) => id).filter((id) => !wanted.has(id));
  if (gone.length > 0) await ctx.db.delete(CustomerTag, { customerId: customer.id, tagId: In(gone) });
  const added = [...wanted].filter((id) => !borne.has(id)).map((tagId) => ({ customerId: customer.id, tagId }));
  if (added.length > 0) await ctx.db.insert(CustomerTag, added);
}

/** The id of WeCom's tag here; its names follow WeCom's. */
async function keepTag(ctx: Ctx, { wecomId, groupName, name }: FetchedTag): Promise<string> {
  const names = { groupName: groupName.slice(0, 64), name: name.slice(0, 64) };
  const known = await ctx.db.findOneBy(Tag, { wecomId });
  if (!known) {
    const id = ctx.newId();
    await ctx.db.insert(Tag, { id, ...names, wecomId });
    return id;
  }
  if (known.name !== names.name || known.groupName !== names.groupName) {
    await ctx.db.update(Tag, { id: known.id }, names);
  }
  return known.id;
}
