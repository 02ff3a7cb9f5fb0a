import { Worker } from 'node:worker_threads';
import type { ReaderAddress } from '../db/data-source.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, type ErrorKind } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';

/** A question that is answered beside the main thread: the endpoint of that name, for this actor, at this instant. */
export interface HeavyQuestion {
  route: string;
  actor: Actor;
  raw: Record<string, unknown>;
  now: Date;
}

/** What comes back from the other thread. */
export type HeavyAnswer =
  | { result: unknown }
  | { refusal: { kind: ErrorKind; code: string; sentence: string } }
  | { fault: { name: string; message: string; stack?: string; code?: unknown; errno?: unknown } };

/** Threads that read, so that a report of many customers does not hold up a chat line. */
export interface HeavyReads {
  /** Throws what the endpoint throws; `unavailable` where too many wait, it takes too long or its thread dies. */
  answer(question: HeavyQuestion): Promise<unknown>;
  stop(): Promise<void>;
}

/** A second one so that a long report does not hold up the count beside a form. */
const THREADS = 2;
const WAITING_AT_MOST = 30;
const LIMIT_MS = 25_000;
const MEMORY_MB = 512;

/** One question on its way. */
interface Job {
  question: HeavyQuestion;
  settle(answer: HeavyAnswer): void;
  refuse(error: DomainError): void;
}

/** One thread, started with its first question and anew after its death. */
interface Seat {
  worker: Worker | null;
  job: Job | null;
}

/** Builds the threads; `entry` is the program that each runs. */
export function createHeavyReads({
  address,
  log,
  entry = compiledEntry(),
  limitMs = LIMIT_MS,
  ...more
}: {
  address: ReaderAddress;
  log: Log;
  entry?: URL;
  /** How long a question may wait and be worked on, a thread's start included. */
  limitMs?: number;
  execArgv?: string[];
  /** Beside the address, for programs that wrap the real one. */
  data?: Record<string, unknown>;
}): HeavyReads {
  const seats: Seat[] = Array.from({ length: THREADS }, () => ({ worker: null, job: null }));
  const waiting = new Set<Job>();
  let stopped = false;

  function seatNext(): void {
    const [job] = waiting;
    // One that runs already answers at once; another takes a second to start.
    const free = seats.filter((seat) => seat.job === null);
    const seat = free.find(({ worker }) => worker !== null) ?? free[0];
    if (!job || !seat || stopped) return;
    waiting.delete(job);
    seat.job = job;
    seat.worker ??= start(seat);
    seat.worker.postMessage(job.question);
  }

  function start(seat: Seat): Worker {
    const worker = new Worker(entry, {
      workerData: { address, ...more.data },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      ...(more.execArgv && { execArgv: more.execArgv }),
    });
    worker.unref();
    worker.on('message', (answer: HeavyAnswer) => {
      seat.job?.settle(answer);
      seat.job = null;
      seatNext();
    });
    worker.on('error', (error) => log.error('reads.thread-died', error, { route: seat.job?.question.route }));
    worker.on('exit', () => {
      seat.worker = null;
      seat.job?.refuse(notAnswered());
      seat.job = null;
      seatNext();
    });
    return worker;
  }

  function giveUp(job: Job): void {
    waiting.delete(job);
    const seat = seats.find((each) => each.job === job);
    log.warn('reads.too-long', { route: job.question.route, waiting: seat === undefined });
    job.refuse(tooLong());
    // A statement that runs on SQLite can be stopped in no other way.
    void seat?.worker?.terminate();
  }

  return {
    answer(question) {
      if (stopped || waiting.size >= WAITING_AT_MOST) return Promise.reject(tooMany());
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => giveUp(job), limitMs).unref();
        const job: Job = {
          question,
          settle(answer) {
            clearTimeout(late);
            if ('result' in answer) resolve(answer.result);
            else reject(errorOf(answer));
          },
          refuse(error) {
            clearTimeout(late);
            reject(error);
          },
        };
        waiting.add(job);
        seatNext();
      });
    },
    async stop() {
      stopped = true;
      for (const job of waiting) job.refuse(notAnswered());
      waiting.clear();
      await Promise.all(seats.flatMap(({ worker }) => (worker ? [worker.terminate()] : [])));
    },
  };
}

/** The program lies beside this one, compiled like it. */
const compiledEntry = (): URL => new URL('./heavy-worker.js', import.meta.url);

function errorOf(answer: Exclude<HeavyAnswer, { result: unknown }>): Error {
  if ('fault' in answer) return Object.assign(new Error(answer.fault.message), answer.fault);
  const { kind, code, sentence } = answer.refusal;
  return new DomainError(kind, code, sentence);
}

const tooMany = (): DomainError =>
  new DomainError('unavailable', 'reads.too-many', '现在要算的人太多。请过一会儿再看。');

const tooLong = (): DomainError =>
  new DomainError('unavailable', 'reads.too-long', '算了太久，没有算完。请换个小一点的范围，或过一会儿再看。');

const notAnswered = (): DomainError =>
  new DomainError('unavailable', 'reads.stopped', '没有算完就停了。请过一会儿再看。');
