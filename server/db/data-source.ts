import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { z } from 'zod';
import { entities } from '../../entities/index.ts';
import { DomainError } from '../kernel/errors.ts';
import { faultOf, tellFault } from './faults.ts';
import { holdFile } from './hold-file.ts';
import { migrate } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';

/** An open database: on SQLite one connection that writes and one that only reads, on MySQL a pool for each. */
export interface Database {
  kind: 'sqlite' | 'mysql';
  writer: DataSource;
  reader: DataSource;
  /** How others open connections to it that only read. */
  address: ReaderAddress;
  close(): Promise<void>;
}

/** Where a database is, in a form that another thread can be told; on MySQL with its password. */
export type ReaderAddress =
  { type: 'better-sqlite3'; file: string } | { type: 'mysql' | 'mariadb'; url: string; connections: number };

/** How many transactions run side by side on MySQL. */
export const WRITERS = 10;
const READERS = 5;
const CONNECT_TIMEOUT_MS = 10_000;

const shared = { entities, migrationsTableName: 'migrations', synchronize: false, logging: false } as const;

type Migrations = (new () => MigrationInterface)[];

/** Opens `sqlite:PATH` or `mysql://user:password@host:port/name` and brings its tables up to date. */
export async function openDatabase(url: string, migrations: Migrations = allMigrations): Promise<Database> {
  const database = url.startsWith('sqlite:')
    ? await openSqlite(url.slice('sqlite:'.length), migrations)
    : await openMysql(url, migrations);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens connections that only read; whoever asks for them closes them. */
export function openReader(address: ReaderAddress): Promise<DataSource> {
  const options: DataSourceOptions =
    address.type === 'better-sqlite3'
      ? { ...shared, type: address.type, database: address.file, prepareDatabase: readOnly }
      : { ...mysqlOptions(address.type, address.url), poolSize: address.connections };
  return new DataSource(options).initialize();
}

/** The driver's own connection of a SQLite data source, for what TypeORM does not know of. */
export const rawSqlite = ({ driver }: DataSource): Sqlite.Database =>
  (driver as unknown as { databaseConnection: Sqlite.Database }).databaseConnection;

async function openSqlite(path: string, migrations: Migrations): Promise<Database> {
  const file = resolve(path);
  const address: ReaderAddress = { type: 'better-sqlite3', file };
  mkdirSync(dirname(file), { recursive: true });
  const release = holdFile(file);
  const opened: DataSource[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0).reverse()) await each.destroy();
    release();
  };
  try {
    const options = { ...shared, migrations, type: address.type, database: file } as const;
    const writer = await new DataSource({ ...options, prepareDatabase: durable }).initialize();
    opened.push(writer);
    const reader = await openReader(address);
    opened.push(reader);
    return { kind: 'sqlite', writer, reader, address, close };
  } catch (error) {
    await close();
    const fault = faultOf(error);
    throw fault === null ? error : tellFault(fault, error);
  }
}

function durable(connection: Sqlite.Database): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
}

function readOnly(connection: Sqlite.Database): void {
  connection.pragma('query_only = ON');
}

async function openMysql(url: string, migrations: Migrations): Promise<Database> {
  const type = await inspectMysql(url);
  const options = { ...mysqlOptions(type, url), migrations };
  const writer = await new DataSource({ ...options, poolSize: WRITERS }).initialize();
  // A pool of its own: reads never wait for a connection that a queue of transactions holds.
  const reader = await openReader({ type, url, connections: READERS });
  return {
    kind: 'mysql',
    writer,
    reader,
    address: { type, url, connections: 1 },
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

const mysqlOptions = (type: 'mysql' | 'mariadb', url: string) =>
  ({
    ...shared,
    ...{ type, url, timezone: 'Z', charset: 'utf8mb4_bin', bigNumberStrings: false, supportBigNumbers: true },
    connectTimeout: CONNECT_TIMEOUT_MS,
  }) as const;

/** TypeORM invents schema changes when it takes MariaDB for MySQL, so the server is asked what it is. */
async function inspectMysql(url: string): Promise<'mysql' | 'mariadb'> {
  const connection = await createConnection({ uri: url, connectTimeout: CONNECT_TIMEOUT_MS });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT VERSION() AS version, DATABASE() AS name, @@collation_database AS collation',
    );
    const { version, name, collation } = z
      .object({ version: z.string(), name: z.string(), collation: z.string() })
      .parse(rows[0]);
    if (collation !== 'utf8mb4_bin') {
      throw new DomainError(
        'invalid',
        'database.collation',
        `数据库 ${name} 的排序规则是 ${collation}，要用 utf8mb4_bin，否则大小写不同的编号会混在一起。` +
          `在启动前执行：ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
      );
    }
    return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}
