import { In } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { CareItem, CareOccasion, CarePlan } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import { birthdayKeysOn } from '../kernel/birthdays.ts';
import { shiftDays } from '../kernel/calendar.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { chunks } from '../touches/chunks.ts';
import { holdTouches } from '../touches/hold-touch.ts';
import { lockContacts } from '../touches/lock-contacts.ts';
import { nextCandidates } from './candidates.ts';
import { dayToSend, PLAN_HOUR, sendTimeFrom } from './days.ts';
import { defaultOccasions } from './default-occasions.ts';
import { careSource } from './judge.ts';
import { weighGreetings } from './weigh-greetings.ts';

/** Customers who are planned for in one transaction. */
const BATCH = 500;
const AT_ONCE = 100;
const DEFAULTS = 'defaults';
const LOOK_AHEAD_DAYS = 31;

/** What of today's care has to be planned still: an occasion, its day and the last customer reached. Birthdays come first. */
export async function plansDue({ db, now }: ReadCtx): Promise<string[]> {
  const occasions = await db.find(CareOccasion, { order: { kind: 'ASC', id: 'ASC' } });
  if (occasions.length === 0) return [DEFAULTS];
  if (toShanghai(now).hour < PLAN_HOUR) return [];
  const due: string[] = [];
  for (const occasion of occasions.filter(({ enabled }) => enabled)) {
    const day = dayToSend(occasion, now);
    if (day === null) continue;
    const plan = await db.findOneBy(CarePlan, { occasionId: occasion.id, day });
    if (!plan?.done) due.push(`${occasion.id} ${day} ${plan?.reached ?? ''}`);
  }
  return due;
}

/** The next morning on which there is care to plan or a birthday to tell of; at most a month ahead. */
export async function nextPlanAt({ db, now }: ReadCtx): Promise<Date> {
  const today = toShanghai(now);
  const first = today.hour < PLAN_HOUR ? 0 : 1;
  const occasions = await db.findBy(CareOccasion, { enabled: true });
  const morning = (ahead: number): Date => fromShanghai(today.year, today.month, today.day + ahead, PLAN_HOUR);
  const leads = [...new Set([0, ...occasions.filter(({ kind }) => kind === 'birthday').map((each) => each.leadDays)])];
  for (let ahead = first; ahead < first + LOOK_AHEAD_DAYS; ahead += 1) {
    const at = morning(ahead);
    if (occasions.some((each) => each.kind === 'holiday' && dayToSend(each, at) !== null)) return at;
    const keys = leads.flatMap((lead) => birthdayKeysOn(shiftDays(toShanghai(at), lead)));
    if (await db.existsBy(Birthday, keys)) return at;
  }
  return morning(first + LOOK_AHEAD_DAYS);
}

/** Plans the next customers of an occasion's day, each once: in, or left out with the reason. Of two who take one batch, one does it. */
export async function planCare(ctx: Ctx, batch: string): Promise<void> {
  if (batch === DEFAULTS) return bringDefaults(ctx);
  const [occasionId = '', day = '', reached = ''] = batch.split(' ');
  const occasion = await ctx.db.findOneByOrFail(CareOccasion, { id: occasionId });
  if (!occasion.enabled || dayToSend(occasion, ctx.now) !== day) return;
  const begun = { occasionId, day, reached: '', done: false };
  await insertOnce(ctx.db, CarePlan, [begun], ['occasionId', 'day']);

  const next = await nextCandidates(ctx, occasion, day, { after: reached, limit: BATCH });
  const { affected } = await ctx.db.update(
    CarePlan,
    { occasionId, day, reached, done: false },
    { reached: next.reached, done: next.done },
  );
  if (affected === 1) await planCustomers(ctx, occasion, day, next.customers);
}

async function planCustomers(ctx: Ctx, occasion: CareOccasion, day: string, all: readonly Customer[]): Promise<void> {
  await lockContacts(
    ctx,
    all.map(({ id }) => id),
  );
  const known = await ctx.db.find(CareItem, {
    select: { customerId: true },
    where: { occasionId: occasion.id, day, customerId: In(all.map(({ id }) => id)) },
  });
  const done = new Set(known.map(({ customerId }) => customerId));
  const customers = all.filter(({ id }) => !done.has(id));
  const at = sendTimeFrom(ctx.now, occasion, day);
  const { held, written } = await weighGreetings(ctx, occasion, customers, { day, at, planning: true });
  const items = customers.map(({ id: customerId, ownerId }): CareItem => {
    const why = held.get(customerId);
    const greeting = written.get(customerId);
    return {
      ...{ id: ctx.newId(), occasionId: occasion.id, customerId, day, status: why ? 'held' : 'planned' },
      ...{ memberId: greeting?.sender.id ?? ownerId, massSendId: null },
      ...{ reason: why?.reason ?? null, detail: why?.sentence ?? null, text: greeting?.text ?? '', at },
    };
  });
  for (const some of chunks(items, AT_ONCE)) await ctx.db.insert(CareItem, some);
  await holdTouches(ctx, { kind: 'care', source: careSource(occasion.id, day) }, held);
}

const bringDefaults = (ctx: Ctx): Promise<void> => insertOnce(ctx.db, CareOccasion, defaultOccasions(ctx.now), ['id']);
