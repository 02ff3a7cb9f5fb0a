const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A limit on how often something happens, and how long it is refused afterwards; in milliseconds. */
export interface Limit {
  most: number;
  windowMs: number;
  penaltyMs: number;
}

/** The limit of a minute: over it nothing goes for 60 seconds (wecom-api.md 1.1). */
export const perMinute = (most: number): Limit => ({ most, windowMs: MINUTE, penaltyMs: MINUTE });

/** The limit of an hour: over it nothing goes for 60 minutes (wecom-api.md 1.1). */
export const perHour = (most: number): Limit => ({ most, windowMs: HOUR, penaltyMs: HOUR });

/** Counts what happens by name, and what is going on at this moment; it is forgotten by a restart. */
export class Traffic {
  readonly #windows = new Map<string, { since: number; count: number; blockedUntil: number }>();
  readonly #going = new Map<string, number>();

  /** Counts one more; false where the limit is exceeded or its penalty lasts. What is refused does not count. */
  admit(name: string, limit: Limit, now: number): boolean {
    const key = `${name} ${limit.windowMs}`;
    const known = this.#windows.get(key) ?? { since: now, count: 0, blockedUntil: 0 };
    if (now < known.blockedUntil) return false;
    const fresh = now - known.since >= limit.windowMs || known.blockedUntil > 0;
    const window = fresh ? { since: now, count: 0, blockedUntil: 0 } : known;
    const admitted = window.count < limit.most;
    this.#windows.set(
      key,
      admitted ? { ...window, count: window.count + 1 } : { ...window, blockedUntil: now + limit.penaltyMs },
    );
    return admitted;
  }

  /** Whether the penalty of this limit lasts. */
  blocked(name: string, { windowMs }: Limit, now: number): boolean {
    return now < (this.#windows.get(`${name} ${windowMs}`)?.blockedUntil ?? 0);
  }

  /** Begins something that takes time; false where as many of that name are going on already. */
  enter(name: string, most: number): boolean {
    const going = this.#going.get(name) ?? 0;
    if (going >= most) return false;
    this.#going.set(name, going + 1);
    return true;
  }

  /** Ends what `enter` began. */
  leave(name: string): void {
    const going = (this.#going.get(name) ?? 0) - 1;
    if (going > 0) this.#going.set(name, going);
    else this.#going.delete(name);
  }
}
