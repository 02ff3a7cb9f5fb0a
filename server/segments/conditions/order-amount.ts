import { z } from 'zod';
import { yuan } from '../../kernel/money.ts';
import { noRow, someRow } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

const fen = z.int('金额要是整数分').min(0, '金额不能是负数').max(Number.MAX_SAFE_INTEGER, '金额太大了');

/** What he has bought for in all, in fen; who never ordered has bought for nothing. */
export const orderAmount = defineCustomerCondition({
  code: 'order-amount',
  title: '累计金额',
  params: z
    .strictObject({ atLeastFen: fen, atMostFen: fen.nullable() })
    .refine(({ atLeastFen, atMostFen }) => atMostFen === null || atLeastFen <= atMostFen, '最少的金额比最多的还大'),
  example: { atLeastFen: 1_000_000, atMostFen: null },
  describe: ({ atLeastFen, atMostFen }) => {
    if (atMostFen === null) return `累计金额满 ${yuan(atLeastFen)}`;
    return atLeastFen === 0
      ? `累计金额不超过 ${yuan(atMostFen)}`
      : `累计金额 ${yuan(atLeastFen)} 到 ${yuan(atMostFen)}`;
  },
  narrow: ({ atLeastFen, atMostFen }, _scene, bind) => {
    if (atLeastFen === 0) {
      return noRow('customer_values', 'oa', atMostFen === null ? '1 = 0' : `oa.totalFen > ${bind(atMostFen)}`);
    }
    const most = atMostFen === null ? '' : ` AND oa.totalFen <= ${bind(atMostFen)}`;
    return someRow('customer_values', 'oa', `oa.totalFen >= ${bind(atLeastFen)}${most}`);
  },
  test: ({ value }, { atLeastFen, atMostFen }) => {
    const total = value?.totalFen ?? 0;
    return total >= atLeastFen && (atMostFen === null || total <= atMostFen);
  },
  tell: ({ value }) => `累计 ${yuan(value?.totalFen ?? 0)}`,
});
