import { z } from 'zod';
import { Order } from '../../entities/order.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addDays } from '../kernel/dates.ts';
import { chunks } from '../touches/chunks.ts';

const AT_ONCE = 1000;
const DAYS = 365;
/** From so many orders a share says something. */
const ORDERS_ENOUGH = 20;
const MOSTLY_PERCENT = 50;

const counted = z.object({ orders: z.coerce.number(), discounted: z.coerce.number() });

/** A warning where customers have bought mostly at a price off in the last year; null where they have not, or too few orders tell. */
export async function discountHabit({ db, now }: ReadCtx, customerIds: readonly string[]): Promise<string | null> {
  let [orders, discounted] = [0, 0];
  for (const ids of chunks(customerIds, AT_ONCE)) {
    const row = counted.parse(
      await db
        .createQueryBuilder(Order, 'o')
        .select('COUNT(*)', 'orders')
        .addSelect('COALESCE(SUM(CASE WHEN o.discounted = :yes THEN 1 ELSE 0 END), 0)', 'discounted')
        .where('o.customerId IN (:...ids) AND o.placedAt >= :since', { ids, since: addDays(now, -DAYS), yes: true })
        .getRawOne(),
    );
    orders += row.orders;
    discounted += row.discounted;
  }
  const percent = orders === 0 ? 0 : Math.round((discounted * 100) / orders);
  if (orders < ORDERS_ENOUGH || percent < MOSTLY_PERCENT) return null;
  return `这群人 ${percent}% 的订单用了折扣，再打折会养成等折扣的习惯，先想想不降价的好处。`;
}
