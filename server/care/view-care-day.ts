import { In } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { CareItem, CareOccasion, CarePlan } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { customerNames } from '../customers/list-customers.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { CustomerName } from '../customers/schemas.ts';
import { birthdayKeysOn, spokenBirthday } from '../kernel/birthdays.ts';
import { compareDates, shiftDays, solarToLunar, type CivilDate } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { fromShanghai, spokenDate, toShanghai } from '../kernel/dates.ts';
import { lunarName } from '../kernel/lunar-names.ts';
import type { MemberName } from '../members/schemas.ts';
import { candidatesAmong } from './candidates.ts';
import { feastOf } from './care-calendar.ts';
import { isKeptOn, readDay, sendTimeFrom } from './days.ts';
import { bornOnOne } from './meant.ts';
import { stateWords } from './states.ts';
import { weighGreetings } from './weigh-greetings.ts';

const SHOWN = 50;

/** A customer whose birthday it is. */
export interface BirthdayRow {
  customer: CustomerName;
  owner: MemberName;
  /** 农历闰六月初三. */
  words: string;
  /** 09:00 发给周航确认, 不发：投诉未结 … */
  plan: string;
}

/** A day of the care calendar, seen closely. */
export interface CareDayView {
  day: string;
  /** 11月26日 周四. */
  date: string;
  /** 农历十月十八. */
  lunar: string;
  feast: string | null;
  /** Of customers whom the actor may see; the first of them. */
  birthdays: BirthdayRow[];
  birthdayCount: number;
  /** What is kept on it: holidays first, birthdays where there are some. */
  occasions: Pick<CareOccasion, 'id' | 'kind' | 'title' | 'enabled'>[];
}

/** Shows whose birthday a day is and what is kept on it. */
export async function viewCareDay(ctx: ReadCtx, day: string): Promise<CareDayView> {
  const date = readDay(day);
  const occasions = (await ctx.db.find(CareOccasion, { order: { kind: 'DESC', id: 'ASC' } })).filter((each) =>
    isKeptOn(each, date),
  );
  const { customers, count, birthdayOf } = await bornOnDay(ctx, date);
  const names = await customerNames(ctx, customers);
  const plans = await plansFor(
    ctx,
    occasions.filter(({ kind }) => kind === 'birthday'),
    day,
    customers,
  );
  const owners = await ctx.db.findBy(Member, { id: In([...new Set(customers.map(({ ownerId }) => ownerId))]) });
  const ownerNames = new Map(owners.map(({ id, name }) => [id, name]));
  return {
    ...{ day, date: spokenDate(fromShanghai(date.year, date.month, date.day)), feast: feastOf(date) },
    lunar: `农历${lunarName(solarToLunar(date))}`,
    birthdays: customers.flatMap((customer): BirthdayRow[] => {
      const [name, birthday] = [names.get(customer.id), birthdayOf.get(customer.id)];
      if (!name || !birthday) return [];
      const owner = { id: customer.ownerId, name: ownerNames.get(customer.ownerId) ?? '' };
      return [{ customer: name, owner, words: spokenBirthday(birthday), plan: plans.get(customer.id) ?? NO_PLAN }];
    }),
    birthdayCount: count,
    occasions: (await keptOn(ctx, occasions, day, { customers, count })).map(({ id, kind, title, enabled }) => ({
      id,
      kind,
      title,
      enabled,
    })),
  };
}

/** The holidays of a day, and of the birthday cares those that mean somebody who was born then. */
async function keptOn(
  ctx: ReadCtx,
  occasions: readonly CareOccasion[],
  day: string,
  { customers, count }: { customers: readonly Customer[]; count: number },
): Promise<CareOccasion[]> {
  const holidays = occasions.filter(({ kind }) => kind === 'holiday');
  const birthdays = occasions.filter(({ kind, enabled }) => kind === 'birthday' && enabled && count > 0);
  // Of more people than are shown any of the cares may mean one.
  if (birthdays.length < 2 || count > customers.length) return [...holidays, ...birthdays];
  const ids = customers.map(({ id }) => id);
  const meaning: CareOccasion[] = [];
  for (const occasion of birthdays) {
    const planned = await ctx.db.existsBy(CareItem, { occasionId: occasion.id, day, customerId: In(ids) });
    if (planned || (await candidatesAmong(ctx, occasion, day, ids)).length > 0) meaning.push(occasion);
  }
  return [...holidays, ...meaning];
}

const NO_PLAN = '没有安排祝福';

async function bornOnDay(
  ctx: ReadCtx,
  date: CivilDate,
): Promise<{ customers: Customer[]; count: number; birthdayOf: Map<string, Birthday> }> {
  const keys = birthdayKeysOn(date);
  const [customers, count] = await visibleCustomers(ctx)
    .innerJoin(Birthday, 'b', 'b.customerId = c.id')
    .andWhere(bornOnOne(keys))
    .orderBy('c.id')
    .limit(SHOWN)
    .getManyAndCount();
  const birthdays = await ctx.db.findBy(Birthday, { customerId: In(customers.map(({ id }) => id)) });
  return { customers, count, birthdayOf: new Map(birthdays.map((each) => [each.customerId, each])) };
}

/** What is planned for each of those born on a day, in words; before the planning what would be planned as things stand. */
async function plansFor(
  ctx: ReadCtx,
  occasions: readonly CareOccasion[],
  day: string,
  customers: readonly Customer[],
): Promise<Map<string, string>> {
  const customerIds = customers.map(({ id }) => id);
  const items = await ctx.db.findBy(CareItem, {
    ...{ customerId: In(customerIds), day, occasionId: In(occasions.map(({ id }) => id)) },
  });
  const members = await ctx.db.findBy(Member, { id: In([...new Set(items.map(({ memberId }) => memberId))]) });
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const words = new Map(items.map((item) => [item.customerId, stateWords(item, nameOf.get(item.memberId) ?? '')]));
  for (const occasion of occasions.filter((each) => each.enabled)) {
    if (compareDates(shiftDays(readDay(day), -occasion.leadDays), toShanghai(ctx.now)) < 0) continue;
    if (await ctx.db.existsBy(CarePlan, { occasionId: occasion.id, day, done: true })) continue;
    const open = customerIds.filter((id) => !words.has(id));
    for (const [id, plan] of await wouldPlan(ctx, occasion, day, open)) words.set(id, plan);
  }
  return words;
}

async function wouldPlan(
  ctx: ReadCtx,
  occasion: CareOccasion,
  day: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const customers = await candidatesAmong(ctx, occasion, day, ids);
  const at = sendTimeFrom(ctx.now, occasion, day);
  const { held, written } = await weighGreetings(ctx, occasion, customers, { day, at, planning: true });
  const when = occasion.leadDays === 0 ? occasion.sendAt : `提前 ${occasion.leadDays} 天 ${occasion.sendAt}`;
  return new Map(
    customers.map(({ id }) => {
      const why = held.get(id);
      const sender = written.get(id)?.sender.name ?? '';
      return [id, why ? `不发：${why.cause}` : `${when} 发给${sender}确认`];
    }),
  );
}
