import { expect, it } from 'vitest';
import { isHeldOut } from '../../../../server/campaigns/audience.ts';

const customers = Array.from({ length: 5000 }, (_, n) => `01CUSTOMER${String(n).padStart(16, '0')}`);
const heldOut = (id: string, holdoutPercent: number) =>
  customers.filter((customerId) => isHeldOut({ id, holdoutPercent }, customerId));

it('holds out about as many as it should, the same ones each time', () => {
  expect(heldOut('01A', 0)).toEqual([]);
  expect(heldOut('01A', 10).length).toBeGreaterThan(400);
  expect(heldOut('01A', 10).length).toBeLessThan(600);
  expect(heldOut('01A', 10)).toEqual(heldOut('01A', 10));
});

it('holds out others in another campaign, so that nobody goes without for good', () => {
  const [first, second] = [new Set(heldOut('01A', 10)), heldOut('01B', 10)];
  expect(second.filter((id) => first.has(id)).length).toBeLessThan(120);
});
