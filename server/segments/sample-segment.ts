import type { Customer } from '../../entities/customer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { linesOf, type Rule } from '../rules/rule.ts';
import { explainCustomers, type ExplainedCustomer } from './explain-customer.ts';
import { pageSegment } from './page-segment.ts';

/** At most so many queries in search of those who are just out. */
const LINES_TRIED = 8;

/** A few customers who are in and a few who are just out, each with the reason; `next` leads to others. */
export interface SegmentSample {
  inside: ExplainedCustomer[];
  outside: ExplainedCustomer[];
  next: string | null;
}

/** Proves a rule in people: who is in, and who misses by one line, the last lines first. */
export async function sampleSegment(
  ctx: ReadCtx,
  rule: Rule,
  { after, inside, outside }: { after: string | null; inside: number; outside: number },
): Promise<SegmentSample> {
  const page = await pageSegment(ctx, rule, { after, limit: inside });
  const near = await nearMisses(ctx, rule, { after, limit: outside });
  return {
    inside: await explainCustomers(ctx, rule, page.customers),
    outside: await explainCustomers(ctx, rule, near),
    next: page.next,
  };
}

async function nearMisses(
  ctx: ReadCtx,
  rule: Rule,
  { after, limit }: { after: string | null; limit: number },
): Promise<Customer[]> {
  const lines = linesOf(rule);
  const found: Customer[] = [];
  for (const missed of lines.slice(-LINES_TRIED).reverse()) {
    if (found.length >= limit) break;
    const others = lines.filter((line) => line !== missed);
    const { customers } = await pageSegment(
      ctx,
      { all: [...others, { not: missed }] },
      { after, limit: limit - found.length },
    );
    found.push(...customers);
  }
  return found;
}
