import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Ctx, ReadCtx, SendOptions } from '../kernel/context.ts';
import type { Reaction } from '../kernel/events.ts';
import type { NewId } from '../kernel/ids.ts';
import type { MessageDefinition } from '../kernel/messages.ts';
import type { Database } from './data-source.ts';
import { faultOf } from './faults.ts';
import type { Transact, TransactionFacts } from './transaction.ts';
import type { Trouble } from './trouble.ts';

/** Runs a use-case for somebody: one instant, one transaction, reactions inside it, messages delivered after it. */
export type Run = <R>(actor: Actor, useCase: (ctx: Ctx) => Promise<R>, facts?: TransactionFacts) => Promise<R>;

/** Runs a query for somebody on the connection that only reads. */
export type Read = <R>(actor: Actor, query: (ctx: ReadCtx) => Promise<R>) => Promise<R>;

/** Writes an outbox row in the transaction of its cause. */
export type Enqueue = <P>(
  ctx: Pick<Ctx, 'db' | 'now' | 'newId'>,
  message: MessageDefinition<P>,
  payload: P,
  options: SendOptions,
) => Promise<void>;

/** What `run` needs to be built. */
export interface RunDeps {
  transact: Transact;
  clock: Clock;
  newId: NewId;
  enqueue: Enqueue;
  reactions: readonly Reaction[];
  /** Called after a commit that left messages behind. */
  committed: () => void;
}

/** Builds `run`. */
export function createRun(deps: RunDeps): Run {
  const { transact, clock, newId, enqueue, committed } = deps;
  const reactionsTo = groupByEvent(deps.reactions);

  return async (actor, useCase, facts) => {
    let owes = false;
    const result = await transact((db: EntityManager) => {
      const ctx: Ctx = {
        actor,
        now: clock.now(),
        db,
        newId,
        async send(message, payload, options = {}) {
          owes = true;
          await enqueue(ctx, message, payload, options);
        },
        async emit(event, payload) {
          for (const reaction of reactionsTo.get(event.code) ?? []) await reaction.react(ctx, payload);
        },
      };
      return useCase(ctx);
    }, facts);
    if (owes) committed();
    return result;
  };
}

const READ_TRIES = 3;

/** Builds `read`; a query whose connection is gone is asked again. */
export const createRead =
  ({ reader }: Pick<Database, 'reader'>, clock: Clock, trouble?: Pick<Trouble, 'note'>): Read =>
  async (actor, query) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await query({ actor, now: clock.now(), db: reader.manager });
      } catch (error) {
        const fault = faultOf(error);
        if (fault === null) throw error;
        if (fault !== 'gone' || tries >= READ_TRIES) throw trouble?.note(fault, error) ?? error;
      }
    }
  };

function groupByEvent(reactions: readonly Reaction[]): Map<string, Reaction[]> {
  const byEvent = new Map<string, Reaction[]>();
  for (const reaction of reactions) byEvent.set(reaction.event, [...(byEvent.get(reaction.event) ?? []), reaction]);
  return byEvent;
}
