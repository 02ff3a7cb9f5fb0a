import { Birthday } from '../../entities/birthday.ts';
import { CareOccasion } from '../../entities/care.ts';
import { visibleCustomers } from '../customers/policy.ts';
import { birthdayKeysOn, type BirthdayKey } from '../kernel/birthdays.ts';
import { dateKey, daysInMonth } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { isKeptOn } from './days.ts';

/** One day of the care calendar. */
export interface CareDay {
  /** `2026-11-25`. */
  day: string;
  /** How many of the customers whom the actor may see have their birthdays. */
  birthdays: number;
  /** The holidays on which somebody is greeted. */
  holidays: { id: string; title: string; enabled: boolean }[];
}

/** A month of birthdays and holidays, day by day. */
export async function careCalendar(ctx: ReadCtx, { year, month }: { year: number; month: number }): Promise<CareDay[]> {
  const occasions = await ctx.db.find(CareOccasion, { where: { kind: 'holiday' }, order: { id: 'ASC' } });
  const dates = Array.from({ length: daysInMonth(year, month) }, (_, at) => ({ year, month, day: at + 1 }));
  const keysOf = dates.map((date) => birthdayKeysOn(date));
  const counts = await countBorn(ctx, keysOf.flat());
  return dates.map((date, at) => ({
    day: dateKey(date),
    birthdays: (keysOf[at] ?? []).reduce((sum, key) => sum + (counts.get(nameOf(key)) ?? 0), 0),
    holidays: occasions
      .filter((occasion) => isKeptOn(occasion, date))
      .map(({ id, title, enabled }) => ({ id, title, enabled })),
  }));
}

async function countBorn(ctx: ReadCtx, keys: readonly BirthdayKey[]): Promise<Map<string, number>> {
  const months = [
    ...new Set(keys.map(({ calendar, month }) => `(b.calendar = '${calendar}' AND b.month = ${Number(month)})`)),
  ];
  const rows = await visibleCustomers(ctx)
    .innerJoin(Birthday, 'b', 'b.customerId = c.id')
    .andWhere(`(${months.join(' OR ')})`)
    .select('b.calendar', 'calendar')
    .addSelect('b.month', 'month')
    .addSelect('b.day', 'day')
    .addSelect('b.leap', 'leap')
    .addSelect('COUNT(*)', 'n')
    .groupBy('b.calendar, b.month, b.day, b.leap')
    .getRawMany<BirthdayKey & { n: number | string }>();
  return new Map(rows.map((row) => [nameOf(row), Number(row.n)]));
}

const nameOf = ({ calendar, month, day, leap }: BirthdayKey): string =>
  [calendar, Number(month), Number(day), Number(leap)].join('-');
