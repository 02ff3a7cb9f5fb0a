import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

/** The two kinds of database that the product runs on. */
export type DatabaseKind = 'sqlite' | 'mysql';

/** An empty database of one test, and the way to be rid of it. */
export interface FreshDatabase {
  /** `sqlite:/path/of/a/file.db` or `mysql://user:password@host:port/changke_test_...`. */
  url: string;
  drop(): Promise<void>;
}

/** The kinds that this machine offers, for the contract tests that look at all of them in one run. */
export const availableDatabases = (): DatabaseKind[] =>
  inject('mysqlUrl') === null ? ['sqlite'] : ['sqlite', 'mysql'];

/** Makes an empty database of the running project's kind: a SQLite file, or a utf8mb4_bin schema of its own. */
export function freshDatabaseUrl(kind: DatabaseKind = inject('database')): Promise<FreshDatabase> {
  return kind === 'sqlite' ? freshFile() : freshSchema();
}

async function freshFile(): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-test-'));
  return { url: `sqlite:${join(folder, 'test.db')}`, drop: () => rm(folder, { recursive: true, force: true }) };
}

async function freshSchema(): Promise<FreshDatabase> {
  const server = inject('mysqlUrl');
  if (server === null)
    throw new Error('No MySQL or MariaDB for this run: start it with `npm test` or set TEST_MYSQL_URL');
  const name = `changke_test_${inject('run')}_${randomBytes(4).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name}`) };
}

async function execute(server: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri: server });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
