import type { Ctx } from './context.ts';

/** Something that happened in one capability and that others may react to. */
export interface EventDefinition<P> {
  readonly code: string;
  /** Never set; carries the payload's type. */
  readonly payload?: P;
}

/** Names an event, e.g. `customer.added`. */
export const defineEvent = <P>(code: string): EventDefinition<P> => ({ code });

/** What one capability does because of an event. */
export interface Reaction {
  readonly event: string;
  react(ctx: Ctx, payload: unknown): Promise<unknown>;
}

/** Ties a use-case to an event; the payload's type is the event's own, since only `emit` of that event can reach it. */
export function when<P>(event: EventDefinition<P>, useCase: (ctx: Ctx, payload: P) => Promise<unknown>): Reaction {
  return { event: event.code, react: (ctx, payload) => useCase(ctx, payload as P) };
}
