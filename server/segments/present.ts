import type { z } from 'zod';
import { conditions } from './conditions/index.ts';
import type { ExplainedCustomer } from './explain-customer.ts';
import type { conditionFormView, explainedView } from './schemas.ts';

/** A customer of a sample. */
export function presentExplained({ customer, tier, ...explained }: ExplainedCustomer): z.infer<typeof explainedView> {
  const { id, name, company } = customer;
  return { id, name, company, tier, ...explained };
}

/** Everything that the builder can offer. */
export function presentConditions(now: Date): z.infer<typeof conditionFormView>[] {
  return [...conditions.values()].map(({ code, title, form, example, describe, mentions }) => {
    const names = new Map(mentions(example).map((id) => [id, '…']));
    const sentence = describe(example, { now, names, topFen: new Map<number, number>() });
    return { code, title, form, example, sentence };
  });
}
