import { z } from 'zod';
import { changeable, columns } from '../../rules/condition.ts';
import { defineCustomerCondition } from './define.ts';

/** His company's name contains these words, letter for letter. */
export const companyContains = defineCustomerCondition({
  code: 'company-contains',
  title: '公司名',
  params: z.strictObject({
    text: z.string().trim().min(1, '写几个字').max(64, '最多 64 个字').meta({ title: '含哪几个字' }),
  }),
  example: { text: '酒店' },
  describe: ({ text }) => `公司名含${changeable(`“${text}”`)}`,
  // LIKE knows upper from lower case on one database only, INSTR on both.
  narrow: ({ text }, _scene, bind) => columns(`c.company IS NOT NULL AND INSTR(c.company, ${bind(text)}) > 0`),
  test: ({ customer }, { text }) => customer.company?.includes(text) ?? false,
  tell: ({ customer }) => customer.company ?? '没有公司名',
});
