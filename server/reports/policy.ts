import type { Actor } from '../kernel/actor.ts';

/** Whose work an actor's figures tell of: his own, that of those he manages as well, or, as null, everybody's. */
export function membersCounted(actor: Actor): readonly string[] | null {
  if (actor.kind === 'system' || actor.scope.kind === 'all') return null;
  return actor.scope.kind === 'managed' ? [actor.id, ...actor.scope.memberIds] : [actor.id];
}
