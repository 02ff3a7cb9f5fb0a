import { Customer } from '../../entities/customer.ts';
import { sightOf } from '../customers/policy.ts';
import { readEntities } from '../db/read-rows.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { columns } from '../rules/condition.ts';
import type { Rule } from '../rules/rule.ts';
import { pageCustomers } from '../rules/select.ts';
import type { Term } from '../rules/term.ts';
import { loadTerms } from './matching.ts';

/** Up to so many members all their customers are listed; of more, the next of all customers are likely theirs. */
const LISTED_MEMBERS = 5;

/** The next customers whom a rule describes, in the order of their ids; `next` goes on from there, null at the end. */
export async function pageSegment(
  ctx: ReadCtx,
  rule: Rule,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ customers: Customer[]; next: string | null }> {
  const sight = sightOf(ctx.actor);
  const { terms, parameters } = await loadTerms(ctx, [rule]);
  const listed = sight !== null && sight.parameters.memberIds.length <= LISTED_MEMBERS;
  const seen: Term[] = sight && !listed ? [{ asked: columns(sight.where), wanted: true }] : [];
  const { key, from, where } = pageCustomers([...terms, ...seen], listed ? sight.ids : null);
  const further = after === null ? '' : `${where === '' ? ' WHERE' : ' AND'} ${key} > :after`;
  const ids = `SELECT ${key} AS id FROM ${from}${where}${further} ORDER BY ${key} LIMIT ${limit + 1}`;
  const customers = await readEntities(
    ctx.db,
    Customer,
    `SELECT c.* FROM (${ids}) page JOIN customers c ON c.id = page.id ORDER BY page.id`,
    { ...parameters, ...sight?.parameters, after },
  );
  const page = customers.slice(0, limit);
  return { customers: page, next: customers.length > limit ? (page.at(-1)?.id ?? null) : null };
}
