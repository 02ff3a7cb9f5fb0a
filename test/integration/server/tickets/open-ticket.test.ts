import { expect, it } from 'vitest';
import { Ticket } from '../../../../entities/ticket.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { closeTicket } from '../../../../server/tickets/close-ticket.ts';
import { openTicket } from '../../../../server/tickets/open-ticket.ts';
import { visibleTickets } from '../../../../server/tickets/policy.ts';
import { visibleCustomers } from '../../../../server/customers/policy.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const open = async (app: TestApp, customerId: string, kind: Ticket['kind'] = 'fault') =>
  app.run(await app.actor('zhouhang'), (ctx) => openTicket(ctx, { customerId, kind, subject: '漏水' }));

it('numbers the tickets of a day one after the other, also those opened at once', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  const opened = await Promise.all(Array.from({ length: 8 }, () => open(app, id)));
  expect(opened.map(({ ticket }) => ticket.number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `1121-0${n}`));

  await app.moveClock({ to: '2026-11-21T16:00:00Z' });
  expect((await open(app, id)).ticket.number).toBe('1122-01');
});

it('goes on where the same day of an earlier year ended, beyond 99 too', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await open(app, id);
  const lastYear = { number: '1121-99', openedAt: new Date('2025-11-21T02:00:00Z') };
  await app.run(system, ({ db }) => db.update(Ticket, { number: '1121-01' }, lastYear));

  expect((await open(app, id)).ticket.number).toBe('1121-100');
  expect((await open(app, id)).ticket.number).toBe('1121-101');
});

it('tells nobody of anything but a complaint', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect((await open(app, id, 'question')).told).toEqual([]);
  await app.settle();
  expect(await app.chat('shenlan')).toEqual([]);
  expect((await app.say('zhouhang', '查 张三'))[0]).not.toContain('营销已暂停');

  expect((await open(app, id, 'complaint')).told).toMatchObject([{ userId: 'shenlan' }]);
});

it('is settled by one of two who try at once', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const { ticket } = await open(app, id);
  const close = async (userId: string) =>
    app.run(await app.actor(userId), (ctx) => closeTicket(ctx, { ticketId: ticket.id, solution: userId }));

  const results = await Promise.allSettled([close('zhouhang'), close('shenlan')]);

  const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.solution] : []));
  const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(lost).toMatchObject([{ kind: 'conflict', code: 'ticket.closed' }]);
  expect(await app.read(system, ({ db }) => db.find(Ticket))).toMatchObject([{ status: 'closed', solution: won[0] }]);
});

it('is seen by whoever sees the customer, and by nobody else', async () => {
  const app = await testApp({ admins: ['xujing'] });
  const members = ['boss', 'shenlan', 'zhouhang', 'xujing', 'luoyi', 'gaoyuan'];
  for (const owner of members) {
    const { id } = await app.build.customer({ owner, name: `${owner}的客户` });
    await app.run(await app.actor(owner), (ctx) => openTicket(ctx, { customerId: id, kind: 'fault', subject: '漏水' }));
  }
  for (const userId of members) {
    const [tickets, customers] = await app.read(await app.actor(userId), async (ctx) => [
      (await visibleTickets(ctx).getMany()).map(({ customerId }) => customerId),
      (await visibleCustomers(ctx).getMany()).map(({ id }) => id),
    ]);
    expect(tickets.sort(), userId).toEqual(customers.sort());
    expect(tickets.length, userId).toBeGreaterThan(0);
  }
});
