import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, type Subject } from './fuzz.ts';

const { subject, seed, from, cases, watch } = workerData as {
  subject: Subject;
  seed: number;
  from: number;
  cases: number;
  watch: SharedArrayBuffer;
};
const current = new Int32Array(watch);
const { failures, slowest } = await fuzz(subject, { seed, from, cases }, (number) => Atomics.store(current, 0, number));
parentPort?.postMessage({
  cases,
  slowest,
  // Errors of Node's own do not all survive the way to another thread.
  failures: failures.map(({ error, ...rest }) => ({
    ...rest,
    error: error instanceof Error ? error.stack : String(error),
  })),
});
