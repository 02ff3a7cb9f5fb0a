import { z } from 'zod';
import { someRow } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** He is in one of these tiers. */
export const tier = defineCustomerCondition({
  code: 'tier',
  title: '分层',
  params: z.strictObject({
    tiers: z
      .array(z.enum(['A', 'B', 'C']))
      .min(1, '至少选一层')
      .max(3),
  }),
  example: { tiers: ['A', 'B'] },
  describe: ({ tiers }) => `分层是 ${tiers.join(' 或 ')}`,
  narrow: ({ tiers }, _scene, bind) => someRow('customer_tiers', 'ct', `ct.tier IN ${bind(tiers)}`),
  test: (facts, { tiers }) => facts.tier !== null && tiers.includes(facts.tier),
  tell: (facts) => (facts.tier ? `${facts.tier} 级` : '还没有分层'),
});
