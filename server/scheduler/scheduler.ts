import schedule from 'node-schedule';
import type { Read, Run } from '../db/run.ts';
import { isDuplicate } from '../db/duplicate.ts';
import { system } from '../kernel/actor.ts';
import { stopwatch } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import { StillWorking, within } from '../kernel/within.ts';
import type { JobOutcome } from '../operations/record-jobs.ts';
import type { Job } from './jobs.ts';

/** How many pieces of one kind of work are done before the next kind has its turn. */
const AT_ONCE = 100;
/** How long one piece may take before the others go on without it, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Wakes by the clock; what is due then the database decides. */
export interface Scheduler {
  /** Begins to wake, every 15 seconds. */
  start(): void;
  /** Does all that is due now. */
  tick(): Promise<void>;
  /** Finishes the piece in hand; what is due besides waits for whoever wakes next. */
  stop(): Promise<void>;
}

/** What the scheduler needs. */
export interface SchedulerDeps {
  run: Run;
  read: Read;
  jobs: readonly Job[];
  /** Also to be done at each waking, such as looking into queues. */
  wake: () => void;
  /** Told after each waking how every kind of work went. */
  keep: (outcomes: readonly JobOutcome[]) => Promise<void>;
  log: Log;
  meter?: Meter;
  patienceMs?: number;
}

/** Builds the scheduler. Several processes may tick side by side: each piece of work settles itself once. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { run, read, jobs, wake, keep, log, meter = noMeter, patienceMs = PATIENCE_MS } = deps;
  const wakings: schedule.Job[] = [];
  const hanging = new Set<string>();
  let working: Promise<void> | null = null;
  let stopping = false;

  function tick(): Promise<void> {
    working ??= settleDue()
      .catch((error: unknown) => log.error('scheduler.fault', error))
      .finally(() => {
        working = null;
      });
    return working;
  }

  /** In turns, so that a night's work on all customers does not hold up a reminder; each failed piece is tried once a tick. */
  async function settleDue(): Promise<void> {
    const rounds = jobs.map((job) => ({ job, tried: new Set<string>(), failure: null as string | null }));
    for (let busy = true; busy && !stopping;) {
      busy = false;
      for (const round of rounds) busy = (await settleSome(round)) || busy;
    }
    await keep(rounds.map(({ job, failure }) => ({ code: job.code, failure })));
  }

  async function settleSome(round: { job: Job; tried: Set<string>; failure: string | null }): Promise<boolean> {
    const { job, tried } = round;
    if (stopping) return false;
    if (hanging.has(job.code)) {
      round.failure = 'StillWorking';
      return false;
    }
    const ids = await bounded(
      job,
      read(system, (ctx) => job.due(ctx, AT_ONCE + tried.size)),
    ).catch((error: unknown) => {
      round.failure = failed(job, error);
      return [];
    });
    const fresh = ids.filter((id) => !tried.has(id)).slice(0, AT_ONCE);
    for (const id of fresh) {
      if (stopping || hanging.has(job.code)) break;
      tried.add(id);
      round.failure = (await settle(job, id)) ?? round.failure;
    }
    return fresh.length > 0;
  }

  /** What kind of error kept a piece from being done; null where it is done, by us or by another process. */
  async function settle(job: Job, id: string): Promise<string | null> {
    const seconds = stopwatch();
    try {
      await bounded(
        job,
        run(system, (ctx) => job.settle(ctx, id), { rank: 'planned', what: job.code }),
      );
      log.info('scheduler.settled', { job: job.code, id });
      meter.count('jobs_total', { job: job.code, outcome: 'done' });
      return null;
    } catch (error) {
      return failed(job, error, id);
    } finally {
      meter.took('job_seconds', seconds(), { job: job.code });
    }
  }

  function failed(job: Job, error: unknown, id?: string): string {
    const about = { job: job.code, ...(id !== undefined && { id }) };
    const outcome = outcomeOf(error);
    if (outcome === 'taken' || outcome === 'put_off') log.info(`scheduler.${outcome.replace('_', '-')}`, about);
    else log.error('scheduler.job-failed', error, about);
    meter.count('jobs_total', { job: job.code, outcome });
    return error instanceof DomainError ? error.code : error instanceof Error ? error.name : 'unknown';
  }

  /** What takes too long is left alone until it ends, and the other jobs go on. */
  function bounded<T>(job: Job, work: Promise<T>): Promise<T> {
    return within(patienceMs, work, () => {
      hanging.add(job.code);
      const over = () => hanging.delete(job.code);
      work.then(over, over);
    });
  }

  return {
    tick,
    start() {
      const rule = { tz: 'Asia/Shanghai', second: [0, 15, 30, 45] };
      wakings.push(
        schedule.scheduleJob(rule, () => {
          wake();
          void tick();
        }),
      );
    },
    async stop() {
      stopping = true;
      for (const waking of wakings.splice(0)) waking.cancel();
      await working;
    },
  };
}

/** `taken`: another process did it in the same moment, and what we had begun was taken back. `put_off`: the database is not there, of which the log tells elsewhere. */
function outcomeOf(error: unknown): 'taken' | 'put_off' | 'hanging' | 'failed' {
  if (error instanceof StillWorking) return 'hanging';
  if (isDuplicate(error)) return 'taken';
  if (!(error instanceof DomainError)) return 'failed';
  return error.kind === 'conflict' ? 'taken' : error.kind === 'unavailable' ? 'put_off' : 'failed';
}
