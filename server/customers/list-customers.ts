import { Brackets, In, type SelectQueryBuilder } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { CustomerTier } from '../../entities/tier.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { pageOf, readCursor, type Page, type Position } from '../kernel/paging.ts';
import { narrowToWords, soundAlikes } from './find-customers.ts';
import { visibleCustomers } from './policy.ts';
import { maskPhone, presentCustomerName } from './present.ts';
import { loadRhythms } from './rhythm.ts';
import type { CustomerName, CustomerRow, ListCustomersInput } from './schemas.ts';

const PAGE = 20;

/** A page of the customers whom the actor may see, those contacted last first, those never contacted at the end. */
export async function listCustomers(ctx: ReadCtx, input: ListCustomersInput): Promise<Page<CustomerRow>> {
  const page = pageOf(await findRows(ctx, input), PAGE, ({ lastFollowedUpAt, id }) => ({ at: lastFollowedUpAt, id }));
  return { ...page, items: await customerRows(ctx, page.items) };
}

async function findRows(ctx: ReadCtx, input: ListCustomersInput): Promise<Customer[]> {
  const { q = '', cursor } = input;
  const within = () => filtered(ctx, visibleCustomers(ctx), input);
  const after = (query: SelectQueryBuilder<Customer>) =>
    cursor === undefined ? query : beyond(query, readCursor(cursor));
  const inOrder = (query: SelectQueryBuilder<Customer>) =>
    after(query)
      .orderBy('c.lastFollowedUpAt', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(PAGE + 1)
      .getMany();

  if (q === '') return inOrder(within());
  const narrowed = narrowToWords(ctx, within(), q);
  const rows = narrowed ? await inOrder(narrowed) : [];
  // What sounds alike is a guess, so it is offered once and not paged through.
  return rows.length > 0 || cursor !== undefined ? rows : soundAlikes(within(), q, PAGE);
}

function filtered(
  { actor }: ReadCtx,
  query: SelectQueryBuilder<Customer>,
  { stage, mine }: ListCustomersInput,
): SelectQueryBuilder<Customer> {
  if (stage !== undefined) query.andWhere('c.stage = :stage', { stage });
  if (mine !== undefined && actor.kind === 'member') query.andWhere('c.ownerId = :ownId', { ownId: actor.id });
  return query;
}

/** The rows after a position; both databases put NULL below every instant. */
function beyond(query: SelectQueryBuilder<Customer>, { at, id }: Position): SelectQueryBuilder<Customer> {
  if (at === null) return query.andWhere('c.lastFollowedUpAt IS NULL AND c.id < :lastId', { lastId: id });
  return query.andWhere(
    new Brackets((either) =>
      either
        .where('c.lastFollowedUpAt < :lastAt')
        .orWhere('c.lastFollowedUpAt IS NULL')
        .orWhere('c.lastFollowedUpAt = :lastAt AND c.id < :lastId'),
    ),
    { lastAt: at, lastId: id },
  );
}

/** Customers whom the actor may see, as list rows. */
export async function customerRows(ctx: ReadCtx, customers: readonly Customer[]): Promise<CustomerRow[]> {
  const { actor, db } = ctx;
  const [names, rhythms, owners] = await Promise.all([
    customerNames(ctx, customers),
    loadRhythms(ctx, customers),
    db.findBy(Member, { id: In([...new Set(customers.map(({ ownerId }) => ownerId))]) }),
  ]);
  const ownerNames = new Map(owners.map(({ id, name }) => [id, name]));
  return customers.flatMap((customer) => {
    const [name, rhythm] = [names.get(customer.id), rhythms.get(customer.id)];
    if (!name || !rhythm) return [];
    const { phone, ownerId, followupCount, lastFollowedUpAt } = customer;
    return {
      ...name,
      phone: phone && maskPhone(phone),
      owner: { id: ownerId, name: ownerNames.get(ownerId) ?? '' },
      mine: actor.kind === 'member' && actor.id === ownerId,
      ...{ followupCount, lastFollowedUpAt, rhythm },
    };
  });
}

/** What rows call these customers. */
export async function customerNames(
  { db }: Pick<ReadCtx, 'db'>,
  customers: readonly Customer[],
): Promise<Map<string, CustomerName>> {
  const tiers = await db.findBy(CustomerTier, { customerId: In(customers.map(({ id }) => id)) });
  const tierOf = new Map(tiers.map(({ customerId, tier }) => [customerId, tier]));
  return new Map(
    customers.map((customer) => [customer.id, presentCustomerName(customer, tierOf.get(customer.id) ?? null)]),
  );
}
