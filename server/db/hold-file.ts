import Sqlite from 'better-sqlite3';
import { DomainError } from '../kernel/errors.ts';
import { faultOf, tellFault } from './faults.ts';

/**
 * Keeps a second process off a SQLite file, since each would take the other's queue for its own. Gives the way to let go of it.
 * The operating system frees the lock when the process ends, however it ends.
 */
export function holdFile(file: string): () => void {
  let lock: Sqlite.Database | null = null;
  try {
    lock = new Sqlite(`${file}.lock`, { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    const fault = faultOf(error);
    if (fault === 'race') throw heldBy(file, error);
    throw fault === null ? error : tellFault(fault, error);
  }
}

const heldBy = (file: string, cause: unknown): DomainError =>
  new DomainError(
    'conflict',
    'database.held',
    `数据库文件 ${file} 正被另一个常客进程使用。先停掉那一个，或用 DATABASE_URL 换一个文件；要多进程请用 MySQL。`,
    { cause },
  );
