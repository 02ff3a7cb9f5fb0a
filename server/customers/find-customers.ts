import { In, type SelectQueryBuilder } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { CustomerRelation, CustomerToken } from '../../entities/customer.ts';
import { readRows } from '../db/read-rows.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { nameKeys, queryTokens, writtenToken } from '../understanding/names.ts';
import { listedCustomers, visibleCustomers } from './policy.ts';

/** Absent and not to be seen read the same. */
export const customerAbsent = (): DomainError => new DomainError('not_found', 'customer.absent', '没有找到这位客户。');

/** Several customers fit what was said; whoever asked has to choose. */
export class CustomerAmbiguous extends DomainError {
  constructor(
    readonly said: string,
    /** At most six, those contacted last first. */
    readonly candidates: readonly Customer[],
  ) {
    super('conflict', 'customer.ambiguous', `有几位客户都像“${said}”，请说全名，或加上公司，例如：${said}/云栖民宿`);
  }
}

/** The customer of an id; `not_found` also for one that the actor may not see. */
export async function loadCustomer(ctx: ReadCtx, customerId: string): Promise<Customer> {
  const customer = await visibleCustomers(ctx).andWhere('c.id = :customerId', { customerId }).getOne();
  if (!customer) throw customerAbsent();
  return customer;
}

/** Customers among those of a query whose name, remark, company, pinyin or initials begin with what was typed; null where nothing to look for is left of it. */
export function narrowToWords(
  ctx: ReadCtx,
  query: SelectQueryBuilder<Customer>,
  words: string,
): SelectQueryBuilder<Customer> | null {
  const token = tokenOf(words);
  return token ? query.andWhere(`EXISTS ${tokensOf(ctx)}`, rangeOf(token)) : null;
}

const tokenOf = (words: string): string => queryTokens(words).slice(0, 64);

const WITHIN = 't.token >= :token AND t.token < :beyond';
const rangeOf = (token: string): { token: string; beyond: string } => ({ token, beyond: `${token}\u{10FFFF}` });

/** Customers whose name, remark, company, pinyin or initials begin with what was typed, at a character or syllable; those contacted last first. */
export async function searchCustomers(ctx: ReadCtx, words: string, limit: number): Promise<Customer[]> {
  const token = tokenOf(words);
  if (!token) return [];
  const found = await ranked(await foundBy(ctx, token), limit);
  return found.length > 0 ? found : soundAlikes(visibleCustomers(ctx), words, limit);
}

/** Beyond so many strings that begin with what was typed, those in sight are gone through instead. */
const FEW_TOKENS = 500;

async function foundBy(ctx: ReadCtx, token: string): Promise<SelectQueryBuilder<Customer>> {
  const range = rangeOf(token);
  const some = `SELECT t.customerId FROM customer_tokens t WHERE ${WITHIN} LIMIT ${FEW_TOKENS}`;
  const [row] = await readRows(ctx.db, `SELECT COUNT(*) AS n FROM (${some}) some`, range);
  if (Number(row?.['n']) === FEW_TOKENS) return listedCustomers(ctx).andWhere(`EXISTS ${tokensOf(ctx)}`, range);
  const found = `(SELECT DISTINCT t.customerId FROM customer_tokens t WHERE ${WITHIN})`;
  return visibleCustomers(ctx).innerJoin(found, 'found', 'found.customerId = c.id', range);
}

/** Customers whose name is written differently but sounds the same, also to southern ears (zh/z, n/l, f/h, ng/n). */
export async function soundAlikes(
  query: SelectQueryBuilder<Customer>,
  words: string,
  limit: number,
): Promise<Customer[]> {
  const { sound } = nameKeys(words);
  return sound.length < 2 ? [] : ranked(query.andWhere('c.sound = :sound', { sound }), limit);
}

/** Both halves begin with an index; as one condition of each row they would read every customer there is. */
const NAMED = `(SELECT id AS customerId FROM customers WHERE name IN (:...names)
  UNION SELECT n.customerId FROM customer_tokens t JOIN customer_relations n ON n.customerId = t.customerId
    WHERE t.token IN (:...tokens) AND n.endedAt IS NULL AND n.remark IN (:...names))`;

/** Customers who bear one of these names exactly, as their own or as a remark of a member in sight. */
export function customersNamed(ctx: ReadCtx, names: readonly string[], limit: number): Promise<Customer[]> {
  const tokens = [...new Set(names.map(writtenToken))];
  return ranked(visibleCustomers(ctx).innerJoin(NAMED, 'named', 'named.customerId = c.id', { names, tokens }), limit);
}

/** The remarks by which members know these customers. */
export async function remarksOf(
  { db }: Pick<ReadCtx, 'db'>,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const remarks = new Map<string, string[]>();
  if (customerIds.length === 0) return remarks;
  const relations = await db.find(CustomerRelation, { where: { customerId: In([...customerIds]) } });
  for (const { customerId, remark } of relations) {
    if (remark) remarks.set(customerId, [...(remarks.get(customerId) ?? []), remark]);
  }
  return remarks;
}

function tokensOf({ db }: ReadCtx): string {
  return db
    .createQueryBuilder()
    .subQuery()
    .select('1')
    .from(CustomerToken, 't')
    .where(`t.customerId = c.id AND ${WITHIN}`)
    .getQuery();
}

function ranked(query: SelectQueryBuilder<Customer>, limit: number): Promise<Customer[]> {
  return query.orderBy('c.lastFollowedUpAt', 'DESC').addOrderBy('c.id', 'DESC').limit(limit).getMany();
}
