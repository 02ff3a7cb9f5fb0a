import { monotonicFactory } from 'ulid';
import { createRun, type Run } from '../../../server/db/run.ts';
import type { Transact } from '../../../server/db/transaction.ts';
import { system, type Actor } from '../../../server/kernel/actor.ts';
import type { Ctx } from '../../../server/kernel/context.ts';
import { loadActor } from '../../../server/members/load-actor.ts';
import { reactions } from '../../../server/reactions.ts';
import { createRandom } from '../random.ts';
import type { WecomThen } from './wecom-then.ts';

/** Does at an instant of the past what a member, or the product, did then. */
export type At = <R>(instant: Date, who: string | null, useCase: (ctx: Ctx) => Promise<R>) => Promise<R>;

const SEED = 26;

/** Runs that join one transaction, each at its own instant, and whose messages reach nobody. */
export function createAt(transact: Transact, { enqueue }: Pick<WecomThen, 'enqueue'>, now: Date): At {
  let instant = now;
  const clock = { now: () => instant };
  // Who is held out of a campaign is drawn by ids, so these have to be the same in every run.
  const random = createRandom(SEED);
  const nextId = monotonicFactory(() => random.int(0, 2 ** 20 - 1) / 2 ** 20);
  const run: Run = createRun({
    ...{ transact, clock, enqueue, reactions },
    newId: () => nextId(instant.getTime()),
    committed: () => undefined,
  });
  const actors = new Map<string, Actor>();

  async function actorOf(userId: string): Promise<Actor> {
    const actor = actors.get(userId) ?? (await run(system, (ctx) => loadActor(ctx, userId, new Set())));
    if (!actor) throw new Error(`Nobody here is called ${userId}`);
    actors.set(userId, actor);
    return actor;
  }

  return async (then, who, useCase) => {
    instant = then;
    return run(who === null ? system : await actorOf(who), useCase);
  };
}
