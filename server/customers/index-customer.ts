import type { Customer } from '../../entities/customer.ts';
import { CustomerToken } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { nameKeys, searchTokens } from '../understanding/names.ts';
import { remarksOf } from './find-customers.ts';

/** The columns by which a name is found by its sound. */
export const soundColumns = (name: string): Pick<Customer, 'pinyin' | 'initials' | 'sound'> => {
  const { pinyin, initials, sound } = nameKeys(name);
  return { pinyin: pinyin.slice(0, 255), initials: initials.slice(0, 64), sound: sound.slice(0, 255) };
};

/** Makes a customer findable by his present name, company and remarks. */
export async function indexCustomer(ctx: Ctx, customer: Pick<Customer, 'id' | 'name' | 'company'>): Promise<void> {
  const remarks = (await remarksOf(ctx, [customer.id])).get(customer.id) ?? [];
  const tokens = new Set([
    ...searchTokens(customer.name, customer.company),
    ...remarks.flatMap((remark) => searchTokens(remark, null)),
  ]);
  await ctx.db.delete(CustomerToken, { customerId: customer.id });
  if (tokens.size > 0)
    await ctx.db.insert(
      CustomerToken,
      [...tokens].map((token) => ({ token, customerId: customer.id })),
    );
}
