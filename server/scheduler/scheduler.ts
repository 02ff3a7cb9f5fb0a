import schedule from 'node-schedule';
import type { Read, Run } from '../db/run.ts';
import { system } from '../kernel/actor.ts';
import type { Log } from '../kernel/log.ts';
import type { Job } from './jobs.ts';

const AT_ONCE = 100;

/** Wakes by the clock; what is due then the database decides. */
export interface Scheduler {
  /** Begins to wake: for due work every 15 seconds, and once a night at 03:10 Shanghai time for `nightly`. */
  start(): void;
  /** Does all that is due now. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds the scheduler. */
export function createScheduler(deps: {
  run: Run;
  read: Read;
  jobs: readonly Job[];
  /** Also to be done at each waking, such as looking into queues. */
  wake: () => void;
  nightly: () => Promise<void>;
  log: Log;
}): Scheduler {
  const { run, read, jobs, wake, nightly, log } = deps;
  const wakings: schedule.Job[] = [];
  let working: Promise<void> | null = null;

  function tick(): Promise<void> {
    working ??= settleDue()
      .catch((error: unknown) => log.error('scheduler.fault', error))
      .finally(() => {
        working = null;
      });
    return working;
  }

  async function settleDue(): Promise<void> {
    for (const job of jobs) {
      const tried = new Set<string>();
      for (;;) {
        const ids = (await read(system, (ctx) => job.due(ctx, AT_ONCE + tried.size))).filter((id) => !tried.has(id));
        if (ids.length === 0) break;
        for (const id of ids) {
          tried.add(id);
          await run(system, (ctx) => job.settle(ctx, id)).then(
            () => log.info('scheduler.settled', { job: job.code, id }),
            (error: unknown) => log.error('scheduler.job-failed', error, { job: job.code, id }),
          );
        }
      }
    }
  }

  return {
    tick,
    start() {
      const at = (rule: schedule.RecurrenceSpecObjLit, work: () => void) => {
        wakings.push(schedule.scheduleJob({ tz: 'Asia/Shanghai', ...rule }, work));
      };
      at({ second: [0, 15, 30, 45] }, () => {
        wake();
        void tick();
      });
      at(
        { hour: 3, minute: 10, second: 0 },
        () => void nightly().catch((error: unknown) => log.error('scheduler.nightly-failed', error)),
      );
    },
    async stop() {
      for (const waking of wakings.splice(0)) waking.cancel();
      await working;
    },
  };
}
