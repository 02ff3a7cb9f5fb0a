import { z } from 'zod';
import { STAGES } from '../../customers/present.ts';
import { stageCode } from '../../customers/schemas.ts';
import { changeable, columns } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** He stands at one of these stages. */
export const stage = defineCustomerCondition({
  code: 'stage',
  title: '阶段',
  params: z.strictObject({
    stages: z
      .array(stageCode)
      .min(1, '至少选一个')
      .max(stageCode.options.length)
      .meta({ title: '哪些阶段', names: STAGES }),
  }),
  example: { stages: ['quoted', 'negotiating'] },
  describe: ({ stages: wanted }) => `阶段是${wanted.map((each) => changeable(STAGES[each])).join('或')}`,
  narrow: ({ stages: wanted }, _scene, bind) => columns(`c.stage IN ${bind(wanted)}`),
  test: ({ customer }, { stages: wanted }) => wanted.includes(customer.stage),
  tell: ({ customer }) => `阶段：${STAGES[customer.stage]}`,
});
