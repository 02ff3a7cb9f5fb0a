import { z } from 'zod';
import { Customer } from '../../../entities/customer.ts';
import { Order } from '../../../entities/order.ts';
import { shanghaiDaySql } from '../../db/dialect.ts';
import { defineReport } from '../define-report.ts';
import { earlier, hull, oneIf, tallyCases } from '../tally-cases.ts';

/** After how many orders the customer came back in time. Looks at orders whose time is up, so that each has had all of it. */
export const repurchase = defineReport({
  ...{ code: 'repurchase', title: '复购率', short: '复购', unit: 'percent', noun: '单', target: 45, direction: 'up' },
  definition: '在这段时间满 90 天的订单里，90 天内同一位客户又下单的占多少。算在客户现在的负责人名下。',
  params: z.strictObject({ withinDays: z.int().min(1).max(730) }),
  example: { withinDays: 90 },
  count({ db }, { windows, memberIds }, { withinDays }) {
    // The last day has to be over before an order counts.
    const placed = earlier(windows, withinDays + 1);
    const { from, to } = hull(placed);
    const followed = db.createQueryBuilder().from(
      (orders) =>
        orders
          .select('c.ownerId', 'ownerId')
          .addSelect('o.placedAt', 'placedAt')
          .addSelect(
            (next) =>
              next
                .select('MIN(n.placedAt)')
                .from(Order, 'n')
                .where('n.customerId = o.customerId AND n.placedAt > o.placedAt'),
            'nextAt',
          )
          .from(Order, 'o')
          .innerJoin(Customer, 'c', 'c.id = o.customerId')
          .where('o.placedAt >= :placedFrom AND o.placedAt < :placedTo', { placedFrom: from, placedTo: to }),
      's',
    );
    const inTime = `${shanghaiDaySql(db, 's.nextAt')} - ${shanghaiDaySql(db, 's.placedAt')} <= ${withinDays}`;
    return tallyCases(
      followed,
      { member: 's.ownerId', at: 's.placedAt', adds: oneIf(`s.nextAt IS NOT NULL AND ${inTime}`) },
      { windows: placed, memberIds },
    );
  },
});
