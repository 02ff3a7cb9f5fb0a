import type { SelectQueryBuilder } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';

/** Who looks after a customer: his owner, the owner of his maintenance, and the members who have him as a WeCom contact now. */
export interface Keepers {
  ownerId: string;
  /** Null before the first deal. */
  maintainerId: string | null;
  contactIds: readonly string[];
}

/** A member works with the customers that he or those he manages look after; an admin and the product with all. */
export function canWorkWith(actor: Actor, { ownerId, maintainerId, contactIds }: Keepers): boolean {
  if (actor.kind === 'system' || actor.scope.kind === 'all') return true;
  const mine = membersInSight(actor);
  return [ownerId, maintainerId, ...contactIds].some((id) => id !== null && mine.includes(id));
}

/** Every query over customers starts here; the same rule as `canWorkWith`, over rows named `c`. */
export function visibleCustomers({ actor, db }: ReadCtx): SelectQueryBuilder<Customer> {
  const query = db.createQueryBuilder(Customer, 'c');
  const sight = sightOf(actor);
  return sight ? query.where(sight.where, sight.parameters) : query;
}

/** The same customers as `visibleCustomers`, for a query that nothing else narrows: those in sight are listed, not everybody asked. */
export function listedCustomers({ actor, db }: ReadCtx): SelectQueryBuilder<Customer> {
  const query = db.createQueryBuilder(Customer, 'c');
  const sight = sightOf(actor);
  return sight ? query.innerJoin(`(${sight.ids})`, 'sight', 'sight.customerId = c.id', sight.parameters) : query;
}

const KEPT = `(c.ownerId IN (:...memberIds)
  OR EXISTS (SELECT 1 FROM customer_relations r WHERE r.customerId = c.id AND r.endedAt IS NULL AND r.memberId IN (:...memberIds))
  OR EXISTS (SELECT 1 FROM maintenance m WHERE m.customerId = c.id AND m.ownerId IN (:...memberIds)))`;

const KEPT_IDS = `SELECT id AS customerId FROM customers WHERE ownerId IN (:...memberIds)
  UNION SELECT customerId FROM customer_relations WHERE endedAt IS NULL AND memberId IN (:...memberIds)
  UNION SELECT customerId FROM maintenance WHERE ownerId IN (:...memberIds)`;

/** The customers whom an actor may see, put in two ways; null where he may see all. */
export interface Sight {
  /** Asked of each row named `c`. */
  where: string;
  /** Listed: a query of ids named `customerId`, which reads them all and nobody else. */
  ids: string;
  /** Whose customers they are; both name them. */
  parameters: { memberIds: readonly string[] };
}

/** The same rule once more, for statements that count: those in sight are read, not everybody. */
export function sightOf(actor: Actor): Sight | null {
  if (actor.kind === 'system' || actor.scope.kind === 'all') return null;
  return { where: KEPT, ids: KEPT_IDS, parameters: { memberIds: membersInSight(actor) } };
}

function membersInSight(actor: Extract<Actor, { kind: 'member' }>): string[] {
  return actor.scope.kind === 'managed' ? [actor.id, ...actor.scope.memberIds] : [actor.id];
}
