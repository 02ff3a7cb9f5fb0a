import type { Customer } from '../../entities/customer.ts';
import { CustomerValue } from '../../entities/order.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** What a customer has bought in all, null for nothing yet; for callers who have found that the actor may see him. */
export const valueOf = ({ db }: Pick<ReadCtx, 'db'>, { id }: Pick<Customer, 'id'>): Promise<CustomerValue | null> =>
  db.findOneBy(CustomerValue, { customerId: id });
