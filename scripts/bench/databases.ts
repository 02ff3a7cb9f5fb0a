import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { EntityManager } from 'typeorm';
import { openDatabase, type Database } from '../../server/db/data-source.ts';
import type { Cell, Rows } from './company.ts';

/** A database that holds the bench's company, and the way to be rid of it. */
export interface BenchDatabase {
  name: 'SQLite' | 'MySQL';
  database: Database;
  drop(): Promise<void>;
}

/** Rows in one statement; SQLite takes 32,766 parameters, a company's widest row has 14. */
const AT_ONCE = 1000;

/** A place for a database of the bench's own. */
export interface Place {
  name: BenchDatabase['name'];
  /** As `DATABASE_URL` names it. */
  url: string;
  drop(): Promise<void>;
}

/** A folder of its own for a SQLite file. */
export async function sqlitePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-bench-'));
  return {
    name: 'SQLite',
    url: `sqlite:${join(folder, 'bench.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

let schemas = 0;

/** An empty schema of its own on a MySQL or MariaDB server. */
export async function mysqlPlace(server: string): Promise<Place> {
  const schema = `changke_bench_${process.pid}_${(schemas += 1)}`;
  const execute = async (sql: string): Promise<void> => {
    const connection = await createConnection({ uri: server });
    await connection.query(sql).finally(() => connection.end());
  };
  await execute(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return { name: 'MySQL', url: url.href, drop: () => execute(`DROP DATABASE ${schema}`) };
}

/** A SQLite file of its own with the company in it. */
export async function sqliteCompany(company: readonly Rows[]): Promise<BenchDatabase> {
  const place = await sqlitePlace();
  const database = await openDatabase(place.url);
  await database.writer.query('PRAGMA foreign_keys = OFF');
  await database.writer.query('PRAGMA synchronous = OFF');
  await database.writer.transaction((db) => fill(db, company));
  await database.writer.query('PRAGMA synchronous = FULL');
  await database.writer.query('PRAGMA foreign_keys = ON');
  return opened(place, database);
}

/** A schema of its own on a MySQL or MariaDB server with the company in it. */
export async function mysqlCompany(company: readonly Rows[], server: string): Promise<BenchDatabase> {
  const place = await mysqlPlace(server);
  const database = await openDatabase(place.url);
  await database.writer.transaction(async (db) => {
    await db.query('SET foreign_key_checks = 0, unique_checks = 0');
    await fill(db, company);
    await db.query('SET foreign_key_checks = 1, unique_checks = 1');
  });
  // The server does so by itself, but in its own time.
  for (const { table } of company) await database.writer.query(`ANALYZE TABLE ${table}`);
  return opened(place, database);
}

const opened = ({ name, drop }: Place, database: Database): BenchDatabase => ({
  name,
  database,
  async drop() {
    await database.close();
    await drop();
  },
});

async function fill(db: EntityManager, company: readonly Rows[]): Promise<void> {
  for (const { table, columns, rows } of company) {
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
