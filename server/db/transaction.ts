import type { PoolConnection } from 'mysql2';
import type { DataSource, EntityManager } from 'typeorm';
import { stopwatch } from '../kernel/clock.ts';
import { randomShare } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import { rawSqlite, WRITERS, type Database } from './data-source.ts';
import { faultOf, outcomeUnknown } from './faults.ts';
import { createTrouble, type Trouble } from './trouble.ts';
import { createTurns, type Rank } from './turns.ts';

/** What is to be known of a transaction beside its work. */
export interface TransactionFacts {
  /** `owed` unless said otherwise. */
  rank?: Rank;
  /** A code for the log: a use-case, an endpoint, a job. */
  what?: string;
}

/** Runs `work` in a transaction of its own; the only place where transactions begin. Throws `unavailable` for a fault of the database. */
export type Transact = <R>(work: (db: EntityManager) => Promise<R>, facts?: TransactionFacts) => Promise<R>;

/** What transactions are run with; what is left out measures and logs nothing. */
export interface TransactDeps {
  log?: Log;
  meter?: Meter;
  trouble?: Trouble;
  watch?: typeof stopwatch;
  random?: () => number;
  pause?: (ms: number) => Promise<void>;
}

const TRIES = 5;
const FIRST_PAUSE_MS = 20;
/** A transaction that holds the writer or its locks for longer is logged. */
const LONG_SECONDS = 1;
/** How many transactions become durable together on SQLite, and how long the first may wait for the others. */
const GROUP_SIZE = 64;
const GROUP_SECONDS = 0.02;
/** How long a statement waits for the lock of another transaction; MySQL's own 50 would keep a chat waiting. */
const LOCK_WAIT_SECONDS = 5;

/** One transaction that has begun. */
interface Session {
  manager: EntityManager;
  /** Resolves when it is durable; calls `handOver` as soon as the next one may begin, which may be before. */
  commit(handOver: () => void): Promise<void>;
  /** Takes it back because of an error, whatever state it is in; never throws. */
  takeBack(because: unknown): Promise<void>;
  /** Whether something was written; where it costs to know, true. */
  wrote(): boolean;
  release(): Promise<void>;
}

/** Nothing was begun, since too many wait. */
class Refused extends Error {}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const realPause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Transactions for this database: one at a time on SQLite, pooled on MySQL; tried again where they lost a race or their connection. */
export function createTransact(database: Database, deps: TransactDeps = {}): Transact {
  const { log = silent, meter = noMeter, watch = stopwatch, random = randomShare, pause = realPause } = deps;
  const trouble = deps.trouble ?? createTrouble(log);
  const turns = createTurns(database.kind === 'sqlite' ? 1 : WRITERS);
  const begin =
    database.kind === 'sqlite' ? onSqlite(database.writer, () => turns.waiting() > 0, watch) : onMysql(database.writer);

  return async (work, { rank = 'owed', what = 'unnamed' } = {}) => {
    const seconds = watch();
    try {
      const result = await untilDone(work, what, rank);
      meter.count('transactions_total', { outcome: 'done' });
      return result;
    } catch (error) {
      meter.count('transactions_total', { outcome: error instanceof Refused ? 'refused' : 'failed' });
      throw error instanceof Refused ? error.cause : error;
    } finally {
      meter.took('transaction_seconds', seconds());
    }
  };

  async function untilDone<R>(work: (db: EntityManager) => Promise<R>, what: string, rank: Rank): Promise<R> {
    for (let tries = 1; ; tries += 1) {
      const giveBack = await turns.take(tries === 1 ? rank : 'owed').catch((error: unknown) => {
        throw new Refused('too many wait', { cause: error });
      });
      try {
        return await once(work, what, giveBack);
      } catch (error) {
        const fault = faultOf(error);
        if (fault === null) throw error;
        if (tries >= TRIES || (fault !== 'race' && fault !== 'gone')) throw trouble.note(fault, error);
      } finally {
        giveBack();
      }
      meter.count('transactions_total', { outcome: 'retried' });
      // Half of it at random: those who met must not meet again.
      await pause(FIRST_PAUSE_MS * 2 ** tries * (0.5 + random() / 2));
    }
  }

  async function once<R>(work: (db: EntityManager) => Promise<R>, what: string, giveBack: () => void): Promise<R> {
    const seconds = watch();
    const session = await begin();
    let committing = false;
    let held = Number.NaN;
    const handOver = (): void => {
      held = seconds();
      giveBack();
    };
    try {
      const result = await work(session.manager);
      committing = true;
      await session.commit(handOver);
      if (trouble.sentence() !== null && session.wrote()) trouble.over();
      return result;
    } catch (error) {
      await session.takeBack(error);
      if (!committing || faultOf(error) !== 'gone') throw error;
      trouble.note('gone', error);
      throw outcomeUnknown(error);
    } finally {
      await session.release();
      if (Number.isNaN(held)) held = seconds();
      if (held >= LONG_SECONDS) log.warn('database.long-transaction', { what, ms: Math.round(held * 1000) });
    }
  }
}

/** Several transactions that become durable together. */
interface Group {
  size: number;
  seconds: () => number;
  done: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * SQLite has one connection that writes, and TypeORM mixes concurrent transactions on one connection
 * (one's rollback takes back the other's rows), so they wait for their turn. Each is a savepoint; those that follow each
 * other closely share one COMMIT, since that is what costs: the disk has to say that it has it. None is told that it is
 * done before.
 */
function onSqlite(writer: DataSource, othersWait: () => boolean, watch: typeof stopwatch): () => Promise<Session> {
  const { manager } = writer.createQueryRunner();
  const connection = rawSqlite(writer);
  const changes = connection.prepare('SELECT total_changes()').pluck();
  let group: Group | null = null;

  function open(): Group {
    // A full disk takes back by itself; what could not be taken back then is so before the next one begins.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    connection.exec('BEGIN IMMEDIATE');
    return newGroup(watch());
  }

  /** Ends the group, unless somebody can still join it. */
  function closeUnlessJoined(mine: Group): void {
    if (othersWait() && mine.size < GROUP_SIZE && mine.seconds() < GROUP_SECONDS) return;
    group = null;
    try {
      connection.exec('COMMIT');
      mine.resolve();
    } catch (error) {
      lose(mine, error);
    }
  }

  /** None of the group has happened. */
  function lose(mine: Group, error: unknown): void {
    if (group === mine) group = null;
    if (connection.inTransaction) connection.exec('ROLLBACK');
    mine.reject(error);
  }

  return () =>
    settled(() => {
      const mine = (group ??= open());
      let released = false;
      connection.exec('SAVEPOINT work');
      const before = changes.get();
      return {
        manager,
        async commit(handOver) {
          connection.exec('RELEASE work');
          released = true;
          mine.size += 1;
          closeUnlessJoined(mine);
          handOver();
          await mine.done;
        },
        takeBack: (because) =>
          settled(() => {
            if (released) return;
            released = true;
            try {
              connection.exec('ROLLBACK TO work');
              connection.exec('RELEASE work');
              closeUnlessJoined(mine);
            } catch {
              // A full disk has taken back all of them.
              lose(mine, because);
            }
          }).catch(() => undefined),
        wrote: () => changes.get() !== before,
        release: () => Promise.resolve(),
      };
    });
}

function newGroup(seconds: Group['seconds']): Group {
  let resolve = (): void => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // All of its works may have failed by themselves, so that nobody waits for it.
  done.catch(() => undefined);
  return { size: 0, seconds, done, resolve, reject };
}

/** What a synchronous driver does, with its errors as rejections. */
const settled = async <R>(work: () => R): Promise<R> => Promise.resolve(work());

function onMysql(writer: DataSource): () => Promise<Session> {
  const prepared = new WeakSet<object>();

  return async () => {
    const runner = writer.createQueryRunner();
    const connection = (await runner.connect()) as PoolConnection;
    const drop = async () => {
      connection.destroy();
      await runner.release();
    };
    try {
      if (!prepared.has(connection)) {
        await runner.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
        await runner.query(`SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
        prepared.add(connection);
      }
      await runner.startTransaction();
    } catch (error) {
      await drop();
      throw error;
    }
    return {
      manager: runner.manager,
      async commit(handOver) {
        await runner.commitTransaction();
        handOver();
      },
      // A connection of which nobody knows whether its transaction is over must not go back to the pool.
      takeBack: () => runner.rollbackTransaction().catch(() => connection.destroy()),
      wrote: () => true,
      release: () => runner.release(),
    };
  };
}
