import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';

/** Whether somebody looks after the product itself: an admin, who is the one that may see all. */
export const canOperate = (actor: Actor): boolean => actor.kind === 'system' || actor.scope.kind === 'all';

/** Throws `forbidden` for whoever does not look after the product. */
export function requireOperator(actor: Actor): void {
  if (!canOperate(actor)) throw new DomainError('forbidden', 'operations.admins-only', '只有管理员能看。');
}
