import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { whenInterrupted } from './children.mjs';
import { Failure } from './failure.mjs';

/** Where distributions put the server, which is not always in a user's PATH. */
const FOLDERS = [
  '/usr/sbin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/usr/local/mysql/bin',
];
const STARTS_WITHIN_MS = 60_000;

/**
 * A MySQL or MariaDB for the tests as `{ url, from, stop }`, or null where the machine has none: the one named by
 * TEST_MYSQL_URL (`none` for none), the one on this machine that lets root in without a password, or one of our own.
 */
export async function findMysql(env) {
  const { TEST_MYSQL_URL: given, TEST_MYSQL_PORT: port = '3306' } = env;
  if (given === 'none') return null;
  if (given) {
    const refusal = await refusalOf(given);
    if (refusal !== null) throw new Failure(`TEST_MYSQL_URL is set, but its server does not let us in: ${refusal}`);
    return { url: given, from: 'TEST_MYSQL_URL', stop: async () => {} };
  }
  const local = `mysql://root@127.0.0.1:${port}`;
  if ((await refusalOf(local)) === null) return { url: local, from: `127.0.0.1:${port}`, stop: async () => {} };
  const program = find(['mariadbd', 'mysqld'], env.PATH);
  return program === null ? null : startOurOwn(program, env.PATH);
}

/** Why a server does not let us in, or null when it does. */
async function refusalOf(uri) {
  try {
    const connection = await createConnection({ uri, connectTimeout: 3000 });
    await connection.query('SELECT 1');
    await connection.end();
    return null;
  } catch (error) {
    return error.message || error.code;
  }
}

function find(names, path = '') {
  const folders = [...path.split(delimiter), ...FOLDERS];
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((each) => existsSync(each)) ?? null;
}

async function startOurOwn(program, path) {
  const folder = mkdtempSync(join(tmpdir(), 'changke-mysql-'));
  const files = [`--datadir=${join(folder, 'data')}`, '--user=' + userName()];
  const forget = () => rmSync(folder, { recursive: true, force: true });
  let stop = async () => forget();
  const dismiss = whenInterrupted(() => stop());
  try {
    initialize(program, files, path);
    const port = await freePort();
    const server = spawn(program, ['--no-defaults', ...files, ...settings(folder, port)], {
      // A group of its own: Ctrl-C is for the tests, the server is stopped after them.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
    const ended = once(server, 'close');
    stop = async () => {
      server.kill('SIGTERM');
      await ended;
      forget();
      dismiss();
    };
    const url = `mysql://root@127.0.0.1:${port}`;
    await answers(url, server, () => log);
    return { url, from: `${program}, started for this run`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Fresh system tables with a root who needs no password; MariaDB and MySQL do it in two ways. */
function initialize(program, files, path) {
  const installer = /MariaDB/i.test(output(program, ['--version']))
    ? find(['mariadb-install-db', 'mysql_install_db'], path)
    : null;
  if (installer === null) output(program, ['--no-defaults', ...files, '--initialize-insecure']);
  else output(installer, ['--no-defaults', ...files, '--auth-root-authentication-method=normal', '--skip-test-db']);
}

function output(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Failure(`${program} did not work:\n${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}

/** Its own port and socket; nothing here has to survive a power cut. */
const settings = (folder, port) => [
  `--port=${port}`,
  `--socket=${join(folder, 'sql.sock')}`,
  `--pid-file=${join(folder, 'sql.pid')}`,
  '--bind-address=127.0.0.1',
  '--innodb-flush-log-at-trx-commit=0',
  '--character-set-server=utf8mb4',
];

async function answers(url, server, log) {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while ((await refusalOf(url)) !== null) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Failure(`The database for the tests did not start:\n${log()}`);
    await wait(200);
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

const userName = () => output('id', ['-un']).trim();
