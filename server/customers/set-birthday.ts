import { Birthday } from '../../entities/birthday.ts';
import type { Customer } from '../../entities/customer.ts';
import { isBirthday, type BirthdayDate } from '../kernel/birthdays.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { toShanghai } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadCustomer } from './find-customers.ts';

/** Keeps a customer's birthday in place of the one before, or forgets it; `invalid` for a day that never was. */
export async function setBirthday(ctx: Ctx, customerId: string, birthday: BirthdayDate | null): Promise<Customer> {
  const customer = await loadCustomer(ctx, customerId);
  if (!birthday) {
    await ctx.db.delete(Birthday, { customerId: customer.id });
    return customer;
  }
  const { calendar, year, month, day, leap } = birthday;
  if (!isBirthday(birthday, toShanghai(ctx.now)))
    throw new DomainError('invalid', 'birthday.absent', '没有这一天，或者这一天还没到。');
  await ctx.db.upsert(Birthday, { customerId: customer.id, calendar, year, month, day, leap }, ['customerId']);
  return customer;
}

/** A customer's birthday as far as known; for callers who have found that the actor may see the customer. */
export const birthdayOf = ({ db }: Pick<ReadCtx, 'db'>, { id }: Pick<Customer, 'id'>): Promise<Birthday | null> =>
  db.findOneBy(Birthday, { customerId: id });
