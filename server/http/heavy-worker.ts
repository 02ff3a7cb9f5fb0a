import { parentPort, workerData } from 'node:worker_threads';
import { openReader, type ReaderAddress } from '../db/data-source.ts';
import { tellFault } from '../db/faults.ts';
import { createRead } from '../db/run.ts';
import { DomainError } from '../kernel/errors.ts';
import type { HeavyAnswer, HeavyQuestion } from './heavy-reads.ts';
import { routes } from './routes.ts';

/** What runs in a thread of its own: the same endpoints, on a connection that only reads. */
const { address } = workerData as { address: ReaderAddress };
const database = { reader: await openReader(address) };

parentPort?.on('message', (question: HeavyQuestion) => {
  void answer(question).then((given) => parentPort?.postMessage(given));
});

async function answer({ route: name, actor, raw, now }: HeavyQuestion): Promise<HeavyAnswer> {
  try {
    const route = routes.find((each) => each.name === name);
    if (!route) throw new Error(`no endpoint ${name}`);
    const read = createRead(database, { now: () => now }, { note: tellFault });
    return { result: await route.answer({ run: refuseToWrite, read }, actor, raw) };
  } catch (error) {
    if (error instanceof DomainError)
      return { refusal: { kind: error.kind, code: error.code, sentence: error.sentence } };
    const { name: kind, message, stack = '', code, errno } = error as Error & { code?: unknown; errno?: unknown };
    return { fault: { name: kind, message, stack, code, errno } };
  }
}

const refuseToWrite = (): Promise<never> => Promise.reject(new Error('this thread only reads'));
