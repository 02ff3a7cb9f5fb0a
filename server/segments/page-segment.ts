import type { Customer } from '../../entities/customer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Rule } from '../rules/rule.ts';
import { matchingCustomers } from './matching.ts';

/** The next customers whom a rule describes, in the order of their ids; `next` goes on from there, null at the end. */
export async function pageSegment(
  ctx: ReadCtx,
  rule: Rule,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ customers: Customer[]; next: string | null }> {
  const query = await matchingCustomers(ctx, rule, 'page');
  if (after !== null) query.andWhere('c.id > :after', { after });
  const customers = await query
    .orderBy('c.id')
    .limit(limit + 1)
    .getMany();
  const page = customers.slice(0, limit);
  return { customers: page, next: customers.length > limit ? (page.at(-1)?.id ?? null) : null };
}
