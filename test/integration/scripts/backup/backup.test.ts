import { copyFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { Customer } from '../../../../entities/customer.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { Session } from '../../../../entities/session.ts';
import { backupName, removeOld } from '../../../../scripts/backup/backup-file.ts';
import { backupMysql, restoreMysql } from '../../../../scripts/backup/mysql.ts';
import { backupSqlite, restoreSqlite } from '../../../../scripts/backup/sqlite.ts';
import { openDatabase } from '../../../../server/db/data-source.ts';
import { addSeconds } from '../../../../server/kernel/dates.ts';
import { postCallback, textXml } from '../../../support/callbacks.ts';
import { freshDatabaseUrl, type FreshDatabase } from '../../../support/database.ts';
import { runProgram } from '../../../support/program.ts';
import { START, testApp } from '../../../support/test-app.ts';

const onSqlite = inject('database') === 'sqlite';
const now = START;

let folder: string;
let file: string;
let empty: FreshDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changke-test-'));
  file = join(folder, backupName(now, onSqlite ? 'sqlite' : 'sql.gz'));
  empty = await freshDatabaseUrl();
});
afterEach(async () => {
  await empty.drop();
  await rm(folder, { recursive: true, force: true });
});

const pathOf = (url: string): string => url.slice('sqlite:'.length);
const backup = (url: string): Promise<void> => (onSqlite ? backupSqlite(pathOf(url), file) : backupMysql(url, file));
const restore = (url: string, how: { force?: boolean } = {}) => {
  const options = { force: false, now, ...how };
  return onSqlite ? restoreSqlite(file, pathOf(url), options) : restoreMysql(file, url, options);
};
const urlOf = (app: Awaited<ReturnType<typeof testApp>>): string => {
  const { address } = app.database;
  return address.type === 'better-sqlite3' ? `sqlite:${address.file}` : address.url;
};

it('holds all that WeCom was told had arrived before it began, while callbacks keep coming, and the product works on it', async () => {
  const app = await testApp();
  const say = (n: number) =>
    postCallback(app, textXml({ from: 'zhouhang', content: `新客户 客户${n}号`, msgId: String(n) }));
  const before = 15;
  for (let n = 0; n < before; n += 1) expect(await say(n)).toBe(200);

  // SQLite's copy is one statement, so only a process of its own runs beside the product; the dump program is one anyway.
  const program = onSqlite
    ? runProgram('scripts/backup.ts', [file], { DATABASE_URL: urlOf(app) }).ended
    : backup(urlOf(app)).then(() => ({ code: 0, said: '已备份' }));
  let ended = false;
  void program.finally(() => (ended = true));
  let said = before;
  for (; !ended && said < 400; said += 1) expect(await say(said)).toBe(200);
  expect(await program).toMatchObject({ code: 0, said: expect.stringContaining('已备份') as string });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toHaveLength(1);
  await app.settle();
  expect(await app.database.reader.manager.count(Callback)).toBe(said);

  await restore(empty.url);
  const again = await testApp({ on: empty });
  const db = again.database.reader.manager;
  const kept = await db.count(Callback);
  expect(kept).toBeGreaterThanOrEqual(before);
  expect(kept).toBeLessThanOrEqual(said);
  const names = (await db.find(Customer)).map(({ name }) => name).filter((name) => name.endsWith('号'));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(kept);
  expect(again.faults).toEqual([]);
}, 120_000);

it('what may have been sent since is not sent again unguarded, and nobody is logged in', async () => {
  const app = await testApp({ unstarted: true });
  await app.database.writer.manager.clear(OutboxMessage);
  const owed = (id: string, dueAt: Date, status: OutboxMessage['status'] = 'pending') => ({
    ...{ id, code: 'chat.text', payload: { userId: 'zhouhang', text: id }, lane: 'zhouhang', urgency: 1, status },
    ...{ attempts: 0, uncertain: false, dueAt, expiresAt: null, leaseUntil: null, failure: null },
    ...{ createdAt: now, sentAt: null },
  });
  await app.database.writer.manager.insert(OutboxMessage, [
    owed('old', addSeconds(now, -7200)),
    owed('fresh', addSeconds(now, -60)),
    owed('in-hand', addSeconds(now, -30), 'sending'),
    owed('later', addSeconds(now, 3600)),
    owed('gone', addSeconds(now, -60), 'sent'),
  ]);
  await app.database.writer.manager.insert(Session, {
    ...{ id: 'a'.repeat(64), memberId: null, externalUserId: 'wm', createdAt: now, lastSeenAt: now },
    ...{ expiresAt: addSeconds(now, 86_400), revokedAt: null },
  });
  await backup(urlOf(app));
  const { mended, former } = await restore(empty.url);
  expect(mended).toEqual({ corpId: 'wwtestcorp', uncertain: 2, setAside: 1, campaigns: 0 });
  expect(former).toBeNull();

  const database = await openDatabase(empty.url);
  const rows = await database.reader.manager.find(OutboxMessage);
  const states = Object.fromEntries(rows.map(({ id, status, uncertain }) => [id, `${status}${uncertain ? '?' : ''}`]));
  const sessions = await database.reader.manager.count(Session);
  await database.close();
  expect(states).toEqual({ old: 'dead?', fresh: 'pending?', 'in-hand': 'pending?', later: 'pending', gone: 'sent' });
  expect(sessions).toBe(0);
});

it('goes in the place of data only when told to, and keeps them', async () => {
  const app = await testApp();
  await app.say('zhouhang', '新客户 顾明远');
  await backup(urlOf(app));
  await restore(empty.url);
  await expect(restore(empty.url)).rejects.toMatchObject({
    code: 'backup.in-the-way',
    sentence: expect.stringContaining('--force'),
  });

  const { former } = await restore(empty.url, { force: true });
  expect(former).not.toBeNull();
  if (onSqlite) expect((await stat(former ?? '')).size).toBeGreaterThan(0);
  else {
    const connection = await createConnection({ uri: empty.url });
    const [[row]] = await connection.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM \`${former}\`.customers`);
    await connection.query(`DROP DATABASE \`${former}\``);
    await connection.end();
    expect(row?.['n']).toBeGreaterThan(0);
  }
  const again = await testApp({ on: empty });
  const names = (await again.database.reader.manager.find(Customer)).map(({ name }) => name);
  expect(names).toContain('顾明远');
}, 120_000);

it('is refused while somebody works with the database, and leaves it as it is', async () => {
  const app = await testApp();
  await backup(urlOf(app));
  await expect(restore(urlOf(app), { force: true })).rejects.toMatchObject({
    code: onSqlite ? 'database.held' : 'backup.in-use',
  });
  expect((await app.say('zhouhang', '帮助'))[0]).toContain('跟进');
});

it('refuses what is cut off, what is something else, and what a newer version wrote', async () => {
  const app = await testApp({ unstarted: true });
  await app.database.writer.query(
    `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Tomorrow9999999999999')`,
  );
  await backup(urlOf(app));
  await expect(restore(empty.url)).rejects.toMatchObject({
    code: 'database.newer',
    sentence: expect.stringContaining('Tomorrow'),
  });
  await app.database.writer.query(`DELETE FROM migrations WHERE timestamp = 9999999999999`);

  const whole = join(folder, 'whole');
  await backup(urlOf(app));
  await copyFile(file, whole);
  await truncate(file, Math.floor((await stat(whole)).size / 2));
  await expect(restore(empty.url)).rejects.toMatchObject({ kind: 'invalid' });
  await writeFile(file, 'a letter to a friend');
  await expect(restore(empty.url)).rejects.toMatchObject({ kind: 'invalid' });
  await copyFile(whole, file);
  await expect(restore(empty.url)).resolves.toMatchObject({ former: null });
});

it('keeps as many of its own as it was told, and touches nothing else', async () => {
  const at = (seconds: number) => backupName(addSeconds(now, seconds), 'sqlite');
  for (const name of [at(0), at(60), at(120), 'letters.sqlite']) await writeFile(join(folder, name), '');
  expect(removeOld(folder, 2)).toEqual([at(0)]);
  expect((await readdir(folder)).sort()).toEqual([at(60), at(120), 'letters.sqlite'].sort());
});
