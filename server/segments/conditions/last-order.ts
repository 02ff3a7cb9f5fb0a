import { z } from 'zod';
import { addDays, shanghaiDaysBetween } from '../../kernel/dates.ts';
import { changeable } from '../../rules/condition.ts';
import { days, defineCustomerCondition } from './define.ts';
import { hisValue } from './rows.ts';

/** His last order lies within so many days, or longer ago; who has never ordered is neither. */
export const lastOrder = defineCustomerCondition({
  code: 'last-order',
  title: '最近下单',
  params: z.strictObject({
    when: z.enum(['within', 'before']).meta({ title: '什么时候', names: { within: '这些天以内', before: '比这更早' } }),
    days,
  }),
  example: { when: 'before', days: 90 },
  describe: (params) =>
    params.when === 'within'
      ? `${changeable(`${params.days} 天内`)}下过单`
      : `最近下单早于 ${changeable(`${params.days} 天前`)}`,
  narrow: (params, { now }, bind) =>
    hisValue(
      `v.orderCount > 0 AND v.lastOrderAt ${params.when === 'within' ? '>=' : '<'} ${bind(addDays(now, -params.days))}`,
    ),
  test: ({ value }, params, { now }) =>
    value !== null &&
    value.orderCount > 0 &&
    value.lastOrderAt >= addDays(now, -params.days) === (params.when === 'within'),
  tell: ({ value }, _params, { now }) =>
    value && value.orderCount > 0 ? `${shanghaiDaysBetween(value.lastOrderAt, now)} 天没下单` : '没下过单',
});
