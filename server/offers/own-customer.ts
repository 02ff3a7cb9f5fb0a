import { Customer } from '../../entities/customer.ts';
import { customerAbsent } from '../customers/find-customers.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** The customer whom WeChat has named on his own page; the product acts for him, no member may. */
export async function ownCustomer({ actor, db }: ReadCtx, externalUserId: string): Promise<Customer> {
  if (actor.kind !== 'system') {
    throw new DomainError('forbidden', 'coupon.own-page', '券要客户自己在会员页上领。');
  }
  const customer = externalUserId ? await db.findOneBy(Customer, { externalUserId }) : null;
  if (!customer) throw customerAbsent();
  return customer;
}
