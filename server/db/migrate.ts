import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import type { Database } from './data-source.ts';
import { faultOf, tellFault } from './faults.ts';

const JOURNAL = 'migration_steps';
const LOCK_WAIT_SECONDS = 120;

/**
 * What a database says to a statement that it has carried out before: table, column, index, constraint is there, or is gone.
 * Only forgiven to the one statement at which a migration stopped.
 */
const DONE_BEFORE: ReadonlySet<unknown> = new Set([1005, 1022, 1050, 1051, 1060, 1061, 1091, 1826]);

/**
 * Brings the tables up to date. A migration that stopped halfway is taken back by SQLite, and on MySQL, where each
 * statement counts by itself, goes on where it stopped. Refuses a database that a newer version has changed.
 */
export async function migrate({ kind, writer }: Pick<Database, 'kind' | 'writer'>): Promise<void> {
  if (kind === 'mysql') return migrateMysql(writer);
  await refuseNewer(writer, new MigrationExecutor(writer));
  await writer.runMigrations({ transaction: 'each' }).catch((error: unknown) => {
    throw notMigrated(error);
  });
}

/** Several processes on one MySQL start together; one migrates while the others wait, on one connection, so that the lock lasts as long as its last statement. */
async function migrateMysql(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner();
  const executor = new MigrationExecutor(writer, runner);
  try {
    await takeLock(runner);
    // Makes the table of those that ran.
    await executor.showMigrations();
    await runner.query(`CREATE TABLE IF NOT EXISTS ${JOURNAL} (name varchar(255) PRIMARY KEY, done integer NOT NULL)`);
    await forgetDone(runner);
    const begun = z.array(z.object({ name: z.string() })).parse(await runner.query(`SELECT name FROM ${JOURNAL}`));
    await refuseNewer(
      writer,
      executor,
      begun.map(({ name }) => name),
    );
    for (const migration of await executor.getPendingMigrations()) {
      const { instance, name } = migration;
      if (!instance) continue;
      await stepwise(runner, name, () => instance.up(runner)).catch((error: unknown) => {
        throw notMigrated(error, name);
      });
      await executor.insertMigration(migration);
    }
    await forgetDone(runner);
    await runner.query(`SELECT RELEASE_LOCK(CONCAT('changke-migrate-', DATABASE()))`);
  } finally {
    await runner.release();
  }
}

const forgetDone = (runner: QueryRunner): Promise<unknown> =>
  runner.query(`DELETE FROM ${JOURNAL} WHERE name IN (SELECT name FROM migrations)`);

async function takeLock(runner: QueryRunner): Promise<void> {
  const rows: unknown = await runner.query(
    `SELECT GET_LOCK(CONCAT('changke-migrate-', DATABASE()), ${LOCK_WAIT_SECONDS}) AS held`,
  );
  if (z.tuple([z.object({ held: z.coerce.number() })]).safeParse(rows).data?.[0].held === 1) return;
  throw new DomainError('conflict', 'database.migrating', '另一个常客进程正在升级数据库，等它完成后再启动。');
}

/**
 * Keeps with each statement how far a migration has come, and leaves out those that an earlier attempt has carried out.
 * Rows are written together with the note of it; a change of the schema cannot be, so the first one may find itself done.
 */
async function stepwise(runner: QueryRunner, name: string, up: () => Promise<void>): Promise<void> {
  const query = runner.query.bind(runner) as (
    sql: string,
    values?: unknown[],
    structured?: boolean,
  ) => Promise<unknown>;
  const begun = z
    .array(z.object({ done: z.number() }))
    .parse(await query(`SELECT done FROM ${JOURNAL} WHERE name = ?`, [name]));
  if (begun.length === 0) await query(`INSERT INTO ${JOURNAL} (name, done) VALUES (?, 0)`, [name]);
  const done = begun[0]?.done ?? 0;
  const note = (step: number) => query(`UPDATE ${JOURNAL} SET done = ? WHERE name = ?`, [step, name]);
  let step = 0;

  const journaled = async (sql: string, values?: unknown[], structured?: boolean): Promise<unknown> => {
    if (/^\s*(SELECT|SHOW)\b/i.test(sql)) return query(sql, values, structured);
    step += 1;
    if (step <= done) return undefined;
    const isSchema = /^\s*(CREATE|ALTER|DROP|RENAME)\b/i.test(sql);
    if (!isSchema) await query('START TRANSACTION');
    const result = await query(sql, values, structured).catch((error: unknown) => {
      const isRepeated =
        begun.length > 0 && isSchema && step === done + 1 && DONE_BEFORE.has((error as { errno?: unknown }).errno);
      if (!isRepeated) throw error;
    });
    await note(step);
    if (!isSchema) await query('COMMIT');
    return result;
  };

  Object.assign(runner, { query: journaled });
  try {
    await up();
  } finally {
    Object.assign(runner, { query });
  }
}

/** What a newer version has changed, this one would misread. */
async function refuseNewer(
  writer: DataSource,
  executor: MigrationExecutor,
  begun: readonly string[] = [],
): Promise<void> {
  const executed = (await executor.getExecutedMigrations()).map(({ name }) => name);
  const known = new Set(writer.migrations.map(({ name, constructor }) => name ?? constructor.name));
  const unknown = [...executed, ...begun].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DomainError(
    'conflict',
    'database.newer',
    `数据库已经被更新的版本升级过（${unknown.join('、')}），这个版本不能用它。` +
      '请换回新版本的常客，或恢复升级前的备份：npm run restore -- 备份文件',
  );
}

function notMigrated(cause: unknown, name = ''): DomainError {
  const fault = faultOf(cause);
  if (fault !== null) return tellFault(fault, cause);
  const { code, errno } = cause as { code?: unknown; errno?: unknown };
  const reason = [name, code, errno].filter((each) => typeof each === 'number' || Boolean(each)).join(' ');
  return new DomainError(
    'conflict',
    'database.not-migrated',
    `数据库升级没有完成${reason && `（${reason}）`}，原有数据都在。排除原因后再启动，会接着做完；` +
      '仍不行就恢复升级前的备份：npm run restore -- 备份文件',
    { cause },
  );
}
