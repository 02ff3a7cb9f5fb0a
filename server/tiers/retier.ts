import { In } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { CustomerValue } from '../../entities/order.ts';
import { CustomerTier, TierChange, TierRun } from '../../entities/tier.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { shanghaiDate, toShanghai } from '../kernel/dates.ts';
import { scoreTier, type ValueLines } from './score-tier.ts';
import { topFen } from './top-fen.ts';

/** Tiers are reckoned at night, from this hour in Shanghai on; a server that slept then does it when it wakes. */
const FROM_HOUR = 3;
/** Customers whose tiers are reckoned in one transaction. */
const BATCH = 500;

/** The batch of tonight's reckoning that is owed, if any: `2026-11-21` and the last customer reached. */
export async function retierDue({ db, now }: ReadCtx): Promise<string[]> {
  if (toShanghai(now).hour < FROM_HOUR) return [];
  const day = shanghaiDate(now);
  const run = await db.findOneBy(TierRun, { day });
  return run?.done ? [] : [`${day} ${run?.reached ?? ''}`];
}

/** Reckons the tiers of the next customers; of two who take one batch, one does it. */
export async function retierBatch(ctx: Ctx, batch: string): Promise<void> {
  const [day = '', reached = ''] = batch.split(' ');
  const run = (await ctx.db.findOneBy(TierRun, { day })) ?? (await beginRun(ctx, day));
  if (run.done || run.reached !== reached) return;

  const customers = await ctx.db
    .createQueryBuilder(Customer, 'c')
    .where('c.id > :reached', { reached })
    .orderBy('c.id')
    .limit(BATCH)
    .getMany();
  const last = customers.at(-1);
  const { affected } = await ctx.db.update(
    TierRun,
    { day, reached, done: false },
    { reached: last?.id ?? reached, done: customers.length < BATCH },
  );
  if (affected === 1 && last) await retierCustomers(ctx, customers, run);
}

async function beginRun(ctx: Ctx, day: string): Promise<TierRun> {
  const run: TierRun = { day, reached: '', done: false, ...(await valueLines(ctx)), startedAt: ctx.now };
  await insertOnce(ctx.db, TierRun, [run], ['day']);
  // The lines are those of whoever began.
  return ctx.db.findOneByOrFail(TierRun, { day });
}

/** The lines by which value is scored; beyond reach where nobody has bought anything. */
export async function valueLines(ctx: ReadCtx): Promise<ValueLines> {
  return {
    coreFen: (await topFen(ctx, 20)) ?? Number.MAX_SAFE_INTEGER,
    halfFen: (await topFen(ctx, 50)) ?? Number.MAX_SAFE_INTEGER,
  };
}

/** Reckons the tiers of these customers and keeps what changed. */
export async function retierCustomers(ctx: Ctx, customers: readonly Customer[], lines: ValueLines): Promise<void> {
  const customerId = In(customers.map(({ id }) => id));
  const values = new Map((await ctx.db.findBy(CustomerValue, { customerId })).map((each) => [each.customerId, each]));
  const known = new Map((await ctx.db.findBy(CustomerTier, { customerId })).map((each) => [each.customerId, each]));
  const tiers = customers.map(({ id, lastFollowedUpAt }): CustomerTier => ({
    customerId: id,
    ...scoreTier({ value: values.get(id) ?? null, lastFollowedUpAt }, lines, ctx.now),
    at: ctx.now,
  }));
  await ctx.db.upsert(CustomerTier, tiers, ['customerId']);
  const changes = tiers
    .filter((each) => known.get(each.customerId)?.tier !== each.tier)
    .map(({ customerId: id, tier, score, at }): TierChange => ({
      ...{ id: ctx.newId(), customerId: id, previous: known.get(id)?.tier ?? null },
      ...{ tier, score, at },
    }));
  if (changes.length > 0) await ctx.db.insert(TierChange, changes);
}
