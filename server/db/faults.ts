import { DomainError } from '../kernel/errors.ts';

/**
 * What is wrong with a database, as against with what it was asked: `race` another transaction was in the way and this one
 * was taken back; `gone` the connection is; `full`, `read-only` it takes nothing in; `broken` its disk or its file is.
 */
export type Fault = 'race' | 'gone' | 'full' | 'read-only' | 'broken';

/** Errnos of MySQL and MariaDB. */
const ERRNOS: Readonly<Record<number, Fault>> = {
  1205: 'race',
  1213: 'race',
  1021: 'full',
  1114: 'full',
  1290: 'read-only',
  1792: 'read-only',
  1836: 'read-only',
  1034: 'broken',
  1194: 'broken',
  1040: 'gone',
  1053: 'gone',
  1152: 'gone',
  1158: 'gone',
  1159: 'gone',
  1160: 'gone',
  1161: 'gone',
  1184: 'gone',
  1927: 'gone',
  4031: 'gone',
};

/** Codes of SQLite, of the network and of the MySQL driver, from their beginning. */
const CODES: readonly (readonly [string, Fault])[] = [
  ['SQLITE_BUSY', 'race'],
  ['SQLITE_LOCKED', 'race'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_IOERR', 'broken'],
  ['SQLITE_CORRUPT', 'broken'],
  ['SQLITE_NOTADB', 'broken'],
  ['PROTOCOL_', 'gone'],
  ['ECONN', 'gone'],
  ['EPIPE', 'gone'],
  ['ETIMEDOUT', 'gone'],
  ['EHOSTUNREACH', 'gone'],
  ['ENOTFOUND', 'gone'],
  ['EAI_AGAIN', 'gone'],
];

/** The driver's words where it gives no code. */
const CLOSED = /connection (is )?in closed state|connection lost|pool is closed/i;

/** What is wrong with the database by an error of its driver; null where the error is not the database's. */
export function faultOf(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const { errno, code, message } = error as Error & { errno?: unknown; code?: unknown };
  const known = typeof errno === 'number' ? ERRNOS[errno] : undefined;
  if (known) return known;
  const text = typeof code === 'string' ? code : '';
  return CODES.find(([beginning]) => text.startsWith(beginning))?.[1] ?? (CLOSED.test(message) ? 'gone' : null);
}

const SENTENCES: Readonly<Record<Fault, string>> = {
  race: '系统正忙，这次没有存下。请稍后再试。',
  gone: '数据库暂时连不上。请稍后再试，连上后会自己恢复。',
  full: '磁盘满了，存不进新的内容。请管理员清出空间，之后会自己恢复。',
  'read-only': '数据库现在只能读，存不进新的内容。请管理员检查文件权限或数据库的只读设置，之后会自己恢复。',
  broken: '数据库文件读写出错。请管理员检查磁盘；文件坏了就用备份恢复：npm run restore -- 备份文件',
};

/** How a fault is told: `unavailable`, so that WeCom tries again and a page says what to do. */
export const tellFault = (fault: Fault, cause: unknown): DomainError =>
  new DomainError('unavailable', `database.${fault}`, SENTENCES[fault], { cause });

/** The connection broke off during the COMMIT, so that nobody can say whether it was kept; what may be done twice, may be tried again. */
export const outcomeUnknown = (cause: unknown): DomainError =>
  new DomainError(
    'unavailable',
    'database.outcome-unknown',
    '数据库正好在存的时候断开，不知道存上没有。请先看一眼，没有再重来。',
    { cause },
  );
