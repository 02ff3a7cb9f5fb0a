import { z } from 'zod';
import { yuan } from '../../kernel/money.ts';
import { changeable } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';
import { hisValue, noValue } from './rows.ts';

const fen = z.int('金额要是整数分').min(0, '金额不能是负数').max(Number.MAX_SAFE_INTEGER, '金额太大了');

/** What he has bought for in all, in fen; who never ordered has bought for nothing. */
export const orderAmount = defineCustomerCondition({
  code: 'order-amount',
  title: '累计金额',
  params: z
    .strictObject({
      atLeastFen: fen.meta({ title: '最少', unit: '元', money: true, default: 0 }),
      atMostFen: fen.nullable().meta({ title: '最多', unit: '元', money: true }),
    })
    .refine(({ atLeastFen, atMostFen }) => atMostFen === null || atLeastFen <= atMostFen, '最少的金额比最多的还大'),
  example: { atLeastFen: 1_000_000, atMostFen: null },
  describe: ({ atLeastFen, atMostFen }) => {
    if (atMostFen === null) return `累计金额${changeable(`满 ${yuan(atLeastFen)}`)}`;
    return atLeastFen === 0
      ? `累计金额${changeable(`不超过 ${yuan(atMostFen)}`)}`
      : `累计金额 ${changeable(`${yuan(atLeastFen)} 到 ${yuan(atMostFen)}`)}`;
  },
  narrow: ({ atLeastFen, atMostFen }, _scene, bind) => {
    if (atLeastFen === 0) {
      return noValue(atMostFen === null ? '1 = 0' : `v.totalFen > ${bind(atMostFen)}`);
    }
    const most = atMostFen === null ? '' : ` AND v.totalFen <= ${bind(atMostFen)}`;
    return hisValue(`v.totalFen >= ${bind(atLeastFen)}${most}`);
  },
  test: ({ value }, { atLeastFen, atMostFen }) => {
    const total = value?.totalFen ?? 0;
    return total >= atLeastFen && (atMostFen === null || total <= atMostFen);
  },
  tell: ({ value }) => `累计 ${yuan(value?.totalFen ?? 0)}`,
});
