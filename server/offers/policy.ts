import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';

/** Whoever manages somebody, and an admin, decides what the company gives away. */
export const canRunOffers = (actor: Actor): boolean => actor.kind === 'member' && actor.scope.kind !== 'own';

/** The member who decides what is given away; `forbidden` for anybody else. */
export function requireOfferManager(actor: Actor): Extract<Actor, { kind: 'member' }> {
  if (actor.kind === 'member' && canRunOffers(actor)) return actor;
  throw new DomainError('forbidden', 'offer.needs-manager', '优惠由主管或管理员来定。');
}
