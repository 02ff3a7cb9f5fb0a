import { Customer } from '../../entities/customer.ts';
import { lockRows } from '../db/lock-rows.ts';
import type { Ctx } from '../kernel/context.ts';

/**
 * Makes whoever else decides on messages to one of these customers wait until this is committed, so that of two who ask
 * whether a message fits his contact budget the second one counts the first one's. To be called before `mayTouchMany`.
 */
export const lockContacts = ({ db }: Pick<Ctx, 'db'>, customerIds: readonly string[]): Promise<void> =>
  lockRows(db, Customer, customerIds);
