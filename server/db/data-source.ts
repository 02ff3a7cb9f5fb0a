import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { z } from 'zod';
import { entities } from '../../entities/index.ts';
import { DomainError } from '../kernel/errors.ts';
import { migrations } from './migrations/index.ts';

/** An open database: on SQLite one connection that writes and one that only reads, on MySQL a pool for each. */
export interface Database {
  kind: 'sqlite' | 'mysql';
  writer: DataSource;
  reader: DataSource;
  close(): Promise<void>;
}

const shared = { entities, migrations, migrationsTableName: 'migrations', synchronize: false, logging: false } as const;

/** Opens `sqlite:PATH` or `mysql://user:password@host:port/name` and brings its tables up to date. */
export async function openDatabase(url: string): Promise<Database> {
  const database = url.startsWith('sqlite:') ? await openSqlite(url.slice('sqlite:'.length)) : await openMysql(url);
  await migrate(database);
  return database;
}

async function openSqlite(path: string): Promise<Database> {
  const file = resolve(path);
  mkdirSync(dirname(file), { recursive: true });
  const release = holdFile(file);
  const options = { ...shared, type: 'better-sqlite3', database: file } as const;
  const writer = await new DataSource({ ...options, prepareDatabase: durable }).initialize();
  const reader = await new DataSource({ ...options, prepareDatabase: readOnly }).initialize();
  return {
    kind: 'sqlite',
    writer,
    reader,
    async close() {
      await reader.destroy();
      await writer.destroy();
      release();
    },
  };
}

function durable(connection: Sqlite.Database): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
}

function readOnly(connection: Sqlite.Database): void {
  connection.pragma('query_only = ON');
}

/**
 * Keeps a second process off a SQLite file, since each would take the other's queue for its own.
 * The operating system frees the lock when the process ends, however it ends.
 */
function holdFile(file: string): () => void {
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new DomainError(
      'conflict',
      'database.held',
      `数据库文件 ${file} 正被另一个常客进程使用。先停掉那一个，或用 DATABASE_URL 换一个文件；要多进程请用 MySQL。`,
      { cause: error },
    );
  }
  return () => lock.close();
}

async function openMysql(url: string): Promise<Database> {
  const type = await inspectMysql(url);
  const options: DataSourceOptions = {
    ...shared,
    type,
    url,
    timezone: 'Z',
    charset: 'utf8mb4_bin',
    bigNumberStrings: false,
    supportBigNumbers: true,
  };
  const writer = await new DataSource({ ...options, poolSize: 10 }).initialize();
  // A pool of its own: reads never wait for a connection that a queue of transactions holds.
  const reader = await new DataSource({ ...options, poolSize: 5 }).initialize();
  return {
    kind: 'mysql',
    writer,
    reader,
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** TypeORM invents schema changes when it takes MariaDB for MySQL, so the server is asked what it is. */
async function inspectMysql(url: string): Promise<'mysql' | 'mariadb'> {
  const connection = await createConnection({ uri: url });
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

/** Several processes on one MySQL start together; one migrates while the others wait. */
async function migrate({ kind, writer }: Database): Promise<void> {
  if (kind === 'sqlite') {
    await writer.runMigrations({ transaction: 'each' });
    return;
  }
  const holder = writer.createQueryRunner();
  try {
    await holder.query(`SELECT GET_LOCK(CONCAT('changke-migrate-', DATABASE()), 120)`);
    await writer.runMigrations({ transaction: 'none' });
  } finally {
    await holder.query(`SELECT RELEASE_LOCK(CONCAT('changke-migrate-', DATABASE()))`);
    await holder.release();
  }
}
