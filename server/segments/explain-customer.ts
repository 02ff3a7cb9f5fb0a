import type { Customer } from '../../entities/customer.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { explainRule, type Explained } from '../rules/evaluate.ts';
import type { Rule } from '../rules/rule.ts';
import { conditions } from './conditions/index.ts';
import { loadFacts, loadNames, type CustomerFacts } from './facts.ts';
import { loadScene } from './matching.ts';

/** Whether a rule describes one customer, and why. */
export interface ExplainedCustomer {
  customer: Customer;
  tier: CustomerFacts['tier'];
  holds: boolean;
  /** What decides, in one line: 累计 ¥523,000 · 98 天没下单. */
  why: string;
  conditions: Explained[];
}

/** Why a customer is in a segment or not; `not_found` also for one that the actor may not see. */
export async function explainCustomer(ctx: ReadCtx, rule: Rule, customerId: string): Promise<ExplainedCustomer> {
  const [explained] = await explainCustomers(ctx, rule, [await loadCustomer(ctx, customerId)]);
  if (!explained) throw new Error('a customer who was loaded has no facts');
  return explained;
}

/** The same for several customers whom the actor has been found to see. */
export async function explainCustomers(
  ctx: ReadCtx,
  rule: Rule,
  customers: readonly Customer[],
): Promise<ExplainedCustomer[]> {
  const scene = await loadScene(ctx, rule);
  const owners = await loadNames(
    ctx,
    customers.map(({ ownerId }) => ownerId),
  );
  const facts = await loadFacts(ctx, customers);
  return customers.flatMap((customer) => {
    const known = facts.get(customer.id);
    if (!known) return [];
    const here = { ...scene, names: new Map([...owners, ...scene.names]) };
    const { holds, conditions: explained } = explainRule(conditions, rule, known, here);
    const deciding = explained.filter(({ decides }) => decides).map(({ fact }) => fact);
    return [{ customer, tier: known.tier, holds, why: [...new Set(deciding)].join(' · '), conditions: explained }];
  });
}
