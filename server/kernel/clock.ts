/** Where the present comes from: the machine in production, the sandbox's movable clock in the demo, a fixed one in tests. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** Starts to measure real time, whatever clock the product lives by; what comes back tells the seconds since. */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => (performance.now() - from) / 1000;
}
