import { IsNull, LessThan } from 'typeorm';
import { Customer, CustomerRelation } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { ensureMember } from '../members/ensure-member.ts';
import { fetchCustomer } from '../wecom/messages/fetch-customer.ts';
import { customerAdded } from './events.ts';
import { insertCustomer } from './insert-customer.ts';

/** A customer who is known by his WeCom id only is called so until WeCom has told his name. */
const NAMELESS = '新客户';

/** A member and a customer became contacts, `half` while the member has not added back. */
export interface RelationInput {
  userId: string;
  externalUserId: string;
  half: boolean;
  state: string | null;
  welcomeCode: string | null;
  at: Date;
}

/** Keeps that a member and a customer became WeCom contacts; makes the customer, owned by that member, where he is new. */
export async function recordRelation(ctx: Ctx, input: RelationInput): Promise<void> {
  const member = await ensureMember(ctx, input.userId);
  const customer = await ensureCustomer(ctx, input, member.id);
  const link = { customerId: customer.id, memberId: member.id };
  const known = await ctx.db.findOneBy(CustomerRelation, link);
  // What began before it ended is over, whenever it is told.
  if (known?.endedAt && input.at < known.endedAt) return;
  if (known) {
    const change = { half: input.half, endedAt: null, endedBy: null, ...(input.state && { state: input.state }) };
    await ctx.db.update(
      CustomerRelation,
      link,
      known.endedAt ? { ...change, since: input.at, welcomedAt: null } : change,
    );
  } else {
    await ctx.db.insert(CustomerRelation, {
      ...link,
      ...{ remark: null, description: null, addWay: null, state: input.state, half: input.half },
      ...{ welcomedAt: null, since: input.at, endedAt: null, endedBy: null },
    });
  }
  await ctx.send(fetchCustomer, { externalUserId: input.externalUserId });
  await ctx.emit(customerAdded, { ...link, at: input.at, welcomeCode: input.welcomeCode });
}

/** Keeps that a member or a customer ended the contact they had at that time; the customer, his owner and his history stay. */
export async function endRelation(
  ctx: Ctx,
  { userId, externalUserId, by, at }: { userId: string; externalUserId: string; by: 'member' | 'customer'; at: Date },
): Promise<void> {
  const member = await ensureMember(ctx, userId);
  const customer = await ctx.db.findOneBy(Customer, { externalUserId });
  if (!customer) return;
  await ctx.db.update(
    CustomerRelation,
    // WeCom tells whole seconds.
    { customerId: customer.id, memberId: member.id, endedAt: IsNull(), since: LessThan(addSeconds(at, 1)) },
    { endedAt: at, endedBy: by },
  );
  // What this member had put on him in WeCom, such as tags, is gone with the friendship; WeCom knows what is left.
  const shared = await ctx.db.existsBy(CustomerRelation, { customerId: customer.id, endedAt: IsNull() });
  if (shared) await ctx.send(fetchCustomer, { externalUserId });
}

/** The customer of a WeCom id, made and given to `ownerId` where he is new. */
export async function ensureCustomer(
  ctx: Ctx,
  { externalUserId, state, at }: Pick<RelationInput, 'externalUserId' | 'state' | 'at'>,
  ownerId: string,
): Promise<Customer> {
  const known = await ctx.db.findOneBy(Customer, { externalUserId });
  if (known) return known;
  return insertCustomer(ctx, { externalUserId, name: NAMELESS, source: state ?? '企业微信', ownerId, createdAt: at });
}
