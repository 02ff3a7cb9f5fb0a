import { z } from 'zod';
import { changeable } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';
import { hisValue, noValue } from './rows.ts';

const times = z.int('次数要是整数').min(0, '不能是负数').max(100_000, '次数太大了');

/** How often he has ordered; who never did has ordered 0 times. */
export const orderCount = defineCustomerCondition({
  code: 'order-count',
  title: '下单次数',
  params: z
    .strictObject({
      atLeast: times.meta({ title: '最少', unit: '次', default: 0 }),
      atMost: times.nullable().meta({ title: '最多', unit: '次' }),
    })
    .refine(({ atLeast, atMost }) => atMost === null || atLeast <= atMost, '最少的次数比最多的还大'),
  example: { atLeast: 2, atMost: null },
  describe: ({ atLeast, atMost }) => {
    if (atMost === null) return `下单${changeable(`至少 ${atLeast} 次`)}`;
    if (atMost === 0) return changeable('没下过单');
    if (atLeast === atMost) return `下单${changeable(`正好 ${atMost} 次`)}`;
    return atLeast === 0
      ? `下单${changeable(`最多 ${atMost} 次`)}`
      : `下单 ${changeable(`${atLeast} 到 ${atMost} 次`)}`;
  },
  narrow: ({ atLeast, atMost }, _scene, bind) => {
    // Without a row the count is 0: then it is the rows beyond the limit that must not be there.
    if (atLeast === 0) return noValue(atMost === null ? '1 = 0' : `v.orderCount > ${bind(atMost)}`);
    const most = atMost === null ? '' : ` AND v.orderCount <= ${bind(atMost)}`;
    return hisValue(`v.orderCount >= ${bind(atLeast)}${most}`);
  },
  test: ({ value }, { atLeast, atMost }) => {
    const count = value?.orderCount ?? 0;
    return count >= atLeast && (atMost === null || count <= atMost);
  },
  tell: ({ value }) => (value && value.orderCount > 0 ? `下过 ${value.orderCount} 单` : '没下过单'),
});
