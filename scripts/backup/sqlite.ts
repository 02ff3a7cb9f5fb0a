import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../server/db/data-source.ts';
import { holdFile } from '../../server/db/hold-file.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { onDisk, timeMark, writeWhole } from './backup-file.ts';
import { mendRestored, type Mended } from './mend-restored.ts';

/** What lies beside a SQLite file and belongs to it. */
const PARTS = ['', '-wal', '-shm'] as const;

/** Copies a database as it stands at one instant, also while the product runs on it, and checks the copy. */
export async function backupSqlite(source: string, target: string): Promise<void> {
  if (!existsSync(source))
    throw new DomainError('not_found', 'backup.no-database', `没有数据库文件 ${source}。检查 DATABASE_URL。`);
  await writeWhole(target, (temporary) => {
    const database = new Sqlite(source, { fileMustExist: true });
    try {
      // One statement reads one state; writers go on beside it, and unlike a copy by pages it never begins anew because of them.
      database.prepare('VACUUM INTO ?').run(temporary);
    } finally {
      database.close();
    }
    checkFile(temporary);
    return Promise.resolve();
  });
}

/** Puts a backup in the place of a database that nobody uses; what was there before keeps its content under the name that is returned. */
export async function restoreSqlite(
  backup: string,
  target: string,
  { force, now }: { force: boolean; now: Date },
): Promise<{ mended: Mended; former: string | null }> {
  const release = holdFile(target);
  const draft = `${target}.restoring`;
  try {
    const former = existsSync(target) ? `${target}.before-${timeMark(now)}` : null;
    if (former !== null && !force) throw inTheWay(target);
    checkFile(backup);
    removeParts(draft);
    copyFileSync(backup, draft);
    const database = await openDatabase(`sqlite:${draft}`);
    const mended = await mendRestored(database, now).finally(() => database.close());
    checkFile(draft);
    onDisk(draft);
    if (former !== null) for (const part of PARTS) move(`${target}${part}`, `${former}${part}`);
    move(draft, target);
    return { mended, former };
  } finally {
    removeParts(draft);
    rmSync(`${draft}.lock`, { force: true });
    release();
  }
}

function move(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function removeParts(file: string): void {
  for (const part of PARTS) rmSync(`${file}${part}`, { force: true });
}

/** Refuses a file that SQLite finds fault with, or that the product did not write. */
function checkFile(file: string): void {
  if (!existsSync(file)) throw new DomainError('not_found', 'backup.absent', `没有这个备份文件：${file}`);
  const database = new Sqlite(file, { readonly: true });
  try {
    const faults = database.pragma('integrity_check(1)', { simple: true }) !== 'ok';
    const orphans = (database.pragma('foreign_key_check') as unknown[]).length > 0;
    if (faults || orphans) throw broken(file);
    const ours = database.prepare(`SELECT 1 FROM sqlite_master WHERE name IN ('installation', 'migrations')`).all();
    if (ours.length !== 2) throw notOurs(file);
  } catch (error) {
    throw error instanceof DomainError ? error : broken(file, error);
  } finally {
    database.close();
  }
}

const broken = (file: string, cause?: unknown): DomainError =>
  new DomainError('invalid', 'backup.broken', `${file} 不是完好的数据库文件，没有用它。请换一个备份。`, { cause });

const notOurs = (file: string): DomainError =>
  new DomainError('invalid', 'backup.not-ours', `${file} 不是常客的备份。`);

const inTheWay = (target: string): DomainError =>
  new DomainError(
    'conflict',
    'backup.in-the-way',
    `${target} 已经有数据。确定要换成备份就加上 --force，原来的会改名留着。`,
  );
