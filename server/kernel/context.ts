import type { EntityManager } from 'typeorm';
import type { Actor } from './actor.ts';
import type { EventDefinition } from './events.ts';
import type { MessageDefinition } from './messages.ts';

/** What a read may use: who asks, the one instant of the request, and the database. */
export interface ReadCtx {
  readonly actor: Actor;
  readonly now: Date;
  readonly db: EntityManager;
}

/** All that a use-case gets; it cannot call WeCom, open a transaction or ask the time. */
export interface Ctx extends ReadCtx {
  newId(): string;
  /** Owes the outside a message: a row that commits with this transaction and is delivered afterwards. */
  send<P>(message: MessageDefinition<P>, payload: P, options?: SendOptions): Promise<void>;
  /** Tells the other capabilities what happened; they react within this transaction. */
  emit<P>(event: EventDefinition<P>, payload: P): Promise<void>;
}

/** When a message goes out: not before `dueAt`, and dropped with a reason after `expiresAt`. */
export interface SendOptions {
  dueAt?: Date;
  expiresAt?: Date;
}
