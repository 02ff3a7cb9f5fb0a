import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
// Wechaty takes seconds to load, which belongs to no single test.
import '../../bot/index.ts';
import { createApp, type App } from '../../server/app.ts';
import { openDatabase, type Database } from '../../server/db/data-source.ts';
import type { HeavyReads } from '../../server/http/heavy-reads.ts';
import { claimInstallation } from '../../server/installation.ts';
import { system, type Actor } from '../../server/kernel/actor.ts';
import type { Log } from '../../server/kernel/log.ts';
import { loadActor } from '../../server/members/load-actor.ts';
import type { ChatItem } from '../../scripts/sandbox/api.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../scripts/sandbox/sandbox.ts';
import type { SandboxCompany } from '../../scripts/sandbox/company.ts';
import { builders, type Builders } from './builders.ts';
import type { FreshDatabase } from './database.ts';
import { readyDatabase } from './ready-database.ts';
import { testCompany } from './company.ts';

/** Saturday 2026-11-21 10:00 in Shanghai: the moment at which tests begin. */
export const START = new Date('2026-11-21T02:00:00.000Z');

/** What a reader of `/metrics` from elsewhere shows. */
export const METRICS_TOKEN = 'metrics-token-of-the-tests';

/** By what the product and the sandbox know each other. */
export const KEYS = {
  corpId: 'wwtestcorp',
  agentId: 1000002,
  secret: 'test-secret-of-the-app',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** The product on a database of its own, talking over HTTP to a sandbox whose clock stands still until it is moved. */
export interface TestApp {
  app: App;
  sandbox: Sandbox;
  database: Database;
  /** Faults that were logged. */
  faults: unknown[];
  /** Where both listen. */
  address: string;
  /** The app's own keys at WeCom. */
  keys: typeof KEYS;
  build: Builders;
  run: App['run'];
  read: App['read'];
  /** The member of a userid, with what he may see. */
  actor(userId: string): Promise<Actor>;
  /** Says a line to the bot as a member and gives what the bot answered, one text per message; cards as their texts. */
  say(userId: string, text: string): Promise<string[]>;
  /** Presses the button of that caption on the member's newest card that has it. */
  press(userId: string, caption: string): Promise<string[]>;
  chat(userId: string): Promise<ChatItem[]>;
  /** A call of the sandbox's control interface. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Moves the clock forward, through all that falls due. */
  moveClock(by: { hours?: number; days?: number; to?: string }): Promise<void>;
  /** Resolves when callbacks are delivered and nothing is left to do. */
  settle(): Promise<void>;
}

/** Options of `testApp`. */
export interface TestAppOptions {
  company?: SandboxCompany;
  admins?: string[];
  /** Keeps the bot from starting, for tests of what is durable before it. */
  unstarted?: boolean;
  /** Where people reach the pages. */
  publicUrl?: string;
  /** Where built pages lie. */
  pagesDir?: string;
  /** A database that has content already. */
  on?: FreshDatabase;
  /** Threads for what reads much. */
  heavyReads?: (database: Database, log: Log) => HeavyReads;
  /** Token and EncodingAESKey from before, still accepted. */
  oldKeys?: { token: string; aesKey: string };
  /** Proxies that are believed. */
  trustedProxies?: string[];
  /** Content of the trusted-domain file. */
  domainVerification?: string;
  /** How long WeCom waits, where that is tried. */
  timing?: SandboxOptions['timing'];
}

/** Starts the product for one test and stops it afterwards. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const fresh = options.on ?? (await readyDatabase());
  const database = await openDatabase(fresh.url);
  const faults: unknown[] = [];
  const log = logInto(faults);
  const heavyReads = options.heavyReads?.(database, log);
  const { server, address, listener } = await listen();
  // Beyond those that whoever filled it has used.
  let ids = options.on ? 1_000_000 : 0;
  const sandbox: Sandbox = createSandbox({
    company: options.company ?? testCompany,
    callback: { url: `${address}/wecom/callback`, token: KEYS.token, aesKey: KEYS.aesKey },
    credentials: KEYS,
    clock: { start: START, running: false },
    nextStop: (until) => app.nextDueAt(until),
    settle: () => app.settle(),
    ...(options.timing && { timing: options.timing }),
  });
  const app: App = createApp({
    config: {
      wecom: { ...KEYS, old: options.oldKeys ?? null, apiBase: address, oauthBase: '' },
      trustedProxies: options.trustedProxies ?? [],
      admins: new Set(options.admins ?? []),
      domainVerification: options.domainVerification ?? null,
      metricsToken: METRICS_TOKEN,
      publicUrl: options.publicUrl ?? null,
    },
    pagesDir: options.pagesDir ?? '/nowhere',
    database,
    clock: sandbox.clock,
    newId: () => `01TEST${String((ids += 1)).padStart(20, '0')}`,
    log,
    ...(heavyReads && { heavyReads }),
  });
  const product = app.http.callback();
  listener.handle = (request, response) =>
    void (/^\/(wecom|healthz|readyz|metrics|WW_verify|api|m)(\/|\?|$|_)/.test(request.url ?? '')
      ? product(request, response)
      : sandbox.handle(request, response));
  await app.run(system, (ctx) => claimInstallation(ctx, { corpId: KEYS.corpId, sandbox: true }));
  if (!options.unstarted) {
    await app.start();
    await app.settle();
  }

  onTestFinished(async () => {
    await sandbox.close();
    await app.stop();
    await heavyReads?.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await database.close();
    await fresh.drop();
  });

  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${address}/_sandbox${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  const settle = async (): Promise<void> => {
    await sandbox.idle();
    await app.settle();
  };
  const chat = (userId: string) => control<ChatItem[]>('GET', `/members/${userId}/chat`);
  const answersTo = async (userId: string, act: () => Promise<unknown>): Promise<string[]> => {
    const before = new Set((await chat(userId)).map(({ id }) => id));
    await act();
    await settle();
    return (await chat(userId)).filter(({ id, from }) => from === 'app' && !before.has(id)).map(textOf);
  };

  return {
    ...{ app, sandbox, database, faults, address, keys: KEYS, control, settle, chat },
    run: app.run,
    read: app.read,
    build: builders(app),
    async actor(userId) {
      const actor = await app.read(system, (ctx) => loadActor(ctx, userId, new Set(options.admins ?? [])));
      if (!actor) throw new Error(`no member ${userId}`);
      return actor;
    },
    say: (userId, text) => answersTo(userId, () => control('POST', `/members/${userId}/messages`, { text })),
    press: (userId, caption) =>
      answersTo(userId, async () => {
        for (const item of (await chat(userId)).reverse()) {
          const button = item.kind === 'card' ? item.card.buttons.find(({ text }) => text === caption) : undefined;
          if (button) return control('POST', `/members/${userId}/press`, { id: item.id, key: button.key });
        }
        throw new Error(`no card with a button ${caption}`);
      }),
    moveClock: async (by) => {
      await control('POST', '/clock', by);
    },
    settle,
  };
}

/** What a member reads of a chat item, line by line; buttons in brackets. */
export function textOf(item: ChatItem): string {
  if (item.kind === 'text' || item.kind === 'markdown') return item.text;
  if (item.kind === 'textcard') return `${item.title}\n${item.description}`;
  if (item.kind === 'mass') return `企业群发\n${item.mass.text}\n[确认发送]`;
  const { title, titleDescription, subTitle, quote, rows, buttons } = item.card;
  return [
    title,
    titleDescription,
    ...(quote ? [`${quote.title}：${quote.text}`] : []),
    ...rows.map(({ name, value }) => `${name}：${value}`),
    subTitle,
    ...buttons.map(({ text }) => `[${text}]`),
  ]
    .filter(Boolean)
    .join('\n');
}

function logInto(faults: unknown[]): Log {
  return { info: () => undefined, warn: () => undefined, error: (code, error) => faults.push({ code, error }) };
}

/** A server whose handler is set once there is something to handle. */
async function listen(): Promise<{ server: Server; address: string; listener: { handle: RequestListener } }> {
  const listener: { handle: RequestListener } = { handle: (_, response) => response.end() };
  const server = createServer((request, response) => listener.handle(request, response));
  // A test that is busy for a while finds its connection as it left it.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, listener, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
