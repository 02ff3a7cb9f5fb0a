import { z } from 'zod';
import { addDays, shanghaiDaysBetween } from '../../kernel/dates.ts';
import { someRow } from '../../rules/condition.ts';
import { days, defineCustomerCondition } from './define.ts';

/** His last order lies within so many days, or longer ago; who has never ordered is neither. */
export const lastOrder = defineCustomerCondition({
  code: 'last-order',
  title: '最近下单',
  params: z.strictObject({ when: z.enum(['within', 'before']), days }),
  example: { when: 'before', days: 90 },
  describe: (params) => (params.when === 'within' ? `${params.days} 天内下过单` : `最近下单早于 ${params.days} 天前`),
  narrow: (params, { now }, bind) =>
    someRow(
      'customer_values',
      'lo',
      `lo.orderCount > 0 AND lo.lastOrderAt ${params.when === 'within' ? '>=' : '<'} ${bind(addDays(now, -params.days))}`,
    ),
  test: ({ value }, params, { now }) =>
    value !== null &&
    value.orderCount > 0 &&
    value.lastOrderAt >= addDays(now, -params.days) === (params.when === 'within'),
  tell: ({ value }, _params, { now }) =>
    value && value.orderCount > 0 ? `${shanghaiDaysBetween(value.lastOrderAt, now)} 天没下单` : '没下过单',
});
