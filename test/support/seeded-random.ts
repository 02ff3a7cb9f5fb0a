/** Chance that a seed decides, so that a test which fails fails again. */
export interface Random {
  /** A whole number from 0 to just below `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** The value in two of three cases, else null. */
  maybe<T>(make: () => T): T | null;
}

/** Mulberry32: small, and good enough to vary tests. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick<T>(items: readonly T[]): T {
      const picked = items[below(items.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    maybe: (make) => (below(3) === 0 ? null : make()),
  };
}
