import type { Segment } from '../../entities/segment.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';

/**
 * Everybody may use a segment, for it shows each member only his own customers; its maker changes it, who manages the
 * maker, and an admin.
 */
export function canEditSegment(actor: Actor, { createdById }: Pick<Segment, 'createdById'>): boolean {
  if (actor.kind === 'system' || actor.scope.kind === 'all' || actor.id === createdById) return true;
  return actor.scope.kind === 'managed' && actor.scope.memberIds.includes(createdById);
}

/** Refuses whoever may not change a segment. */
export function requireEditSegment(actor: Actor, segment: Pick<Segment, 'createdById'>): void {
  if (canEditSegment(actor, segment)) return;
  throw new DomainError('forbidden', 'segment.not-yours', '这个分群是别人建的，要改请找他，或者另存一个。');
}
