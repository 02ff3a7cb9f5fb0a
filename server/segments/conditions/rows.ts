import { noRow, someRow, type Narrowing, type Traits } from '../../rules/condition.ts';

const single = { single: true };

/** What he has bought in all, `v`, is so; false for who has never ordered. */
export const hisValue = (where: string): Narrowing => someRow('customer_values', 'v', where, single);

/** What he has bought in all, `v`, is not so; true for who has never ordered. */
export const noValue = (where: string): Narrowing => noRow('customer_values', 'v', where, single);

/** His birthday, `b`, is so; false where it is not known. */
export const hisBirthday = (where: string, { few = false }: Pick<Traits, 'few'> = {}): Narrowing =>
  someRow('birthdays', 'b', where, { ...single, few });
