import { z } from 'zod';
import type { SandboxClock } from './api.ts';
import { Refusal } from './http.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONGEST_DAYS = 400;

/** How far to go: by hours and days together, or to an instant. */
export const jumpInput = z.union(
  [
    z.strictObject({ to: z.iso.datetime({ offset: true }) }),
    z.strictObject({ hours: z.number().default(0), days: z.number().default(0) }),
  ],
  '请说明走多久：hours、days 或 to',
);

/** What the launcher lets a jump ask: where the product has something due, and when it is done with the present. */
export interface JumpHooks {
  nextStop: (until: Date) => Promise<Date | null>;
  settle: () => Promise<void>;
}

/** Moves the clock forward, one jump at a time, stopping wherever something is due until all of it has happened. */
export class Jumps {
  readonly #world: World;
  readonly #hooks: JumpHooks;
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: World, hooks: JumpHooks) {
    this.#world = world;
    this.#hooks = hooks;
  }

  /** Resolves with the clock when everything due on the way has happened; refuses to go back or too far. */
  jump(input: z.infer<typeof jumpInput>): Promise<SandboxClock> {
    const turn = this.#last.then(() => this.#go(this.#target(input))).catch(sayWhy);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #target(input: z.infer<typeof jumpInput>): Date {
    const now = this.#world.clock.now().getTime();
    const target = 'to' in input ? Date.parse(input.to) : now + input.hours * HOUR + input.days * DAY;
    if (!(target > now)) throw new Refusal(400, '时钟只能往前走');
    if (target - now > LONGEST_DAYS * DAY) throw new Refusal(400, `一次最多走 ${LONGEST_DAYS} 天`);
    return new Date(target);
  }

  async #go(target: Date): Promise<SandboxClock> {
    const { clock, live } = this.#world;
    clock.hold();
    try {
      await this.#settle();
      for (let stop = await this.#nextStop(target); stop !== null; stop = await this.#nextStop(target)) {
        clock.moveTo(stop);
        live.changed('clock');
        await this.#settle();
      }
      clock.moveTo(target);
      await this.#settle();
      return clock.view();
    } finally {
      clock.release();
      live.changed('clock', 'state');
    }
  }

  /** The next stop that lies ahead; one that has been settled and is named again does not hold the clock up. */
  async #nextStop(target: Date): Promise<Date | null> {
    const stop = await this.#hooks.nextStop(target);
    return stop !== null && stop > this.#world.clock.now() && stop < target ? stop : null;
  }

  async #settle(): Promise<void> {
    await this.#world.callbacks.idle();
    await this.#hooks.settle();
    await this.#world.callbacks.idle();
  }
}

function sayWhy(error: unknown): never {
  if (error instanceof Refusal) throw error;
  throw new Refusal(500, `走到一半停下了：${error instanceof Error ? error.message : String(error)}`);
}
