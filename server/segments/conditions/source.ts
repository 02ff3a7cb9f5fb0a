import { z } from 'zod';
import { changeable, columns } from '../../rules/condition.ts';
import { defineCustomerCondition, quoted } from './define.ts';

/** He came from one of these sources. */
export const source = defineCustomerCondition({
  code: 'source',
  title: '来源',
  params: z.strictObject({
    sources: z
      .array(z.string().trim().min(1, '来源不能是空的').max(64))
      .min(1, '至少选一个')
      .max(20)
      .meta({ title: '哪些来源', choices: 'sources' }),
  }),
  example: { sources: ['官网', '展会'] },
  describe: ({ sources }) => `来源是${changeable(quoted(sources))}`,
  narrow: ({ sources }, _scene, bind) => columns(`c.source IS NOT NULL AND c.source IN ${bind(sources)}`),
  test: ({ customer }, { sources }) => customer.source !== null && sources.includes(customer.source),
  tell: ({ customer }) => (customer.source ? `来源：${customer.source}` : '来源不详'),
});
