import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** A row as the database gives it. */
export type Row = Record<string, unknown>;

/** A database of the soak's own, read beside the running product by plain SQL, so that nothing of the product's is between. */
export interface Ledger {
  kind: 'SQLite' | 'MySQL';
  url: string;
  /** An empty folder, in which the product is started. */
  folder: string;
  rows(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A SQLite file of its own. */
export async function sqliteLedger(): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-soak-'));
  const path = join(folder, 'soak.sqlite');
  return {
    kind: 'SQLite',
    url: `sqlite:${path}`,
    folder,
    rows(sql) {
      const database = new Sqlite(path, { readonly: true });
      try {
        return Promise.resolve(database.prepare(sql).all() as Row[]);
      } finally {
        database.close();
      }
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own, with this name, on a MySQL or MariaDB server. */
export async function mysqlLedger(server: string, schema: string): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-soak-'));
  const query = async (uri: string, sql: string): Promise<Row[]> => {
    const connection = await createConnection({ uri });
    try {
      return (await connection.query(sql))[0] as Row[];
    } finally {
      await connection.end();
    }
  };
  await query(server, `CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return {
    kind: 'MySQL',
    url: url.href,
    folder,
    rows: (sql) => query(url.href, sql),
    async drop() {
      await query(server, `DROP DATABASE IF EXISTS ${schema}`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
