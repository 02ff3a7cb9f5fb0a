import { beforeEach, afterEach, describe, expect, inject, it } from 'vitest';
import type { EntityManager } from 'typeorm';
import { Department } from '../../../../entities/department.ts';
import { openDatabase, rawSqlite, type Database } from '../../../../server/db/data-source.ts';
import { createRead } from '../../../../server/db/run.ts';
import { createTransact, type TransactDeps } from '../../../../server/db/transaction.ts';
import { createTrouble, type Trouble } from '../../../../server/db/trouble.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { Log } from '../../../../server/kernel/log.ts';
import type { FreshDatabase } from '../../../support/database.ts';
import { readyDatabase } from '../../../support/ready-database.ts';
import { START } from '../../../support/test-app.ts';

const onSqlite = inject('database') === 'sqlite';
const department = (id: number) => ({ id, parentId: 0, name: String(id), syncedAt: START });

let fresh: FreshDatabase;
let database: Database;
let trouble: Trouble;
let logged: { code: string; facts?: unknown }[];
let counted: string[];
let seconds: number;

const log: Log = {
  info: (code, facts) => logged.push({ code, facts }),
  warn: (code, facts) => logged.push({ code, facts }),
  error: (code, _error, facts) => logged.push({ code, facts }),
};
/** A stopwatch that stands still until a test moves it. */
const watch = () => {
  const from = seconds;
  return () => seconds - from;
};
const transactor = (more: TransactDeps = {}) =>
  createTransact(database, {
    ...{ log, trouble, watch },
    meter: { count: (_name, labels) => counted.push(labels?.['outcome'] ?? ''), took: () => undefined },
    pause: () => Promise.resolve(),
    random: () => 0,
    ...more,
  });
const departments = async () =>
  (await database.reader.manager.find(Department, { order: { id: 'ASC' } })).map(({ id }) => id);

beforeEach(async () => {
  fresh = await readyDatabase();
  database = await openDatabase(fresh.url);
  logged = [];
  counted = [];
  seconds = 0;
  trouble = createTrouble(log, watch);
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

it('fifty transactions at once keep their own outcome, and a reader never sees half of one', async () => {
  const transact = transactor();
  const halves: number[] = [];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      transact(async (db) => {
        await db.insert(Department, department(n * 2 + 1));
        halves.push((await database.reader.manager.count(Department)) % 2);
        await db.insert(Department, department(n * 2 + 2));
        if (n % 5 === 0) throw new Error('changed my mind');
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect(await departments()).toHaveLength(80);
  expect(halves.filter(Boolean)).toEqual([]);
  expect(counted.filter((outcome) => outcome === 'done')).toHaveLength(40);
});

describe.runIf(onSqlite)('transactions that follow each other closely', () => {
  const insert = (id: number) => (db: EntityManager) => db.insert(Department, department(id));
  /** Has COMMIT do something first. */
  const beforeCommit = (act: () => void) => {
    const connection = rawSqlite(database.writer);
    const exec = connection.exec.bind(connection);
    connection.exec = (sql) => {
      if (sql === 'COMMIT') act();
      return exec(sql);
    };
  };

  it('become durable together, and none is told so before', async () => {
    const transact = transactor();
    let commits = 0;
    let told = 0;
    beforeCommit(() => {
      commits += 1;
      expect(told).toBe(0);
    });
    await Promise.all(Array.from({ length: 30 }, (_, n) => transact(insert(n + 1)).then(() => (told += 1))));
    expect([commits, (await departments()).length]).toEqual([1, 30]);
  });

  it('wait for each other no longer than a moment', async () => {
    const transact = transactor();
    let commits = 0;
    beforeCommit(() => (commits += 1));
    const slow = (id: number) =>
      transact(async (db) => {
        await insert(id)(db);
        seconds += 0.03;
      });
    await Promise.all([1, 2, 3].map(slow));
    expect(commits).toBe(3);
  });

  it('are all refused when the disk does not take them, and the next ones go on', async () => {
    const transact = transactor();
    let full = true;
    beforeCommit(() => {
      if (full) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    });
    const refused = await Promise.allSettled([1, 2, 3].map((id) => transact(insert(id))));
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    full = false;
    await transact(insert(4));
    expect(await departments()).toEqual([4]);
  });

  it('are all refused when the disk is full in the middle of one of them', async () => {
    const transact = transactor();
    const outcomes = await Promise.allSettled([
      transact(insert(1)),
      transact(async (db) => {
        await insert(2)(db);
        // As SQLite does by itself.
        rawSqlite(database.writer).exec('ROLLBACK');
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      }),
      transact(insert(3)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual([3]);
  });
});

it('logs what held the database for long, by its code and without what it wrote', async () => {
  const transact = transactor();
  await transact(
    async (db) => {
      await db.insert(Department, department(7));
      seconds += 1.5;
    },
    { what: 'plan-care' },
  );
  await transact((db) => db.insert(Department, department(8)), { what: 'quick' });

  expect(logged).toEqual([{ code: 'database.long-transaction', facts: { what: 'plan-care', ms: 1500 } }]);
});

describe('a transaction that ends badly stops nobody after it', () => {
  it('when the work has taken itself back', async () => {
    const transact = transactor();
    const work = transact(async (db) => {
      await db.insert(Department, department(1));
      await db.query('ROLLBACK');
      throw new Error('mine');
    });
    await expect(work).rejects.toThrow('mine');
    await transact((db) => db.insert(Department, department(2)));
    expect(await departments()).toEqual([2]);
  });

  it.runIf(onSqlite)('when the COMMIT is refused', async () => {
    const transact = transactor();
    const work = transact(async (db) => {
      await db.query('PRAGMA defer_foreign_keys = ON');
      await db.query(`INSERT INTO customer_tags (customerId, tagId) VALUES ('nobody', 'none')`);
    });
    await expect(work).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    await transact((db) => db.insert(Department, department(2)));
    expect(await departments()).toEqual([2]);
    expect(rawSqlite(database.writer).inTransaction).toBe(false);
  });
});

describe.runIf(!onSqlite)('on MySQL', () => {
  const kill = async (db: EntityManager): Promise<void> => {
    const [{ id }] = (await db.query('SELECT CONNECTION_ID() AS id')) as [{ id: number }];
    await database.reader.query(`KILL ${id}`);
  };

  it('two that wait for each other are both done', async () => {
    const transact = transactor();
    await transact((db) => db.insert(Department, [department(1), department(2)]));
    let met = 0;
    let meet: () => void;
    const both = new Promise<void>((resolve) => (meet = resolve));
    const rename = (first: number, second: number, name: string) =>
      transact(async (db) => {
        await db.update(Department, { id: first }, { name });
        met += 1;
        if (met === 2) meet();
        await both;
        await db.update(Department, { id: second }, { name });
      });
    await Promise.all([rename(1, 2, 'a'), rename(2, 1, 'b')]);

    const names = (await database.reader.manager.find(Department)).map(({ name }) => name);
    expect(new Set(names).size).toBe(1);
    expect(counted).toContain('retried');
    expect(trouble.sentence()).toBeNull();
  });

  it('one that loses its connection is done from the start, once', async () => {
    const transact = transactor();
    let tries = 0;
    await transact(async (db) => {
      tries += 1;
      await db.insert(Department, department(1));
      if (tries === 1) await kill(db);
      await db.insert(Department, department(2));
    });
    expect(tries).toBe(2);
    expect(await departments()).toEqual([1, 2]);
  });

  it('one that loses its connection in the COMMIT is not done again, since nobody knows', async () => {
    const transact = transactor();
    let tries = 0;
    const work = transact(async (db) => {
      tries += 1;
      await db.insert(Department, department(1));
      await kill(db);
    });
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'database.outcome-unknown' });
    expect(tries).toBe(1);
    expect(trouble.sentence()).toContain('连不上');
  });

  it('its own error comes through where even the taking back fails, and no broken connection is used again', async () => {
    const transact = transactor();
    const work = transact(async (db) => {
      await db.insert(Department, department(1));
      await kill(db);
      throw new Error('mine');
    });
    await expect(work).rejects.toThrow('mine');
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => transact((db) => db.insert(Department, department(n + 10)))),
    );
    expect(await departments()).toHaveLength(20);
  });

  it('all connections killed at once heal by themselves, for those who write and those who read', async () => {
    const transact = transactor();
    const read = createRead(database, { now: () => START }, trouble);
    const write = (from: number) =>
      Promise.all(Array.from({ length: 30 }, (_, n) => transact((db) => db.insert(Department, department(from + n)))));
    await write(100);
    const alive = await database.reader.query<{ id: number }[]>(
      'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
    );
    expect(alive.length).toBeGreaterThan(2);
    for (const { id } of alive) await database.reader.query(`KILL ${id}`);
    await write(200);
    expect(await read(system, ({ db }) => db.count(Department))).toBe(60);
  });

  it('a server that takes nothing in is told as such', async () => {
    const transact = transactor();
    const work = transact(async (db) => {
      await db.query('ROLLBACK');
      await db.query('START TRANSACTION READ ONLY');
      await db.insert(Department, department(1));
    });
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'database.read-only' });
  });
});

describe.runIf(onSqlite)('a file that takes nothing in', () => {
  it('full: says so until there is room again, and goes on by itself', async () => {
    const transact = transactor();
    const raw = rawSqlite(database.writer);
    const before = raw.pragma('max_page_count', { simple: true });
    raw.pragma(`max_page_count = ${String(raw.pragma('page_count', { simple: true }))}`);
    const fill = async () => {
      for (let n = 1; ; n += 1)
        await transact((db) => db.insert(Department, { ...department(n), name: 'x'.repeat(128) }), { rank: 'asked' });
    };
    await expect(fill()).rejects.toMatchObject({ kind: 'unavailable', code: 'database.full' });
    const kept = await departments();
    for (let n = 0; n < 5; n += 1)
      await transact(async (db) => {
        for (let each = 0; each < 500; each += 1) await db.insert(Department, department(10_000 + n * 500 + each));
      }).catch(() => undefined);
    expect(trouble.sentence()).toContain('磁盘满了');
    expect(logged.filter(({ code }) => code === 'database.fault')).toHaveLength(1);
    // A transaction that writes nothing proves nothing.
    await transact((db) => db.update(Department, { id: -1 }, { name: 'nobody' }));
    expect(trouble.sentence()).toContain('磁盘满了');

    raw.pragma(`max_page_count = ${String(before)}`);
    await transact((db) => db.insert(Department, department(60_000)));
    expect(trouble.sentence()).toBeNull();
    expect(await departments()).toEqual(expect.arrayContaining([...kept, 60_000]));
  });

  it('read-only: says so, and logs it once a minute', async () => {
    const transact = transactor();
    const raw = rawSqlite(database.writer);
    raw.pragma('query_only = ON');
    const write = () => transact((db) => db.insert(Department, department(1)));
    for (const wait of [0, 20, 30, 15]) {
      seconds += wait;
      await expect(write()).rejects.toMatchObject({ kind: 'unavailable', code: 'database.read-only' });
    }
    expect(logged).toHaveLength(2);

    raw.pragma('query_only = OFF');
    await write();
    expect(logged.at(-1)?.code).toBe('database.recovered');
  });
});
