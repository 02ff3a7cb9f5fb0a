import { Brackets, In, LessThanOrEqual, MoreThan, MoreThanOrEqual, Not } from 'typeorm';
import { CareItem, CareOccasion } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import { MassSend } from '../../entities/mass-send.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { shanghaiDate, startOfShanghaiDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { createMassSend, MOST_RECIPIENTS } from '../mass-sends/create-mass-send.ts';
import { chunks } from '../touches/chunks.ts';
import type { Held } from '../touches/hold.ts';
import { lockContacts } from '../touches/lock-contacts.ts';
import { candidatesAmong } from './candidates.ts';
import { dayToSend } from './days.ts';
import { endItems } from './end-items.ts';
import { CHANGED } from './judge.ts';
import { addVersion, settleTexts, type Version } from './personal.ts';
import { weighGreetings } from './weigh-greetings.ts';

/** Greetings of one member and occasion that are put before him at once. */
const MOST_AT_ONCE = 2000;
const AT_ONCE = 500;

/** The greetings that are to be put before their members now: occasion, day and member. */
export async function sendsDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  const rows: unknown[] = await db
    .createQueryBuilder(CareItem, 'i')
    .select('i.occasionId', 'occasionId')
    .addSelect('i.day', 'day')
    .addSelect('i.memberId', 'memberId')
    .where(new Brackets((due) => due.where(`i.status = 'planned'`).andWhere('i.at <= :now', { now })))
    .groupBy('i.occasionId')
    .addGroupBy('i.day')
    .addGroupBy('i.memberId')
    .orderBy('i.occasionId')
    .addOrderBy('i.memberId')
    .limit(limit)
    .getRawMany();
  return (rows as Pick<CareItem, 'occasionId' | 'day' | 'memberId'>[]).map(
    ({ occasionId, day, memberId }) => `${occasionId} ${day} ${memberId}`,
  );
}

/** When the next planned greeting is to be put before its member. */
export async function nextSendAt({ db, now }: ReadCtx): Promise<Date | null> {
  const next = await db.findOne(CareItem, { where: { status: 'planned', at: MoreThan(now) }, order: { at: 'ASC' } });
  return next?.at ?? null;
}

/** Puts a member's planned greetings of an occasion before him, as far as they are still wanted and in time. */
export async function sendCare(ctx: Ctx, id: string): Promise<void> {
  const [occasionId = '', day = '', memberId = ''] = id.split(' ');
  const items = await ctx.db.find(CareItem, {
    where: { occasionId, day, memberId, status: 'planned', at: LessThanOrEqual(ctx.now) },
    order: { id: 'ASC' },
    take: MOST_AT_ONCE,
  });
  await claim(ctx, items);
  const occasion = await ctx.db.findOneByOrFail(CareOccasion, { id: occasionId });
  const ended = new Map<string, Held>();
  for (const { customerId, at } of items) {
    if (!occasion.enabled || dayToSend(occasion, at) !== day) ended.set(customerId, CHANGED);
    else if (shanghaiDate(at) !== shanghaiDate(ctx.now)) ended.set(customerId, LATE);
  }
  await endItems(ctx, { occasionId, day, status: 'dropped' }, ended);
  const customers = await stillMeant(
    ctx,
    occasion,
    day,
    items.map((each) => each.customerId).filter((each) => !ended.has(each)),
  );
  await sendOut(ctx, occasion, day, customers);
}

/** Of two who take the same greetings, the second finds none or begins anew. */
async function claim(ctx: Ctx, items: readonly CareItem[]): Promise<void> {
  for (const some of chunks(items, AT_ONCE)) {
    const where = { id: In(some.map(({ id }) => id)), status: 'planned' } as const;
    const { affected } = await ctx.db.update(CareItem, where, { status: 'waiting' });
    if (affected !== some.length) throw new DomainError('conflict', 'care.taken', '另一个进程正在发这些关怀。');
  }
}

async function stillMeant(ctx: Ctx, occasion: CareOccasion, day: string, ids: readonly string[]): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (const some of chunks(ids, AT_ONCE)) customers.push(...(await candidatesAmong(ctx, occasion, day, some)));
  const meant = new Set(customers.map(({ id }) => id));
  const left = new Map(ids.filter((id) => !meant.has(id)).map((id) => [id, CHANGED]));
  await endItems(ctx, { occasionId: occasion.id, day, status: 'dropped' }, left);
  return customers;
}

async function sendOut(ctx: Ctx, occasion: CareOccasion, day: string, customers: readonly Customer[]): Promise<void> {
  const occasionId = occasion.id;
  const customerIds = customers.map(({ id }) => id);
  await lockContacts(ctx, customerIds);
  const { held, written } = await weighGreetings(ctx, occasion, customers, { day, at: ctx.now, planning: false });
  const versions = new Map<string, Version>();
  for (const id of customerIds) {
    const greeting = written.get(id);
    if (greeting && !held.has(id)) addVersion(versions, id, greeting);
  }
  await endItems(ctx, { occasionId, day, status: 'held' }, held);
  const memberIds = [...new Set([...versions.values()].map(({ memberId }) => memberId))];
  for (const version of settleTexts([...versions.values()], await confirmationsToday(ctx, memberIds)).versions) {
    for (const some of chunks(version.customerIds, MOST_RECIPIENTS))
      await putBefore(ctx, occasionId, day, version, some);
  }
}

/** How many greetings have been put before members today. */
async function confirmationsToday(ctx: Ctx, memberIds: readonly string[]): Promise<Map<string, number>> {
  const today = await ctx.db.find(MassSend, {
    select: { id: true, memberId: true },
    where: {
      ...{ memberId: In([...memberIds]), purpose: 'care', status: Not('cancelled') },
      createdAt: MoreThanOrEqual(startOfShanghaiDay(ctx.now)),
    },
  });
  return new Map(memberIds.map((id) => [id, today.filter(({ memberId }) => memberId === id).length]));
}

async function putBefore(
  ctx: Ctx,
  occasionId: string,
  day: string,
  { memberId, text }: { memberId: string; text: string },
  customerIds: readonly string[],
): Promise<void> {
  const { id: massSendId } = await createMassSend(ctx, { memberId, purpose: 'care', text, customerIds });
  for (const some of chunks(customerIds, AT_ONCE)) {
    await ctx.db.update(
      CareItem,
      { occasionId, day, customerId: In(some) },
      { memberId, text, massSendId, at: ctx.now },
    );
  }
}

const LATE: Held = { reason: 'late', cause: '错过了当天', sentence: '错过了当天，过时不补发。' };
