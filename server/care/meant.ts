import type { SelectQueryBuilder } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import type { Customer } from '../../entities/customer.ts';
import { birthdayKeysOn, type BirthdayKey } from '../kernel/birthdays.ts';
import type { CivilDate } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Rule } from '../rules/rule.ts';
import { findSegment } from '../segments/find-segments.ts';
import { matchingCustomers } from '../segments/matching.ts';
import { CAN_BE_WRITTEN_TO, EVERYBODY, type Audience } from './candidates.ts';

/** How many of the customers whom the actor may see some occasions mean on a date, each counted once. */
export async function countMeant(ctx: ReadCtx, occasions: readonly Audience[], date: CivilDate): Promise<number> {
  const birthdays = occasions.filter(({ kind }) => kind === 'birthday');
  const holidays = occasions.filter(({ kind }) => kind === 'holiday');
  const keys = birthdayKeysOn(date);
  const born = birthdays.length === 0 ? null : await ruleOf(ctx, birthdays);
  const greeted = holidays.length === 0 ? null : await ruleOf(ctx, holidays);
  const onBirthday = born && (await sumBorn(await matchingCustomers(ctx, born), keys));
  if (!greeted) return onBirthday ?? 0;
  const written = (query: SelectQueryBuilder<Customer>) =>
    holidays.some(({ segmentId }) => segmentId === null) ? query.andWhere(CAN_BE_WRITTEN_TO) : query;
  const onHoliday = await written(await matchingCustomers(ctx, greeted)).getCount();
  if (!born || !onBirthday) return onHoliday;
  const both = await sumBorn(written(await matchingCustomers(ctx, { all: [greeted, born] })), keys);
  return onBirthday + onHoliday - both;
}

/** How many customers of a query, named `c`, were born on each of some days; only days on which somebody was. */
export async function countBorn(
  query: SelectQueryBuilder<Customer>,
  keys: readonly BirthdayKey[],
): Promise<Map<string, number>> {
  const rows = await query
    .innerJoin(Birthday, 'b', 'b.customerId = c.id')
    .andWhere(bornOnOne(keys))
    .select('b.calendar', 'calendar')
    .addSelect('b.month', 'month')
    .addSelect('b.day', 'day')
    .addSelect('b.leap', 'leap')
    .addSelect('COUNT(*)', 'n')
    .groupBy('b.calendar, b.month, b.day, b.leap')
    .getRawMany<BirthdayKey & { n: number | string }>();
  return new Map(rows.map((row) => [nameOf(row), Number(row.n)]));
}

/** The condition that a birthday, named `b`, is one of these. */
export const bornOnOne = (keys: readonly BirthdayKey[]): string =>
  `(${keys
    .map(
      ({ calendar, month, day, leap }) =>
        `(b.calendar = '${calendar}' AND b.month = ${Number(month)} AND b.day = ${Number(day)} AND b.leap = ${Number(leap)})`,
    )
    .join(' OR ')})`;

/** A birthday as a key of maps. */
export const nameOf = ({ calendar, month, day, leap }: BirthdayKey): string =>
  [calendar, Number(month), Number(day), Number(leap)].join('-');

async function sumBorn(query: SelectQueryBuilder<Customer>, keys: readonly BirthdayKey[]): Promise<number> {
  const counts = await countBorn(query, keys);
  return keys.reduce((sum, key) => sum + (counts.get(nameOf(key)) ?? 0), 0);
}

async function ruleOf(ctx: ReadCtx, occasions: readonly Audience[]): Promise<Rule> {
  const rules: Rule[] = [];
  for (const { segmentId } of occasions) {
    if (segmentId === null) return EVERYBODY;
    rules.push((await findSegment(ctx, segmentId)).rule);
  }
  return { any: rules };
}
