import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { openDatabase } from '../../server/db/data-source.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { timeMark, writeWhole } from './backup-file.ts';
import { mendRestored, type Mended } from './mend-restored.ts';

const DUMPERS = ['mariadb-dump', 'mysqldump'] as const;
const CLIENTS = ['mariadb', 'mysql'] as const;
/** The last line of a dump that is whole. */
const END_MARK = '-- Dump completed';

/** Dumps a schema as it stands at one instant, also while the product runs on it; refused where no dump program is installed. */
export async function backupMysql(url: string, target: string): Promise<void> {
  const program = find(DUMPERS);
  const foreign = program === 'mysqldump' && !isMariadb(program) ? ['--set-gtid-purged=OFF'] : [];
  await withCredentials(url, (credentials) =>
    writeWhole(target, async (temporary) => {
      const child = spawn(program, [
        ...[credentials, '--single-transaction', '--quick', '--skip-lock-tables', '--no-tablespaces', '--hex-blob'],
        ...['--default-character-set=utf8mb4', ...foreign, schemaOf(url)],
      ]);
      const ended = endOf(child, program);
      const end = watchEnd();
      await pipeline(child.stdout, end.through, createGzip(), createWriteStream(temporary, { flags: 'r+' }));
      await ended;
      if (!end.isWhole()) throw incomplete();
    }),
  );
}

/**
 * Puts a dump in the place of a schema that nobody uses: loaded and checked in a schema beside it, then both change places in
 * one statement. The former tables keep their content in the schema that is returned.
 */
export async function restoreMysql(
  backup: string,
  url: string,
  { force, now }: { force: boolean; now: Date },
): Promise<{ mended: Mended; former: string | null }> {
  await checkDump(backup);
  const schema = schemaOf(url);
  const draft = `${schema}_restoring`;
  const connection = await createConnection({ uri: url });
  try {
    await refuseUsed(connection, schema);
    const present = await tablesOf(connection, schema);
    if (present.length > 0 && !force) throw inTheWay(schema);
    const former = present.length > 0 ? `${schema}_before_${timeMark(now).replace('-', '_')}` : null;
    await connection.query(`DROP DATABASE IF EXISTS \`${draft}\``);
    await connection.query(`CREATE DATABASE \`${draft}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await load(backup, url, draft);
    const loaded = new URL(url);
    loaded.pathname = `/${draft}`;
    if (!(await tablesOf(connection, draft)).includes('installation')) throw notOurs(backup);
    const database = await openDatabase(loaded.href);
    const mended = await mendRestored(database, now).finally(() => database.close());
    await refuseOrphans(connection, draft);

    await refuseUsed(connection, schema);
    if (former !== null)
      await connection.query(`CREATE DATABASE \`${former}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const moves = [
      ...present.map((table) => `\`${schema}\`.\`${table}\` TO \`${former}\`.\`${table}\``),
      ...(await tablesOf(connection, draft)).map((table) => `\`${draft}\`.\`${table}\` TO \`${schema}\`.\`${table}\``),
    ];
    await connection.query(`RENAME TABLE ${moves.join(', ')}`);
    return { mended, former };
  } finally {
    await connection.query(`DROP DATABASE IF EXISTS \`${draft}\``).catch(() => undefined);
    await connection.end();
  }
}

/** Looks through the whole file before anything is touched. */
async function checkDump(backup: string): Promise<void> {
  const end = watchEnd();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(createReadStream(backup), createGunzip(), end.through, nowhere).catch((error: unknown) => {
    throw incomplete(error);
  });
  if (!end.isWhole()) throw incomplete();
}

async function load(backup: string, url: string, schema: string): Promise<void> {
  const program = find(CLIENTS);
  await withCredentials(url, async (credentials) => {
    const child = spawn(program, [credentials, '--default-character-set=utf8mb4', schema]);
    const ended = endOf(child, program);
    // The program's own end says why where it takes no more.
    await pipeline(createReadStream(backup), createGunzip(), child.stdin).catch(() => undefined);
    await ended;
  });
}

const schemaOf = (url: string): string => new URL(url).pathname.slice(1);

async function tablesOf(connection: Connection, schema: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [schema],
  );
  return rows.map(({ name }) => String(name));
}

async function refuseUsed(connection: Connection, schema: string): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()',
    [schema],
  );
  if (rows.length === 0) return;
  throw new DomainError('conflict', 'backup.in-use', `还有 ${rows.length} 个连接在用 ${schema}。先停掉所有常客进程。`);
}

/** A dump is loaded with the checks off. */
async function refuseOrphans(connection: Connection, schema: string): Promise<void> {
  const [keys] = await connection.query<RowDataPacket[]>(
    `SELECT table_name AS child, column_name AS ref, referenced_table_name AS parent, referenced_column_name AS id
     FROM information_schema.key_column_usage WHERE table_schema = ? AND referenced_table_name IS NOT NULL`,
    [schema],
  );
  for (const { child, ref, parent, id } of keys) {
    const [orphans] = await connection.query<RowDataPacket[]>(
      `SELECT 1 FROM \`${schema}\`.\`${child}\` c LEFT JOIN \`${schema}\`.\`${parent}\` p ON p.\`${id}\` = c.\`${ref}\`
       WHERE c.\`${ref}\` IS NOT NULL AND p.\`${id}\` IS NULL LIMIT 1`,
    );
    if (orphans.length > 0) throw incomplete();
  }
}

/** The first of these programs that this machine has. */
function find(programs: readonly string[]): string {
  const found = programs.find((program) => spawnSync(program, ['--version']).status === 0);
  if (found !== undefined) return found;
  throw new DomainError(
    'unavailable',
    'backup.no-program',
    `这台机器上没有 ${programs.join(' 或 ')}。装上 MySQL 或 MariaDB 的客户端工具后再试。`,
  );
}

const isMariadb = (program: string): boolean => /mariadb/i.test(String(spawnSync(program, ['--version']).stdout));

/** Passwords on a command line are everybody's to read, so they stand in a file of the owner's for as long as the program runs. */
async function withCredentials(url: string, work: (argument: string) => Promise<void>): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const quoted = (text: string): string => `"${decodeURIComponent(text).replace(/["\\]/g, '\\$&')}"`;
  const folder = mkdtempSync(join(tmpdir(), 'changke-'));
  try {
    const file = join(folder, 'client.cnf');
    const lines = [`host=${quoted(hostname)}`, `port=${port || '3306'}`, 'protocol=tcp', `user=${quoted(username)}`];
    writeFileSync(file, `${['[client]', ...lines, `password=${quoted(password)}`].join('\n')}\n`, { mode: 0o600 });
    await work(`--defaults-extra-file=${file}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when a program has ended well; of what it says only the number is told, for the rest may quote rows. */
function endOf(child: ReturnType<typeof spawn>, program: string): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 2000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const number = /\b(?:error:? (\d{4})|(\d{4}) \()/i.exec(said);
      const why = number ? `错误 ${number[1] ?? number[2]}` : `退出码 ${code}`;
      if (code === 0) resolve();
      else reject(new DomainError('unavailable', 'backup.program-failed', `${program} 没有做完（${why}）。`));
    });
  });
}

/** Lets text through and keeps its end. */
function watchEnd(): { through: Transform; isWhole: () => boolean } {
  let end = '';
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      end = (end + chunk.subarray(-200).toString('latin1')).slice(-200);
      done(null, chunk);
    },
  });
  return { through, isWhole: () => end.includes(END_MARK) };
}

const incomplete = (cause?: unknown): DomainError =>
  new DomainError('invalid', 'backup.broken', '备份不完整，没有用它。请换一个，或再备份一次。', { cause });

const notOurs = (file: string): DomainError =>
  new DomainError('invalid', 'backup.not-ours', `${file} 不是常客的备份。`);

const inTheWay = (schema: string): DomainError =>
  new DomainError(
    'conflict',
    'backup.in-the-way',
    `库 ${schema} 里已经有数据。确定要换成备份就加上 --force，原来的表会移到另一个库里留着。`,
  );
