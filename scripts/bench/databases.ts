import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { EntityManager } from 'typeorm';
import { openDatabase, type Database } from '../../server/db/data-source.ts';
import { makeCompany, type Cell, type Rows } from './company.ts';

/** A database that holds the bench's company, and the way to be rid of it. */
export interface BenchDatabase {
  name: 'SQLite' | 'MySQL';
  database: Database;
  drop(): Promise<void>;
}

/** Rows in one statement; SQLite takes 32,766 parameters, a company's widest row has 14. */
const AT_ONCE = 1000;

/** A SQLite file of its own with the company in it. */
export async function sqliteCompany(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-bench-'));
  const database = await openDatabase(`sqlite:${join(folder, 'bench.db')}`);
  await database.writer.query('PRAGMA foreign_keys = OFF');
  await database.writer.query('PRAGMA synchronous = OFF');
  await database.writer.transaction((db) => fill(db));
  return {
    name: 'SQLite',
    database,
    async drop() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A schema of its own on a MySQL or MariaDB server with the company in it. */
export async function mysqlCompany(server: string): Promise<BenchDatabase> {
  const schema = `changke_bench_${process.pid}`;
  const execute = async (sql: string): Promise<void> => {
    const connection = await createConnection({ uri: server });
    await connection.query(sql).finally(() => connection.end());
  };
  await execute(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${schema}`;
  const database = await openDatabase(url.href);
  await database.writer.transaction(async (db) => {
    await db.query('SET foreign_key_checks = 0, unique_checks = 0');
    const company = await fill(db);
    await db.query('SET foreign_key_checks = 1, unique_checks = 1');
    return company;
  });
  // The server does so by itself, but in its own time.
  for (const { table } of makeTables()) await database.writer.query(`ANALYZE TABLE ${table}`);
  return {
    name: 'MySQL',
    database,
    async drop() {
      await database.close();
      await execute(`DROP DATABASE ${schema}`);
    },
  };
}

let company: Rows[] | null = null;
const makeTables = (): Rows[] => (company ??= makeCompany());

async function fill(db: EntityManager): Promise<void> {
  for (const { table, columns, rows } of makeTables()) {
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE);
      const marks = `(${columns.map(() => '?').join(', ')})`;
      await db.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => marks).join(', ')}`,
        some.flat() as Cell[],
      );
    }
  }
}
