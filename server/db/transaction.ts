import type { EntityManager } from 'typeorm';
import type { Database } from './data-source.ts';

/** Runs `work` in a transaction of its own; the only place where transactions begin. */
export type Transact = <R>(work: (db: EntityManager) => Promise<R>) => Promise<R>;

const DEADLOCK_TRIES = 5;

/** Transactions for this database: queued on SQLite, pooled and retried after deadlocks on MySQL. */
export function createTransact(database: Database): Transact {
  return database.kind === 'sqlite' ? queued(database) : pooled(database);
}

/**
 * SQLite has one connection that writes, and TypeORM mixes concurrent transactions on one connection
 * (one's rollback takes back the other's rows), so they wait for each other here.
 */
function queued({ writer }: Database): Transact {
  const runner = writer.createQueryRunner();
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(async () => {
      await runner.query('BEGIN IMMEDIATE');
      try {
        const result = await work(runner.manager);
        await runner.query('COMMIT');
        return result;
      } catch (error) {
        await runner.query('ROLLBACK');
        throw error;
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}

function pooled({ writer }: Database): Transact {
  return async (work) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await writer.transaction('READ COMMITTED', work);
      } catch (error) {
        if (tries >= DEADLOCK_TRIES || !lostARace(error)) throw error;
      }
    }
  };
}

/** ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT: the whole transaction was taken back and may be tried again. */
function lostARace(error: unknown): boolean {
  const errno = (error as { errno?: unknown }).errno;
  return errno === 1213 || errno === 1205;
}
