import { z } from 'zod';
import { noRow, someRow } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

const times = z.int('次数要是整数').min(0, '不能是负数').max(100_000, '次数太大了');

/** How often he has ordered; who never did has ordered 0 times. */
export const orderCount = defineCustomerCondition({
  code: 'order-count',
  title: '下单次数',
  params: z
    .strictObject({ atLeast: times, atMost: times.nullable() })
    .refine(({ atLeast, atMost }) => atMost === null || atLeast <= atMost, '最少的次数比最多的还大'),
  example: { atLeast: 2, atMost: null },
  describe: ({ atLeast, atMost }) => {
    if (atMost === null) return `下单至少 ${atLeast} 次`;
    if (atMost === 0) return '没下过单';
    if (atLeast === atMost) return `下单正好 ${atMost} 次`;
    return atLeast === 0 ? `下单最多 ${atMost} 次` : `下单 ${atLeast} 到 ${atMost} 次`;
  },
  narrow: ({ atLeast, atMost }, _scene, bind) => {
    // Without a row the count is 0: then it is the rows beyond the limit that must not be there.
    if (atLeast === 0)
      return noRow('customer_values', 'oc', atMost === null ? '1 = 0' : `oc.orderCount > ${bind(atMost)}`);
    const most = atMost === null ? '' : ` AND oc.orderCount <= ${bind(atMost)}`;
    return someRow('customer_values', 'oc', `oc.orderCount >= ${bind(atLeast)}${most}`);
  },
  test: ({ value }, { atLeast, atMost }) => {
    const count = value?.orderCount ?? 0;
    return count >= atLeast && (atMost === null || count <= atMost);
  },
  tell: ({ value }) => (value && value.orderCount > 0 ? `下过 ${value.orderCount} 单` : '没下过单'),
});
