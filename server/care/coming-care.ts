import { And, Brackets, In, LessThan, MoreThanOrEqual, type SelectQueryBuilder } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { CareItem, CareOccasion } from '../../entities/care.ts';
import { Customer } from '../../entities/customer.ts';
import { Maintenance } from '../../entities/maintenance.ts';
import { CustomerValue } from '../../entities/order.ts';
import { customerNames } from '../customers/list-customers.ts';
import type { CustomerName } from '../customers/schemas.ts';
import { birthdayKeysWithin, nextBirthday } from '../kernel/birthdays.ts';
import { compareDates, dateKey, shiftDays, solarToLunar, type CivilDate } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { fromShanghai, shanghaiDaysBetween, startOfShanghaiDay, toShanghai } from '../kernel/dates.ts';
import { lunarName } from '../kernel/lunar-names.ts';
import { bornOnOne } from './meant.ts';

const AHEAD_DAYS = 7;
const SHOWN = 6;
/** Nobody has bought here for longer. */
const MOST_YEARS = 30;

/** A day in the life of one of the member's own customers. */
export interface ComingDay {
  customer: CustomerName;
  kind: 'birthday' | 'anniversary';
  day: string;
  /** Days from today, 0 for today. */
  inDays: number;
  /** 农历十月十八. */
  lunar: string;
  /** Whole years since the first order; null for a birthday. */
  years: number | null;
}

/** What care asks of the member today: the greetings in his name, and whose days come within the week. */
export interface OwnCare {
  /** When greetings of today are put before him: one for each birthday, one for each holiday. */
  marks: Date[];
  coming: ComingDay[];
  comingCount: number;
}

/** The member's care of today and the coming days of his own customers, birthdays and anniversaries of the first order. */
export async function comingCare(ctx: ReadCtx): Promise<OwnCare> {
  const { actor } = ctx;
  if (actor.kind !== 'member') return { marks: [], coming: [], comingCount: 0 };
  const today = toShanghai(ctx.now);
  const days = [...(await birthdays(ctx, actor.id, today)), ...(await anniversaries(ctx, actor.id, today))].sort(
    (a, b) => compareDates(a.date, b.date) || (a.customer.id < b.customer.id ? -1 : 1),
  );
  const first = days.slice(0, SHOWN);
  const names = await customerNames(
    ctx,
    first.map(({ customer }) => customer),
  );
  return {
    marks: await marksOf(ctx, actor.id),
    comingCount: days.length,
    coming: first.flatMap(({ customer, date, kind, years }): ComingDay[] => {
      const name = names.get(customer.id);
      const inDays = shanghaiDaysBetween(ctx.now, fromShanghai(date.year, date.month, date.day));
      const lunar = `农历${lunarName(solarToLunar(date))}`;
      return name ? [{ customer: name, kind, day: dateKey(date), inDays, lunar, years }] : [];
    }),
  };
}

interface OwnDay extends Pick<ComingDay, 'kind' | 'years'> {
  customer: Customer;
  date: CivilDate;
}

async function birthdays(ctx: ReadCtx, memberId: string, today: CivilDate): Promise<OwnDay[]> {
  const keys = birthdayKeysWithin(today, AHEAD_DAYS);
  const customers = await ownCustomers(ctx, memberId)
    .innerJoin(Birthday, 'b', 'b.customerId = c.id')
    .andWhere(bornOnOne(keys))
    .getMany();
  const found = await ctx.db.findBy(Birthday, { customerId: In(customers.map(({ id }) => id)) });
  const birthdayOf = new Map(found.map((each) => [each.customerId, each]));
  return customers.flatMap((customer): OwnDay[] => {
    const birthday = birthdayOf.get(customer.id);
    return birthday ? [{ customer, date: nextBirthday(birthday, today), kind: 'birthday', years: null }] : [];
  });
}

/** The days on which a first order was placed some years ago. */
async function anniversaries(ctx: ReadCtx, memberId: string, today: CivilDate): Promise<OwnDay[]> {
  const instant = (date: CivilDate, back: number): Date => fromShanghai(date.year - back, date.month, date.day);
  const years = Array.from({ length: MOST_YEARS }, (_, at) => at + 1);
  const query = ownCustomers(ctx, memberId).innerJoin(CustomerValue, 'v', 'v.customerId = c.id');
  query.andWhere(
    new Brackets((any) => {
      for (const back of years) {
        any.orWhere(`v.firstOrderAt >= :from${back} AND v.firstOrderAt < :to${back}`, {
          [`from${back}`]: instant(today, back),
          [`to${back}`]: instant(shiftDays(today, AHEAD_DAYS + 1), back),
        });
      }
    }),
  );
  const customers = await query.getMany();
  const values = await ctx.db.findBy(CustomerValue, { customerId: In(customers.map(({ id }) => id)) });
  const firstOrders = new Map(values.map(({ customerId, firstOrderAt }) => [customerId, toShanghai(firstOrderAt)]));
  return customers.flatMap((customer): OwnDay[] => {
    const first = firstOrders.get(customer.id);
    if (!first) return [];
    const week = Array.from({ length: AHEAD_DAYS + 1 }, (_, at) => shiftDays(today, at));
    const date = week.find(({ month, day }) => month === first.month && day === first.day);
    return date ? [{ customer, date, kind: 'anniversary', years: date.year - first.year }] : [];
  });
}

/** The customers whom a member looks after himself, named `c`. */
function ownCustomers({ db }: ReadCtx, memberId: string): SelectQueryBuilder<Customer> {
  const maintained = db
    .createQueryBuilder()
    .subQuery()
    .select('1')
    .from(Maintenance, 'm')
    .where('m.customerId = c.id AND m.ownerId = :memberId')
    .getQuery();
  return db
    .createQueryBuilder(Customer, 'c')
    .where(new Brackets((own) => own.where('c.ownerId = :memberId').orWhere(`EXISTS ${maintained}`)), { memberId });
}

async function marksOf({ db, now }: ReadCtx, memberId: string): Promise<Date[]> {
  const items = await db.find(CareItem, {
    select: { occasionId: true, at: true },
    where: {
      ...{ memberId, status: In(['planned', 'waiting']) },
      at: And(MoreThanOrEqual(startOfShanghaiDay(now)), LessThan(startOfShanghaiDay(now, 1))),
    },
    order: { at: 'ASC' },
  });
  const holidays = new Set((await db.findBy(CareOccasion, { kind: 'holiday' })).map(({ id }) => id));
  const told = new Set<string>();
  return items.flatMap(({ occasionId, at }) => {
    if (holidays.has(occasionId) && told.has(occasionId)) return [];
    told.add(occasionId);
    return [at];
  });
}
