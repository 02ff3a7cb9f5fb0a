import { In, MoreThan } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import type { CareOccasion } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import { birthdayKeysOn } from '../kernel/birthdays.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Rule } from '../rules/rule.ts';
import { findSegment } from '../segments/find-segments.ts';
import { matchingCustomers } from '../segments/matching.ts';
import { readDay } from './days.ts';

/** Whom an occasion is for. */
export type Audience = Pick<CareOccasion, 'kind' | 'segmentId'>;

/** The rule of an occasion without a segment. */
export const EVERYBODY: Rule = { all: [] };

/** A holiday without a segment is for everybody who can be written to; of a birthday the owner hears in any case. */
export const CAN_BE_WRITTEN_TO = 'c.externalUserId IS NOT NULL';

/** The next customers whom an occasion means on a day, in the order of their ids; of a birthday only those born then are read. */
export async function nextCandidates(
  ctx: ReadCtx,
  occasion: Audience,
  day: string,
  { after, limit }: { after: string; limit: number },
): Promise<{ customers: Customer[]; reached: string; done: boolean }> {
  if (occasion.kind === 'birthday') {
    const born = await bornOn(ctx, day, after, limit);
    const customers = await meant(ctx, occasion, born);
    return { customers, reached: born.at(-1) ?? after, done: born.length < limit };
  }
  const query = (await queryFor(ctx, occasion)).andWhere('c.id > :after', { after });
  const customers = await query.orderBy('c.id').limit(limit).getMany();
  return { customers, reached: customers.at(-1)?.id ?? after, done: customers.length < limit };
}

/** Those of some customers whom an occasion means on a day. */
export async function candidatesAmong(
  ctx: ReadCtx,
  occasion: Audience,
  day: string,
  ids: readonly string[],
): Promise<Customer[]> {
  if (occasion.kind === 'holiday') return meant(ctx, occasion, ids);
  const born = await ctx.db.find(Birthday, {
    select: { customerId: true },
    where: birthdayKeysOn(readDay(day)).map((key) => ({ ...key, customerId: In([...ids]) })),
  });
  return meant(
    ctx,
    occasion,
    born.map(({ customerId }) => customerId),
  );
}

/** The customers born on a day, after one of them, in the order of their ids. */
export async function bornOn(
  { db }: Pick<ReadCtx, 'db'>,
  day: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await db.find(Birthday, {
    select: { customerId: true },
    where: birthdayKeysOn(readDay(day)).map((key) => ({ ...key, customerId: MoreThan(after) })),
    order: { customerId: 'ASC' },
    take: limit,
  });
  return found.map(({ customerId }) => customerId);
}

async function meant(ctx: ReadCtx, occasion: Audience, ids: readonly string[]): Promise<Customer[]> {
  if (ids.length === 0) return [];
  return (await queryFor(ctx, occasion)).andWhere('c.id IN (:...among)', { among: ids }).orderBy('c.id').getMany();
}

async function queryFor(ctx: ReadCtx, { kind, segmentId }: Audience) {
  const rule = segmentId === null ? EVERYBODY : (await findSegment(ctx, segmentId)).rule;
  const query = await matchingCustomers(ctx, rule);
  return kind === 'holiday' && segmentId === null ? query.andWhere(CAN_BE_WRITTEN_TO) : query;
}
