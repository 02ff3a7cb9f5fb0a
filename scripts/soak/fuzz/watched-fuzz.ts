import { Worker } from 'node:worker_threads';
import { inputOf, type FuzzReport, type Subject } from './fuzz.ts';

/** One case may take so long; a regular expression that tries every way takes for ever. */
const PATIENCE_MS = 30_000;

/** Tries cases in a thread of their own, and ends it at a case that does not end. */
export async function watchedFuzz(
  subject: Subject,
  options: { seed: number; from: number; cases: number },
): Promise<FuzzReport> {
  const watch = new SharedArrayBuffer(4);
  const current = new Int32Array(watch);
  const worker = new Worker(new URL('./fuzz-worker.js', import.meta.url), {
    workerData: { ...options, subject, watch },
  });
  let last = { number: -1, since: performance.now() };
  let looking: NodeJS.Timeout | undefined;
  try {
    return await new Promise<FuzzReport>((done, failed) => {
      worker.once('message', done);
      worker.once('error', failed);
      looking = setInterval(() => {
        const number = Atomics.load(current, 0);
        if (number !== last.number) last = { number, since: performance.now() };
        const ms = performance.now() - last.since;
        if (ms < PATIENCE_MS) return;
        const error = `did not end within ${PATIENCE_MS / 1000} s`;
        const failures = [{ number, input: inputOf(subject, options.seed, number), error }];
        done({ cases: number - options.from, failures, slowest: { number, ms } });
      }, 1000);
    });
  } finally {
    clearInterval(looking);
    await worker.terminate();
  }
}
