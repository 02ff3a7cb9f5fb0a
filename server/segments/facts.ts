import { In } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { CustomerValue } from '../../entities/order.ts';
import { CustomerTag, Tag } from '../../entities/tag.ts';
import { CustomerTier } from '../../entities/tier.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** What the conditions may know of one customer. */
export interface CustomerFacts {
  customer: Customer;
  tagIds: ReadonlySet<string>;
  /** Null for who has never ordered. */
  value: CustomerValue | null;
  birthday: Birthday | null;
  tier: CustomerTier['tier'] | null;
}

/** What all customers of one look share. */
export interface Scene {
  now: Date;
  /** Names of members and tags by id. */
  names: ReadonlyMap<string, string>;
  /** What a buyer must have spent to be among the first so many percent of all buyers, in fen. */
  topFen: ReadonlyMap<number, number>;
}

/** Gathers the facts of customers whom the actor has been found to see, in few queries for all of them. */
export async function loadFacts(
  { db }: Pick<ReadCtx, 'db'>,
  customers: readonly Customer[],
): Promise<Map<string, CustomerFacts>> {
  const customerId = In(customers.map(({ id }) => id));
  const [links, values, birthdays, tiers] = await Promise.all([
    db.findBy(CustomerTag, { customerId }),
    db.findBy(CustomerValue, { customerId }),
    db.findBy(Birthday, { customerId }),
    db.findBy(CustomerTier, { customerId }),
  ]);
  const of = <R extends { customerId: string }>(rows: readonly R[]) =>
    new Map(rows.map((row) => [row.customerId, row]));
  const [valueOf, birthdayOf, tierOf] = [of(values), of(birthdays), of(tiers)];
  return new Map(
    customers.map((customer) => [
      customer.id,
      {
        customer,
        tagIds: new Set(links.filter((link) => link.customerId === customer.id).map(({ tagId }) => tagId)),
        value: valueOf.get(customer.id) ?? null,
        birthday: birthdayOf.get(customer.id) ?? null,
        tier: tierOf.get(customer.id)?.tier ?? null,
      },
    ]),
  );
}

/** The names of members and tags. */
export async function loadNames(
  { db }: Pick<ReadCtx, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const id = In([...new Set(ids)]);
  const found = [...(await db.findBy(Member, { id })), ...(await db.findBy(Tag, { id }))];
  return new Map(found.map((each) => [each.id, each.name]));
}
