import type { SelectQueryBuilder } from 'typeorm';
import { CareItem } from '../../entities/care.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Occasions speak for the whole company, so whoever leads others decides on them. */
export const canManageCare = (actor: Actor): boolean => actor.kind === 'system' || actor.scope.kind !== 'own';

/** Refuses whoever may not decide on occasions. */
export function requireManageCare(actor: Actor): void {
  if (!canManageCare(actor)) throw new DomainError('forbidden', 'care.not-yours', '关怀由主管来定，想改请告诉主管。');
}

/** The query of greetings, as rows named `i`, to customers whom the actor may see. */
export function visibleItems(ctx: ReadCtx): SelectQueryBuilder<CareItem> {
  const customers = visibleCustomers(ctx).select('c.id').andWhere('c.id = i.customerId');
  return ctx.db
    .createQueryBuilder(CareItem, 'i')
    .where(`EXISTS (${customers.getQuery()})`)
    .setParameters(customers.getParameters());
}
