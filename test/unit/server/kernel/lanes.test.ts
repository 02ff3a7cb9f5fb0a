import { expect, it } from 'vitest';
import { createLanes } from '../../../../server/kernel/lanes.ts';

/** Lanes over a queue in memory that notes what ran beside what. */
function setUp(jobs: string[], options: { width?: number; work?: (job: string) => Promise<void> } = {}) {
  const done: string[] = [];
  const failures: unknown[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const lanes = createLanes<string>({
    width: options.width ?? 8,
    laneOf: (job) => job.slice(0, 1),
    take: async (busy, room) => {
      const open = jobs.filter((job) => !busy.includes(job.slice(0, 1)));
      const names = [...new Set(open.map((job) => job.slice(0, 1)))].slice(0, room);
      const taken = open.filter((job) => names.includes(job.slice(0, 1)));
      for (const job of taken) jobs.splice(jobs.indexOf(job), 1);
      return taken;
    },
    work: async (job) => {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      try {
        await new Promise(setImmediate);
        await options.work?.(job);
        done.push(job);
      } finally {
        running -= 1;
      }
    },
    failed: (error) => failures.push(error),
  });
  return { lanes, done, failures, mostAtOnce: () => mostAtOnce };
}

it('keeps the order within a lane and runs lanes side by side', async () => {
  const { lanes, done, mostAtOnce } = setUp(['a1', 'a2', 'b1', 'a3', 'b2', 'c1']);
  await lanes.drain();
  expect(done.filter((job) => job.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(done.filter((job) => job.startsWith('b'))).toEqual(['b1', 'b2']);
  expect(mostAtOnce()).toBe(3);
});

it('runs no more lanes at once than its width, and all of them in the end', async () => {
  const { lanes, done, mostAtOnce } = setUp(['a1', 'b1', 'c1', 'd1', 'e1'], { width: 2 });
  await lanes.drain();
  expect(done.sort()).toEqual(['a1', 'b1', 'c1', 'd1', 'e1']);
  expect(mostAtOnce()).toBe(2);
});

it('takes what is nudged while it works', async () => {
  const jobs = ['a1'];
  const { lanes, done } = setUp(jobs, {
    work: async (job) => {
      if (job !== 'a1') return;
      jobs.push('a2', 'b1');
      lanes.nudge();
    },
  });
  await lanes.drain();
  expect(done.sort()).toEqual(['a1', 'a2', 'b1']);
});

it('goes on with the lane after a failure, and does not spin on it', async () => {
  const jobs = ['a1', 'a2', 'b1'];
  const { lanes, done, failures } = setUp(jobs, {
    work: async (job) => {
      if (job !== 'a1') return;
      jobs.push('a1');
      throw new Error('not now');
    },
  });
  await lanes.drain();
  expect(done.sort()).toEqual(['a2', 'b1']);
  expect(failures.length).toBeLessThanOrEqual(2);
});

it('takes nothing new once it is stopped', async () => {
  const jobs = ['a1'];
  const { lanes, done } = setUp(jobs);
  lanes.nudge();
  await lanes.stop();
  jobs.push('a2');
  lanes.nudge();
  await lanes.drain();
  expect(done).toEqual(['a1']);
});
