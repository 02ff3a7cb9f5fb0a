import { z } from 'zod';
import { changeable, someRow } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** He is in one of these tiers. */
export const tier = defineCustomerCondition({
  code: 'tier',
  title: '分层',
  params: z.strictObject({
    tiers: z
      .array(z.enum(['A', 'B', 'C']))
      .min(1, '至少选一层')
      .max(3)
      .meta({ title: '哪几层', names: { A: 'A', B: 'B', C: 'C' } }),
  }),
  example: { tiers: ['A', 'B'] },
  describe: ({ tiers }) => `分层是 ${changeable(tiers.join(' 或 '))}`,
  narrow: ({ tiers }, _scene, bind) =>
    someRow('customer_tiers', 'ct', `ct.tier IN ${bind(tiers)}`, { single: true, listed: new Set(tiers).size === 1 }),
  test: (facts, { tiers }) => facts.tier !== null && tiers.includes(facts.tier),
  tell: (facts) => (facts.tier ? `${facts.tier} 级` : '还没有分层'),
});
