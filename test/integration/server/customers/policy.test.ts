import { expect, it } from 'vitest';
import { IsNull } from 'typeorm';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { Maintenance } from '../../../../entities/maintenance.ts';
import { canWorkWith, listedCustomers, visibleCustomers } from '../../../../server/customers/policy.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { serviceCompany } from '../../../support/company.ts';
import { testApp } from '../../../support/test-app.ts';

it('the query and the predicate agree on every member and every customer', async () => {
  const app = await testApp({ admins: ['xujing'], company: serviceCompany });
  const members = ['boss', 'shenlan', 'zhouhang', 'xujing', 'luoyi', 'gaoyuan'];
  const service = ['hejiayi', 'xuqing'];
  for (const owner of members) await app.build.customer({ owner, name: `${owner}的客户` });
  for (const [n, userId] of members.entries()) {
    const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', {
      name: `客户${n}`,
    });
    await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: userId });
    await app.settle();
    await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: members[(n + 2) % 6] });
    await app.settle();
    if (n % 2 === 0) await app.control('DELETE', `/customers/${externalUserId}/contacts/${userId}`);
    await app.settle();
  }

  for (const owner of members) await app.say(owner, `成交 ${owner}的客户 5.8万`);

  for (const userId of [...members, ...service]) {
    const actor = await app.actor(userId);
    const [seen, listed, expected] = await app.read(actor, async (ctx) => {
      const rows = await visibleCustomers(ctx).getMany();
      const list = await listedCustomers(ctx).getMany();
      const all = await ctx.db.find(Customer);
      const contacts = await ctx.db.findBy(CustomerRelation, { endedAt: IsNull() });
      const contactIds = (id: string) =>
        contacts.filter(({ customerId }) => customerId === id).map(({ memberId }) => memberId);
      const maintained = await ctx.db.find(Maintenance);
      const maintainerId = (id: string) => maintained.find(({ customerId }) => customerId === id)?.ownerId ?? null;
      const may = all.filter(({ id, ownerId }) =>
        canWorkWith(ctx.actor, { ownerId, maintainerId: maintainerId(id), contactIds: contactIds(id) }),
      );
      return [rows.map(({ id }) => id).sort(), list.map(({ id }) => id).sort(), may.map(({ id }) => id).sort()];
    });
    expect(seen, userId).toEqual(expected);
    expect(listed, userId).toEqual(expected);
    expect(seen.length, userId).toBeGreaterThan(0);
  }
  const everything = await app.read(system, (ctx) => visibleCustomers(ctx).getCount());
  expect(everything).toBe(12);
});
