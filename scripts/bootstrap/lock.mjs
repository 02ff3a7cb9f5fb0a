import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { whenInterrupted } from './children.mjs';

const BEAT_MS = 2000;
const DEAD_AFTER_MS = 15_000;
const LOOK_AGAIN_MS = 200;

/** Runs `work` while no other process on this folder does the same; a holder that died loses the lock. */
export async function locked(folder, onWait, work) {
  const release = await acquire(folder, onWait);
  const forget = whenInterrupted(release);
  try {
    return await work();
  } finally {
    forget();
    release();
  }
}

async function acquire(folder, onWait) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let told = false; !take(folder);) {
    if (isDead(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await wait(LOOK_AGAIN_MS);
  }
  const beat = setInterval(() => touch(folder), BEAT_MS);
  return () => {
    clearInterval(beat);
    rmSync(folder, { recursive: true, force: true });
  };
}

function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'holder'), JSON.stringify({ host: hostname(), pid: process.pid }));
  return true;
}

function touch(folder) {
  const now = new Date();
  utimesSync(folder, now, now);
}

/** The pid tells at once on this machine; the beat tells where the folder is shared with another one or a container. */
function isDead(folder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs > DEAD_AFTER_MS) return true;
    const { host, pid } = JSON.parse(readFileSync(join(folder, 'holder'), 'utf8'));
    return host === hostname() && !isRunning(pid);
  } catch {
    // Being taken or given back at this moment.
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
