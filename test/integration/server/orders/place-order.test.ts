import { expect, it } from 'vitest';
import { CustomerValue, Order } from '../../../../entities/order.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { placeOrder } from '../../../../server/orders/place-order.ts';
import { testApp } from '../../../support/test-app.ts';

const order = (customerId: string, amountFen: number, placedAt?: Date) => ({
  ...{ customerId, dealId: null, title: '咖啡豆', amountFen, category: null, discounted: false },
  ...(placedAt && { placedAt }),
});

it('adds up what a customer has bought, in whatever order and however many come at once', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const days = [20, 3, 11, 30, 7].map((day) => new Date(Date.UTC(2026, 8, day)));

  await Promise.all(days.map((day, n) => app.run(system, (ctx) => placeOrder(ctx, order(id, 1_000 + n, day)))));

  expect(await app.read(system, ({ db }) => db.find(CustomerValue))).toEqual([
    {
      ...{ customerId: id, orderCount: 5, totalFen: 5_010 },
      ...{ firstOrderAt: new Date('2026-09-03T00:00:00Z'), lastOrderAt: new Date('2026-09-30T00:00:00Z') },
    },
  ]);
});

it('keeps large amounts to the fen', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  for (let n = 0; n < 3; n += 1) await app.run(system, (ctx) => placeOrder(ctx, order(id, 999_999_999_999)));

  expect(await app.read(system, ({ db }) => db.findOneBy(CustomerValue, { customerId: id }))).toMatchObject({
    totalFen: 2_999_999_999_997,
  });
});

it.each([0, -1, 1.5, 1e12 + 1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d as a price', async (amountFen) => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  await expect(app.run(system, (ctx) => placeOrder(ctx, order(id, amountFen)))).rejects.toMatchObject({
    kind: 'invalid',
  });
  expect(await app.read(system, ({ db }) => db.count(Order))).toBe(0);
});

it('refuses an order for a customer whom the actor may not see', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  await expect(app.run(await app.actor('xujing'), (ctx) => placeOrder(ctx, order(id, 100)))).rejects.toMatchObject({
    code: 'customer.absent',
  });
});
