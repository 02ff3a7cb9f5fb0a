import { createConnection } from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase } from '../../../../server/db/data-source.ts';
import { migrations } from '../../../../server/db/migrations/index.ts';
import { freshDatabaseUrl, type FreshDatabase } from '../../../support/database.ts';
import { halfway } from '../../../support/halfway.ts';
import { runProgram } from '../../../support/program.ts';

const onSqlite = inject('database') === 'sqlite';
let fresh: FreshDatabase;

beforeEach(async () => {
  fresh = await freshDatabaseUrl();
});
afterEach(() => fresh.drop());

const rowsAfter = async (...all: (new () => MigrationInterface)[]): Promise<unknown> => {
  const database = await openDatabase(fresh.url, [...migrations, ...all]);
  return database.reader.query('SELECT id, note, more FROM halfway').finally(() => database.close());
};
const goesOn = () => Promise.resolve();

it('one that was killed in the middle is done at the next start, each statement once', async () => {
  const program = runProgram('test/support/halfway.ts', [fresh.url]);
  await program.says('in the middle');
  program.kill();
  expect((await program.ended).code).toBeNull();

  expect(await rowsAfter(halfway(goesOn))).toEqual([{ id: 1, note: 'first', more: null }]);
  expect(await rowsAfter(halfway(goesOn))).toHaveLength(1);
}, 120_000);

it('one that fails says where it stopped and what to do, and goes on from there when the cause is gone', async () => {
  const fails = halfway(() => Promise.reject(new Error('no room')));
  await expect(openDatabase(fresh.url, [...migrations, fails])).rejects.toMatchObject({
    kind: 'conflict',
    code: 'database.not-migrated',
    sentence: expect.stringMatching(/原有数据都在.*npm run restore/),
  });
  expect(await rowsAfter(halfway(goesOn))).toEqual([{ id: 1, note: 'first', more: null }]);
}, 60_000);

it.runIf(!onSqlite)(
  'one that stopped after a change of the schema and before the note of it goes on as well',
  async () => {
    const stops = halfway(() => Promise.reject(new Error('stop')));
    await expect(openDatabase(fresh.url, [...migrations, stops])).rejects.toThrow();
    // The server carried the third statement out; the process died before it could write that down.
    const connection = await createConnection({ uri: fresh.url });
    await connection.query('ALTER TABLE halfway ADD COLUMN more varchar(32) NULL');
    await connection.end();
    await expect(openDatabase(fresh.url)).rejects.toMatchObject({ code: 'database.newer' });
    expect(await rowsAfter(halfway(goesOn))).toEqual([{ id: 1, note: 'first', more: null }]);
  },
  60_000,
);

it('a table that is in the way for another reason is not taken for one’s own', async () => {
  const database = await openDatabase(fresh.url);
  await database.writer.query('CREATE TABLE halfway (id integer PRIMARY KEY)');
  await database.close();
  await expect(rowsAfter(halfway(goesOn))).rejects.toMatchObject({ code: 'database.not-migrated' });
}, 60_000);

it('a database that a newer version has changed is refused with what to do', async () => {
  class Tomorrow implements MigrationInterface {
    name = 'Tomorrow9000000000001';
    up = (_: QueryRunner) => Promise.resolve();
    down = (_: QueryRunner) => Promise.resolve();
  }
  await (await openDatabase(fresh.url, [...migrations, Tomorrow])).close();
  await expect(openDatabase(fresh.url)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'database.newer',
    sentence: expect.stringMatching(/Tomorrow9000000000001.*换回新版本/),
  });
}, 60_000);

it.runIf(!onSqlite)(
  'two processes that start at once migrate once',
  async () => {
    const both = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
    for (const database of both) {
      expect(await database.reader.query('SELECT name FROM migrations')).toHaveLength(migrations.length);
      await database.close();
    }
  },
  60_000,
);
