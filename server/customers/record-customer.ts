import { Customer, CustomerRelation } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { ensureMember } from '../members/ensure-member.ts';
import type { FetchedCustomer, FetchedFollower } from '../wecom/messages/fetch-customer.ts';
import { indexCustomer, soundColumns } from './index-customer.ts';
import { ensureCustomer } from './record-relation.ts';

/** Takes over what WeCom told of a customer: his name and company, and each member's relation with him. */
export async function recordCustomer(ctx: Ctx, fetched: FetchedCustomer): Promise<void> {
  const { externalUserId, followers } = fetched;
  const first = [...followers].sort((a, b) => a.since - b.since)[0];
  const known = await ctx.db.findOneBy(Customer, { externalUserId });
  if (!known && !first) return;

  const customer =
    known ??
    (await ensureCustomer(
      ctx,
      { externalUserId, state: first?.state ?? null, at: sinceOf(first, ctx.now) },
      (await ensureMember(ctx, first?.userId ?? '')).id,
    ));
  for (const follower of followers) await recordFollower(ctx, customer.id, follower);

  const name = fetched.name.slice(0, 128) || customer.name;
  const company = customer.company ?? fetched.company ?? followers.find((each) => each.company)?.company ?? null;
  const phone = customer.phone ?? followers.find((each) => each.phone)?.phone ?? null;
  await ctx.db.update(
    Customer,
    { id: customer.id },
    { name, company, phone: phone?.slice(0, 32) ?? null, ...soundColumns(name) },
  );
  await indexCustomer(ctx, { id: customer.id, name, company });
}

async function recordFollower(ctx: Ctx, customerId: string, follower: FetchedFollower): Promise<void> {
  const member = await ensureMember(ctx, follower.userId);
  const link = { customerId, memberId: member.id };
  const facts = {
    remark: follower.remark?.slice(0, 64) ?? null,
    description: follower.description,
    addWay: follower.addWay,
    state: follower.state?.slice(0, 64) ?? null,
  };
  const { affected } = await ctx.db.update(CustomerRelation, link, facts);
  if (affected !== 0) return;
  await ctx.db.insert(CustomerRelation, {
    ...link,
    ...facts,
    ...{ half: false, welcomedAt: null, since: sinceOf(follower, ctx.now), endedAt: null, endedBy: null },
  });
}

const sinceOf = (follower: FetchedFollower | undefined, now: Date): Date =>
  follower && follower.since > 0 ? new Date(follower.since * 1000) : now;
