import type { Ctx } from '../kernel/context.ts';
import { endRelation, recordRelation } from '../customers/record-relation.ts';
import { greetMember } from '../members/greet-member.ts';
import { recordGone } from '../members/record-directory.ts';
import { fetchCustomer } from '../wecom/messages/fetch-customer.ts';
import { fetchMember } from '../wecom/messages/fetch-directory.ts';
import type { Callback } from './parse.ts';

type CustomerCallback = Extract<Callback, { kind: 'customer' }>;

/** What the product does because of a callback that is not a chat line; the rest is only recorded. */
export async function applyCallback(ctx: Ctx, callback: Callback): Promise<void> {
  switch (callback.kind) {
    case 'enter_agent':
    case 'subscribe':
      return greetMember(ctx, { userId: callback.from });
    case 'customer':
      return applyCustomerChange(ctx, callback);
    case 'staff':
      if (callback.change === 'gone') return recordGone(ctx, callback);
      return ctx.send(fetchMember, { userId: callback.userId });
    default:
      return;
  }
}

async function applyCustomerChange(ctx: Ctx, callback: CustomerCallback): Promise<void> {
  const { change, userId, externalUserId, createdAt, state = null, welcomeCode = null } = callback;
  const at = new Date(createdAt * 1000);
  switch (change) {
    case 'add':
    case 'add_half':
      return recordRelation(ctx, {
        ...{ userId, externalUserId, state, welcomeCode },
        half: change === 'add_half',
        at,
      });
    case 'edit':
      return ctx.send(fetchCustomer, { externalUserId });
    case 'del_by_member':
      return endRelation(ctx, { userId, externalUserId, by: 'member', at });
    case 'del_by_customer':
      return endRelation(ctx, { userId, externalUserId, by: 'customer', at });
    case 'transfer_fail':
      return;
  }
}
