import { readFile, writeFile } from 'node:fs/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject } from 'vitest';
import { openDatabase } from '../../server/db/data-source.ts';
import { freshDatabaseUrl, type FreshDatabase } from './database.ts';

// Migrating takes longer than most tests: a file is migrated once and copied, a schema is emptied and used again.
let migratedFile: Promise<Buffer> | null = null;
const emptySchemas: FreshDatabase[] = [];

/** A database of one test whose tables stand and are empty; what `drop` gives back may be another test's next. */
export const readyDatabase = (): Promise<FreshDatabase> =>
  inject('database') === 'sqlite' ? readyFile() : readySchema();

async function readyFile(): Promise<FreshDatabase> {
  migratedFile ??= migrateFile();
  const fresh = await freshDatabaseUrl('sqlite');
  await writeFile(pathOf(fresh), await migratedFile);
  return fresh;
}

async function migrateFile(): Promise<Buffer> {
  const fresh = await freshDatabaseUrl('sqlite');
  const database = await openDatabase(fresh.url);
  await database.close();
  const content = await readFile(pathOf(fresh));
  await fresh.drop();
  return content;
}

const pathOf = ({ url }: FreshDatabase): string => url.slice('sqlite:'.length);

async function readySchema(): Promise<FreshDatabase> {
  const schema = emptySchemas.pop() ?? (await freshDatabaseUrl('mysql'));
  return {
    url: schema.url,
    async drop() {
      await emptyTables(schema.url);
      emptySchemas.push(schema);
    },
  };
}

/** Deletes row by row: on tables as small as a test's that is far quicker than to truncate them. */
async function emptyTables(url: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    const [tables] = await connection.query<RowDataPacket[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migrations'",
    );
    const deletions = tables.map(({ name }) => `DELETE FROM \`${String(name)}\``);
    await connection.query(['SET FOREIGN_KEY_CHECKS = 0', 'BEGIN', ...deletions, 'COMMIT'].join('; '));
  } finally {
    await connection.end();
  }
}
