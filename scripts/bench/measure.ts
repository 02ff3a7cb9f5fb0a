/** What one way of doing a thing took: the middle of all rounds, in milliseconds. */
export interface Timing {
  name: string;
  ms: number;
  /** How many times as long the first way took: the middle of the rounds' ratios, so that a busy moment spoils one round only. */
  ratio: number;
}

/** One of several ways that do the same thing. */
export interface Way<R> {
  name: string;
  run(): Promise<R>;
}

/** The product may take so many times as long as the quickest way by hand. */
export const BAR = 1.3;

/** A case goes on until it has so many rounds, or has used its time after some; beyond the bar it gets more time, lest noise decide. */
const ROUNDS = { most: 101, least: 7 };
const BUDGET_MS = { usual: 3000, beyond: 12_000 };

/** How long the first of some ways took beside the quickest of the others. */
export interface Race {
  what: string;
  ratio: number;
  ways: Timing[];
}

/**
 * Times several ways of doing one thing in one run: each in turn, every round beginning with another, so that whatever
 * else the machine does meets all of them alike. Throws when their results are not the same.
 */
export async function race<R>(what: string, ways: readonly Way<R>[]): Promise<Race> {
  await agree(what, ways);
  const taken = ways.map((): number[] => []);
  const begun = performance.now();
  for (let round = 0; round < ROUNDS.most; round += 1) {
    const budget = round >= ROUNDS.least && worst(timingsOf(ways, taken)) > BAR ? BUDGET_MS.beyond : BUDGET_MS.usual;
    if (round >= ROUNDS.least && performance.now() - begun > budget) break;
    for (let turn = 0; turn < ways.length; turn += 1) {
      const at = (round + turn) % ways.length;
      const started = performance.now();
      await ways[at]?.run();
      taken[at]?.push(performance.now() - started);
    }
  }
  const timings = timingsOf(ways, taken);
  return { what, ratio: worst(timings), ways: timings };
}

/** The ratio to the quickest of the other ways. */
const worst = (timings: readonly Timing[]): number => Math.max(...timings.slice(1).map(({ ratio }) => ratio));

function timingsOf(ways: readonly { name: string }[], taken: readonly (readonly number[])[]): Timing[] {
  const [first = []] = taken;
  return ways.map(({ name }, at) => {
    const mine = taken[at] ?? [];
    return { name, ms: median(mine), ratio: median(mine.map((ms, round) => (first[round] ?? Number.NaN) / ms)) };
  });
}

/** The first look also warms what the others find warm. */
async function agree<R>(what: string, ways: readonly Way<R>[]): Promise<void> {
  const [first, ...others] = ways;
  if (!first) return;
  const expected = JSON.stringify(await first.run());
  for (const { name, run } of others) {
    const found = JSON.stringify(await run());
    if (found === expected) continue;
    throw new Error(`${what}: ${name} says ${found.slice(0, 300)}, ${first.name} ${expected.slice(0, 300)}`);
  }
}

/** The value in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that at least `share` of a hundred do not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** How long most of some things took, in milliseconds. */
export interface Spread {
  p50: number;
  p95: number;
  p99: number;
}

/** The usual percentiles of some times. */
export const spreadOf = (ms: readonly number[]): Spread => ({
  p50: percentile(ms, 50),
  p95: percentile(ms, 95),
  p99: percentile(ms, 99),
});
