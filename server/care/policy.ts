import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';

/** Occasions speak for the whole company, so whoever leads others decides on them. */
export const canManageCare = (actor: Actor): boolean => actor.kind === 'system' || actor.scope.kind !== 'own';

/** Refuses whoever may not decide on occasions. */
export function requireManageCare(actor: Actor): void {
  if (!canManageCare(actor)) throw new DomainError('forbidden', 'care.not-yours', '关怀由主管来定，想改请告诉主管。');
}
