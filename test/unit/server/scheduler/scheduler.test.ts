import { expect, it } from 'vitest';
import type { Ctx, ReadCtx } from '../../../../server/kernel/context.ts';
import { DomainError } from '../../../../server/kernel/errors.ts';
import type { Job } from '../../../../server/scheduler/jobs.ts';
import { createScheduler } from '../../../../server/scheduler/scheduler.ts';

/** A scheduler over lists in memory: `done` in the order in which things were done, `logged` codes, how many kinds were `failing` at each tick. */
function schedulerOf(jobs: { code: string; ids: string[]; settle?: (id: string) => Promise<void> }[]) {
  const done: string[] = [];
  const logged: string[] = [];
  const failing: number[] = [];
  const open = new Map(jobs.map(({ code, ids }) => [code, [...ids]]));
  const log = (code: string) => void logged.push(code);
  const scheduler = createScheduler({
    run: async (_actor, useCase) => useCase({} as Ctx),
    read: async (_actor, query) => query({ now: new Date(0) } as ReadCtx),
    jobs: jobs.map(({ code, settle }): Job => ({
      ...{ code, title: code, next: () => Promise.resolve(null) },
      due: async (_ctx, limit) => (open.get(code) ?? []).slice(0, limit),
      async settle(_ctx, id) {
        await settle?.(id);
        done.push(`${code} ${id}`);
        open.set(code, open.get(code)?.filter((each) => each !== id) ?? []);
      },
    })),
    wake: () => undefined,
    keep: (outcomes) => Promise.resolve(void failing.push(outcomes.filter(({ failure }) => failure).length)),
    log: { info: log, warn: log, error: log },
    patienceMs: 20,
  });
  return { scheduler, done, logged, failing };
}

it('takes turns, so that much work of one kind does not hold up another', async () => {
  const many = Array.from({ length: 250 }, (_, n) => String(n));
  const { scheduler, done } = schedulerOf([
    { code: 'many', ids: many },
    { code: 'one', ids: ['a'] },
  ]);
  await scheduler.tick();
  expect(done).toHaveLength(251);
  expect(done.indexOf('one a')).toBe(100);
});

it('goes on without a piece that hangs, and leaves that kind alone until it has ended', async () => {
  let end = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (end = resolve));
  let begun = 0;
  const { scheduler, done, logged, failing } = schedulerOf([
    { code: 'stuck', ids: ['a', 'b'], settle: () => ((begun += 1), hangs) },
    { code: 'fine', ids: ['c'] },
  ]);
  await scheduler.tick();
  expect([done, begun]).toEqual([['fine c'], 1]);
  expect(logged).toContain('scheduler.job-failed');
  await scheduler.tick();
  expect(begun).toBe(1);

  end();
  const again = () => scheduler.tick().then(() => done.filter((each) => each.startsWith('stuck')).sort());
  await expect.poll(again).toEqual(['stuck a', 'stuck b']);
  await scheduler.tick();
  expect([failing.slice(0, 2), failing.at(-1)]).toEqual([[1, 1], 0]);
});

it('tries what fails once a tick, and does the rest', async () => {
  const tries: string[] = [];
  const { scheduler, done, logged } = schedulerOf([
    {
      code: 'job',
      ids: ['bad', 'good', 'taken'],
      settle: (id) => {
        tries.push(id);
        if (id === 'bad') return Promise.reject(new TypeError('broken'));
        return id === 'taken' ? Promise.reject(new DomainError('conflict', 'x', 'y')) : Promise.resolve();
      },
    },
  ]);
  await scheduler.tick();
  expect([tries, done]).toEqual([['bad', 'good', 'taken'], ['job good']]);
  expect(logged).toEqual(['scheduler.job-failed', 'scheduler.settled', 'scheduler.taken']);
});

it('stops after the piece in hand', async () => {
  const many = Array.from({ length: 50 }, (_, n) => String(n));
  const made = schedulerOf([{ code: 'many', ids: many, settle: (id) => (id === '3' ? stop() : Promise.resolve()) }]);
  const stopped: Promise<void>[] = [];
  const stop = (): Promise<void> => {
    stopped.push(made.scheduler.stop());
    return Promise.resolve();
  };
  await made.scheduler.tick();
  await Promise.all(stopped);
  expect(made.done).toHaveLength(4);
});
