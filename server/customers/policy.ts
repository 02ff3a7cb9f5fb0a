import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { Customer, CustomerRelation } from '../../entities/customer.ts';
import { Maintenance } from '../../entities/maintenance.ts';
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
  if (actor.kind === 'system' || actor.scope.kind === 'all') return query;
  const memberIds = membersInSight(actor);
  const contact = query
    .subQuery()
    .select('1')
    .from(CustomerRelation, 'r')
    .where('r.customerId = c.id AND r.endedAt IS NULL AND r.memberId IN (:...memberIds)')
    .getQuery();
  const maintained = query
    .subQuery()
    .select('1')
    .from(Maintenance, 'm')
    .where('m.customerId = c.id AND m.ownerId IN (:...memberIds)')
    .getQuery();
  return query.where(
    new Brackets((either) =>
      either.where('c.ownerId IN (:...memberIds)').orWhere(`EXISTS ${contact}`).orWhere(`EXISTS ${maintained}`),
    ),
    { memberIds },
  );
}

function membersInSight(actor: Extract<Actor, { kind: 'member' }>): string[] {
  return actor.scope.kind === 'managed' ? [actor.id, ...actor.scope.memberIds] : [actor.id];
}
