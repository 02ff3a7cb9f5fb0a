import { z } from 'zod';
import { addDays, shanghaiDaysBetween } from '../../kernel/dates.ts';
import { changeable, columns } from '../../rules/condition.ts';
import { days, defineCustomerCondition } from './define.ts';

/** Nobody has contacted him for longer; who was never contacted has been silent since he came. */
export const silentFor = defineCustomerCondition({
  code: 'silent-for',
  title: '沉默天数',
  params: z.strictObject({ days }),
  example: { days: 30 },
  describe: (params) => `沉默超过 ${changeable(`${params.days} 天`)}`,
  narrow: (params, { now }, bind) =>
    columns(`COALESCE(c.lastFollowedUpAt, c.createdAt) < ${bind(addDays(now, -params.days))}`),
  test: ({ customer }, params, { now }) =>
    (customer.lastFollowedUpAt ?? customer.createdAt) < addDays(now, -params.days),
  tell: ({ customer: { lastFollowedUpAt, createdAt } }, _params, { now }) =>
    lastFollowedUpAt
      ? `沉默 ${shanghaiDaysBetween(lastFollowedUpAt, now)} 天`
      : `来了 ${shanghaiDaysBetween(createdAt, now)} 天还没联系过`,
});
