import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { corp } from './callback-xml.ts';
import type { Finding } from './findings.ts';

const STARTED = '常客已启动';

/** The built product in a process of its own, which can be killed and started again. */
export interface Product {
  address: string;
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop and gives its exit code. */
  stop(): Promise<number | null>;
  /** Resident memory in MB; null where the system does not tell. */
  memory(): number | null;
  /** Lines of its log by level and code. */
  log: ReadonlyMap<string, number>;
  /** The errors that it logged, as they were written, and whatever it said besides its log. */
  errors: readonly string[];
}

/** Where a product works. */
export interface Place {
  /** Holds no `.env`. */
  folder: string;
  databaseUrl: string;
  apiBase: string;
  /** Flags of Node's own. */
  flags?: readonly string[];
}

/** A product of the soak's corp on a free port, not started yet. */
export async function createProduct({ folder, databaseUrl, apiBase, flags = [] }: Place): Promise<Product> {
  const port = await freePort();
  const program = ['--enable-source-maps', ...flags, resolve('dist/scripts/start.js')];
  const env = {
    TZ: 'America/New_York',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
    WECOM_CORP_ID: corp.id,
    WECOM_AGENT_ID: String(corp.agentId),
    WECOM_SECRET: corp.secret,
    WECOM_TOKEN: corp.token,
    WECOM_AES_KEY: corp.aesKey,
    WECOM_API_BASE: apiBase,
  };
  const log = new Map<string, number>();
  const errors: string[] = [];
  let child: ChildProcess | null = null;
  // It must not outlive whoever started it.
  process.once('exit', () => child?.kill('SIGKILL'));
  let ended: Promise<number | null> = Promise.resolve(null);

  async function start(): Promise<void> {
    const started = spawn(process.execPath, program, { cwd: folder, env });
    child = started;
    ended = new Promise((done) => started.once('close', (code) => done(code)));
    await new Promise<void>((begun, failed) => {
      for (const stream of [started.stdout, started.stderr])
        createInterface(stream).on('line', (line) => {
          if (line.includes(STARTED)) begun();
          else keepLine(line, log, errors);
        });
      void ended.then((code) => failed(new Error(`The product ended with ${code}:\n${errors.slice(-20).join('\n')}`)));
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child?.kill(signal);
    return ended;
  }

  return {
    address: `http://127.0.0.1:${port}`,
    start,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    memory: () => residentMegabytes(child?.pid),
    log,
    errors,
  };
}

/** Whether these products logged no error. */
export function judgeLog(products: readonly Product[]): Finding {
  const errors = products.flatMap((product) => product.errors);
  return { promise: 'no error in the log', looked: errors.length, broken: errors.map((line) => line.slice(0, 600)) };
}

/** What it prints besides its log and these is kept as an error. */
const USUAL = /^企业微信“接收消息”|^正在停止|^Debugger |^For help, see/;

function keepLine(line: string, log: Map<string, number>, errors: string[]): void {
  const entry = readEntry(line);
  if (!entry) {
    if (line && !USUAL.test(line)) errors.push(line);
    return;
  }
  const isError = entry.level >= 50;
  const key = `${isError ? 'error' : 'warn'} ${entry.msg}`;
  log.set(key, (log.get(key) ?? 0) + 1);
  if (isError) errors.push(line);
}

function readEntry(line: string): { level: number; msg: string } | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, msg } = JSON.parse(line) as { level?: unknown; msg?: unknown };
    return typeof level === 'number' && typeof msg === 'string' ? { level, msg } : null;
  } catch {
    return null;
  }
}

function residentMegabytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
