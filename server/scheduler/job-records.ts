import type { Run } from '../db/run.ts';
import { system } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import { recordJobs, type JobOutcome } from '../operations/record-jobs.ts';

/** That all is well is written so rarely, in seconds; a change at once. */
const KEEP_EVERY_SECONDS = 900;

/** Keeps how each kind of work fares, without a write at each waking. */
export function createJobRecords({
  run,
  clock,
}: {
  run: Run;
  clock: Clock;
}): (outcomes: readonly JobOutcome[]) => Promise<void> {
  const kept = new Map<string, { failing: boolean; at: Date }>();
  return async (outcomes) => {
    const now = clock.now();
    const stale = addSeconds(now, -KEEP_EVERY_SECONDS);
    const news = outcomes.filter(({ code, failure }) => {
      const last = kept.get(code);
      return !last || last.failing !== (failure !== null) || last.at <= stale;
    });
    if (news.length === 0) return;
    await run(system, (ctx) => recordJobs(ctx, news));
    for (const { code, failure } of news) kept.set(code, { failing: failure !== null, at: now });
  };
}
