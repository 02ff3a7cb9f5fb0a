import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { locked } from '../../../../scripts/bootstrap/lock.mjs';

let folder, lock;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changke-lock-'));
  lock = join(folder, 'dist/.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

function heldBy(holder) {
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, 'holder'), JSON.stringify(holder));
}

it('lets one in at a time, tells the other why it waits, and leaves nothing behind', async () => {
  const steps = [];
  const onWait = vi.fn();
  const enter = (name) =>
    locked(lock, onWait, async () => {
      steps.push(`${name} in`);
      await new Promise(setImmediate);
      steps.push(`${name} out`);
    });

  await Promise.all([enter('first'), enter('second')]);

  expect(steps).toEqual(['first in', 'first out', 'second in', 'second out']);
  expect(onWait).toHaveBeenCalledOnce();
  expect(existsSync(lock)).toBe(false);
});

it('gives the lock back when the work fails', async () => {
  await expect(locked(lock, vi.fn(), () => Promise.reject(new Error('no space')))).rejects.toThrow('no space');
  expect(existsSync(lock)).toBe(false);
});

it.each([
  ['a process that is gone', () => heldBy({ host: hostname(), pid: spawnSync(process.execPath, ['-e', '']).pid })],
  [
    'another machine that fell silent',
    () => {
      heldBy({ host: 'elsewhere', pid: process.pid });
      utimesSync(lock, 0, 0);
    },
  ],
])('takes the lock from %s', async (_who, hold) => {
  hold();
  const onWait = vi.fn();
  expect(await locked(lock, onWait, async () => 'built')).toBe('built');
  expect(onWait).not.toHaveBeenCalled();
});
