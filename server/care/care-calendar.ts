import { Between } from 'typeorm';
import { CareOccasion, CarePlan, type CareItem } from '../../entities/care.ts';
import { visibleCustomers } from '../customers/policy.ts';
import { birthdayKeysOn } from '../kernel/birthdays.ts';
import { compareDates, dateKey, daysInMonth, shiftDays, solarToLunar, type CivilDate } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { lunarLabel, solarTermOn } from '../kernel/lunar-names.ts';
import { isKeptOn } from './days.ts';
import { greetingDayOn, holidayTitle } from './greetings.ts';
import { countBorn, countMeant, nameOf } from './meant.ts';
import { visibleItems } from './policy.ts';

/** One day of the care calendar; all figures are of customers whom the actor may see. */
export interface CareDay {
  /** `2026-11-25`. */
  day: string;
  /** 初三, or the month's name on its first day. */
  lunar: string;
  /** A holiday or a solar term. */
  feast: string | null;
  /** How many have their birthdays. */
  birthdays: number;
  /** The holidays on which somebody is greeted. */
  holidays: { id: string; title: string; enabled: boolean }[];
  /** How many are still to be greeted: those planned, or before that those whom the day means, also who will be left out then. */
  planned: number;
  /** How many have been greeted. */
  sent: number;
}

/** Greetings may leave so long before their day. */
const LONGEST_LEAD_DAYS = 31;

/** A month of birthdays and holidays, day by day. */
export async function careCalendar(ctx: ReadCtx, { year, month }: { year: number; month: number }): Promise<CareDay[]> {
  const occasions = await ctx.db.find(CareOccasion, { order: { kind: 'DESC', id: 'ASC' } });
  const dates = Array.from({ length: daysInMonth(year, month) }, (_, at) => ({ year, month, day: at + 1 }));
  const born = await countBorn(
    visibleCustomers(ctx),
    dates.flatMap((date) => birthdayKeysOn(date)),
  );
  const [first = { year, month, day: 1 }] = dates;
  const last = dates.at(-1) ?? first;
  const plans = await plansOf(ctx, first, last);
  const items = await itemsOf(ctx, first, last);
  const days: CareDay[] = [];
  for (const date of dates) {
    const day = dateKey(date);
    const kept = occasions.filter((each) => isKeptOn(each, date));
    const ahead = kept.filter((each) => isAhead(ctx, each, date) && !plans.has(`${each.id} ${day}`));
    const { open, sent } = items.get(day) ?? NOBODY;
    days.push({
      ...{ day, lunar: lunarLabel(solarToLunar(date)), feast: feastOf(date), sent },
      birthdays: birthdayKeysOn(date).reduce((sum, key) => sum + (born.get(nameOf(key)) ?? 0), 0),
      holidays: kept.filter(({ kind }) => kind === 'holiday').map(({ id, title, enabled }) => ({ id, title, enabled })),
      planned: open + (await countMeant(ctx, ahead, date)),
    });
  }
  return days;
}

/** What a calendar names a date by beside its lunar day. */
export function feastOf(date: CivilDate): string | null {
  const holiday = greetingDayOn(date);
  return holiday === null ? solarTermOn(date) : holidayTitle(holiday);
}

const isAhead = ({ now }: ReadCtx, { enabled, leadDays }: CareOccasion, date: CivilDate): boolean =>
  enabled && compareDates(shiftDays(date, -leadDays), toShanghai(now)) >= 0;

/** The occasions and days whose planning is done, as `id day`. */
async function plansOf({ db }: ReadCtx, first: CivilDate, last: CivilDate): Promise<Set<string>> {
  const plans = await db.findBy(CarePlan, { day: Between(dateKey(first), dateKey(last)), done: true });
  return new Set(plans.map(({ occasionId, day }) => `${occasionId} ${day}`));
}

/** Of each day that is planned, how many are still to be greeted and how many have been. */
async function itemsOf(
  ctx: ReadCtx,
  first: CivilDate,
  last: CivilDate,
): Promise<Map<string, { open: number; sent: number }>> {
  const from = fromShanghai(first.year, first.month, first.day - LONGEST_LEAD_DAYS);
  const rows = await visibleItems(ctx)
    .select('i.day', 'day')
    .addSelect('i.status', 'status')
    .addSelect('COUNT(*)', 'n')
    .andWhere(`i.status IN ('planned', 'waiting', 'sent')`)
    .andWhere('i.at >= :from AND i.at < :to', { from, to: fromShanghai(last.year, last.month, last.day + 1) })
    .andWhere('i.day >= :first AND i.day <= :last', { first: dateKey(first), last: dateKey(last) })
    .groupBy('i.day')
    .addGroupBy('i.status')
    .getRawMany<{ day: string; status: CareItem['status']; n: number | string }>();
  const found = new Map<string, { open: number; sent: number }>();
  for (const { day, status, n } of rows) {
    const { open, sent } = found.get(day) ?? NOBODY;
    found.set(day, status === 'sent' ? { open, sent: sent + Number(n) } : { open: open + Number(n), sent });
  }
  return found;
}

const NOBODY = { open: 0, sent: 0 };
