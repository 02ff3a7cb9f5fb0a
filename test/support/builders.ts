import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { App } from '../../server/app.ts';
import { insertCustomer } from '../../server/customers/insert-customer.ts';
import { system } from '../../server/kernel/actor.ts';

/** Makes what a test needs and gives plain rows. */
export interface Builders {
  /** A member whom WeCom has not told of. */
  member(userId: string, name: string): Promise<Member>;
  /** A customer of the member with this userid. */
  customer(facts: { owner: string; name: string } & Partial<Omit<Customer, 'ownerId'>>): Promise<Customer>;
}

/** Builders that write past the use-cases, so that a test begins where it wants to. */
export function builders({ run }: Pick<App, 'run'>): Builders {
  return {
    member: (userId, name) =>
      run(system, async (ctx) => {
        const member: Member = {
          id: ctx.newId(),
          ...{ userId, userKey: userId.toLowerCase(), name, position: null, status: 'active' },
          ...{ greetedAt: null, syncedAt: null, createdAt: ctx.now },
        };
        await ctx.db.insert(Member, member);
        return member;
      }),
    customer: ({ owner, ...facts }) =>
      run(system, async (ctx) => {
        const { id: ownerId } = await ctx.db.findOneByOrFail(Member, { userKey: owner });
        return insertCustomer(ctx, { ownerId, ...facts });
      }),
  };
}
