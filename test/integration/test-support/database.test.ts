import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { expect, inject, it } from 'vitest';
import { freshDatabaseUrl } from '../../support/database.ts';

const kind = inject('database');

if (kind === 'sqlite') {
  it('gives an empty file of its own and takes it away', async () => {
    const [mine, other] = [await freshDatabaseUrl(), await freshDatabaseUrl()];
    const file = mine.url.slice('sqlite:'.length);
    const database = new Database(file);
    database.exec('CREATE TABLE probe (id TEXT)');
    database.close();

    expect(other.url).not.toBe(mine.url);
    await Promise.all([mine.drop(), other.drop()]);
    expect(existsSync(file)).toBe(false);
  });
} else {
  it('gives an empty utf8mb4_bin schema of its own and takes it away', async () => {
    const [mine, other] = [await freshDatabaseUrl(), await freshDatabaseUrl()];
    const connection = await createConnection({ uri: mine.url });
    await connection.query('CREATE TABLE probe (name varchar(10))');
    await connection.query("INSERT INTO probe VALUES ('ä')");
    const [[found]] = await connection.query<RowDataPacket[]>("SELECT count(*) AS n FROM probe WHERE name = 'a'");
    await connection.end();

    expect(found?.n).toBe(0);
    expect(other.url).not.toBe(mine.url);
    await Promise.all([mine.drop(), other.drop()]);
    await expect(createConnection({ uri: mine.url })).rejects.toThrow('Unknown database');
  });
}
