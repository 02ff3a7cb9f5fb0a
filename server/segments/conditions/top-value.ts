import { z } from 'zod';
import { yuan } from '../../kernel/money.ts';
import { changeable } from '../../rules/condition.ts';
import type { Scene } from '../facts.ts';
import { defineCustomerCondition } from './define.ts';
import { hisValue } from './rows.ts';

/** What nobody has spent, for a company without buyers. */
const OUT_OF_REACH = Number.MAX_SAFE_INTEGER;

const threshold = ({ topFen }: Scene, percent: number): number => topFen.get(percent) ?? OUT_OF_REACH;

/** He is among the first so many percent of the company's buyers by what he has bought for in all. */
export const topValue = defineCustomerCondition({
  code: 'top-value',
  title: '累计金额排名',
  params: z.strictObject({
    percent: z.int('百分比要是整数').min(1, '至少 1%').max(99, '最多 99%').meta({ title: '前百分之几', unit: '%' }),
  }),
  example: { percent: 20 },
  describe: ({ percent }) => `累计金额排在${changeable(`前 ${percent}%`)}`,
  narrow: ({ percent }, scene, bind) =>
    hisValue(`v.orderCount > 0 AND v.totalFen >= ${bind(threshold(scene, percent))}`),
  test: ({ value }, { percent }, scene) =>
    value !== null && value.orderCount > 0 && value.totalFen >= threshold(scene, percent),
  tell: ({ value }, { percent }, scene) => {
    const line = threshold(scene, percent);
    const spent = `累计 ${yuan(value?.totalFen ?? 0)}`;
    return line === OUT_OF_REACH ? spent : `${spent}，前 ${percent}% 要 ${yuan(line)}`;
  },
});
