import { parentPort, workerData } from 'node:worker_threads';

/** How a test holds the thread: [1 while it may not go on, how many questions have come]. */
const held = new Int32Array((workerData as { held: SharedArrayBuffer }).held);

await import('../../server/http/heavy-worker.ts');

// As a long statement of SQLite does it: the thread can do nothing else.
parentPort?.on('message', () => {
  Atomics.add(held, 1, 1);
  Atomics.notify(held, 1);
  Atomics.wait(held, 0, 1);
});
