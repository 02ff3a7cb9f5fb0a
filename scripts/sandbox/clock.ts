import type { SandboxClock } from './api.ts';
import type { Store } from './store.ts';

/** How the clock begins when the store has none yet; `running` (the default) passes with real time. */
export interface ClockOptions {
  start?: Date;
  running?: boolean;
}

interface Anchor {
  virtual: number;
  real: number;
}

const SETTING = 'clock';

/** The sandbox's own time. It can be moved forward, survives restarts and never goes back. */
export class VirtualClock {
  readonly running: boolean;
  readonly #store: Store;
  #anchor: Anchor;
  #held = false;
  #latest = 0;

  constructor(store: Store, options: ClockOptions = {}) {
    this.running = options.running ?? true;
    this.#store = store;
    const real = Date.now();
    this.#anchor = store.setting<Anchor>(SETTING) ?? { virtual: options.start?.getTime() ?? real, real };
    this.keep();
  }

  /** The present instant. */
  now(): Date {
    const passes = this.running && !this.#held;
    const passed = passes ? Math.max(0, Date.now() - this.#anchor.real) : 0;
    this.#latest = Math.max(this.#latest, this.#anchor.virtual + passed);
    return new Date(this.#latest);
  }

  /** The present as WeCom writes it: whole seconds since 1970. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Makes `instant` the present; an instant that has passed already changes nothing. */
  moveTo(instant: Date): void {
    this.#latest = Math.max(this.now().getTime(), instant.getTime());
    this.keep();
  }

  /** Stands still although real time passes, so that everything due at one instant sees that instant. */
  hold(): void {
    this.keep();
    this.#held = true;
  }

  /** Goes on after `hold`. */
  release(): void {
    this.keep();
    this.#held = false;
  }

  /** Remembers the present in the store, so that the next start is not earlier. */
  keep(): void {
    this.#anchor = { virtual: this.now().getTime(), real: Date.now() };
    this.#store.set(SETTING, this.#anchor);
  }

  /** The clock as the console shows it. */
  view(): SandboxClock {
    return { now: this.now().toISOString(), running: this.running };
  }
}

/** Starts measuring real time; the answer tells the whole milliseconds since then. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
}
