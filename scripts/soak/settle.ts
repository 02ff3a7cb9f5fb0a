import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';

const PATIENCE_MS = 600_000;
/** So long without any progress, and only the leases of processes that were killed can be left. */
const STILL_MS = 3000;

/**
 * Waits until a query for `many` says that nothing is owed any more, or long enough to say that it never will.
 * `still` is called when there is no progress.
 */
export async function settle(
  ledger: Ledger,
  owed: string,
  still: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const begun = performance.now();
  let last = { many: Number.NaN, since: begun };
  while (performance.now() - begun < PATIENCE_MS) {
    const many = Number((await ledger.rows(owed))[0]?.['many']);
    if (many === 0) return;
    if (many !== last.many) last = { many, since: performance.now() };
    else if (performance.now() - last.since > STILL_MS) {
      await still();
      last = { many, since: performance.now() };
    }
    await sleep(250);
  }
}
