import { z } from 'zod';
import { defineCondition, type Condition, type Definition } from '../../rules/condition.ts';
import type { CustomerFacts, Scene } from '../facts.ts';

/** A condition on customers. */
export type CustomerCondition = Condition<CustomerFacts, Scene>;

/** Defines a kind of condition on customers. */
export const defineCustomerCondition = <P extends object>(
  definition: Definition<P, CustomerFacts, Scene>,
): CustomerCondition => defineCondition(definition);

/** A number of days as conditions take it. */
export const days = z
  .int('天数要是整数')
  .min(1, '至少 1 天')
  .max(3650, '最多 3650 天')
  .meta({ title: '多少天', unit: '天' });

/** Ids of rows that a condition names. */
export const ids = z.array(z.string().length(26)).min(1, '至少选一个').max(50, '最多选 50 个');

/** Names in quotation marks: “酒店”或“民宿”. */
export const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join('或');
