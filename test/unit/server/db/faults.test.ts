import { expect, it } from 'vitest';
import { QueryFailedError } from 'typeorm';
import { faultOf, tellFault } from '../../../../server/db/faults.ts';

const driverError = (facts: { code?: string; errno?: number; message?: string }) =>
  Object.assign(new Error(facts.message ?? 'no'), facts);

it.each([
  [{ errno: 1213 }, 'race'],
  [{ errno: 1205 }, 'race'],
  [{ code: 'SQLITE_BUSY' }, 'race'],
  [{ code: 'PROTOCOL_CONNECTION_LOST' }, 'gone'],
  [{ code: 'ECONNREFUSED' }, 'gone'],
  [{ errno: 1927, code: 'ER_CONNECTION_KILLED' }, 'gone'],
  [{ message: "Can't add new command when connection is in closed state" }, 'gone'],
  [{ errno: 1021, code: 'ER_DISK_FULL' }, 'full'],
  [{ errno: 1114, code: 'ER_RECORD_FILE_FULL' }, 'full'],
  [{ code: 'SQLITE_FULL' }, 'full'],
  [{ errno: 1290, code: 'ER_OPTION_PREVENTS_STATEMENT' }, 'read-only'],
  [{ code: 'SQLITE_READONLY_DBMOVED' }, 'read-only'],
  [{ code: 'SQLITE_IOERR_WRITE' }, 'broken'],
  [{ code: 'SQLITE_CORRUPT' }, 'broken'],
  [{ code: 'SQLITE_NOTADB' }, 'broken'],
  [{ errno: 1062, code: 'ER_DUP_ENTRY' }, null],
  [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }, null],
  [{ message: 'a bug' }, null],
])('%o is %s, also as TypeORM hands it on', (facts, fault) => {
  expect(faultOf(driverError(facts))).toBe(fault);
  expect(faultOf(new QueryFailedError('SELECT 1', [], driverError(facts)))).toBe(fault);
});

it.each(['race', 'gone', 'full', 'read-only', 'broken'] as const)('%s is told in Chinese with what to do', (fault) => {
  expect(tellFault(fault, null)).toMatchObject({ kind: 'unavailable', sentence: expect.stringMatching(/请.*[。件]$/) });
});
