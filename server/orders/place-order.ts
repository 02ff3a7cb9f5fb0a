import { CustomerValue, Order } from '../../entities/order.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { orderPlaced } from './events.ts';
import { requirePrice } from './policy.ts';

/** What is known of a purchase; `placedAt` is now by default. */
export interface OrderInput {
  customerId: string;
  dealId: string | null;
  title: string;
  /** In fen. */
  amountFen: number;
  category: string | null;
  /** Bought at a price off. */
  discounted: boolean;
  placedAt?: Date;
}

/** Keeps a purchase and adds it to what the customer has bought in all; `invalid` for an amount that is none. */
export async function placeOrder(ctx: Ctx, input: OrderInput): Promise<Order> {
  const customer = await loadCustomer(ctx, input.customerId);
  requirePrice(input.amountFen);
  const order: Order = {
    id: ctx.newId(),
    customerId: customer.id,
    dealId: input.dealId,
    title: input.title.slice(0, 128),
    amountFen: input.amountFen,
    category: input.category?.slice(0, 64) ?? null,
    discounted: input.discounted,
    placedAt: input.placedAt ?? ctx.now,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Order, order);
  await addUp(ctx, order);
  const { id: orderId, customerId, title, amountFen } = order;
  await ctx.emit(orderPlaced, { orderId, customerId, title, amountFen });
  return order;
}

/** Of two first orders at once, the second finds the row that the first one made. */
async function addUp({ db }: Ctx, { customerId, amountFen, placedAt }: Order): Promise<void> {
  await db
    .createQueryBuilder()
    .insert()
    .into(CustomerValue)
    .values({ customerId, orderCount: 0, totalFen: 0, firstOrderAt: placedAt, lastOrderAt: placedAt })
    .orIgnore()
    .execute();
  await db
    .createQueryBuilder()
    .update(CustomerValue)
    .set({
      orderCount: () => 'orderCount + 1',
      totalFen: () => 'totalFen + :amountFen',
      firstOrderAt: () => 'CASE WHEN firstOrderAt > :placedAt THEN :placedAt ELSE firstOrderAt END',
      lastOrderAt: () => 'CASE WHEN lastOrderAt < :placedAt THEN :placedAt ELSE lastOrderAt END',
    })
    .where('customerId = :customerId', { customerId })
    .setParameters({ amountFen, placedAt })
    .execute();
}
