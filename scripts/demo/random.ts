/** Choices that look arbitrary and are the same in every run. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True in `share` of the cases, 0 to 1. */
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T;
}

const RANGE = 2 ** 32;

/** Choices that follow from a seed. */
export function createRandom(seed: number): Random {
  // Xorshift stands still at zero, and neighbouring seeds must not begin alike.
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  const fraction = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / RANGE;
  };
  const int = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    int,
    chance: (share) => fraction() < share,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[int(0, items.length - 1)] as T;
    },
  };
}
