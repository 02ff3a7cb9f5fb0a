import type { RequestListener, Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp, type App } from './app.ts';
import type { Config, WecomConfig } from './config.ts';
import { openDatabase, type Database } from './db/data-source.ts';
import { readDiskOf } from './disk.ts';
import { createHeavyReads } from './http/heavy-reads.ts';
import { createLimitedServer } from './http/limited-server.ts';
import { claimInstallation } from './installation.ts';
import { system } from './kernel/actor.ts';
import type { Clock } from './kernel/clock.ts';
import { DomainError } from './kernel/errors.ts';
import { createNewId } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import { VERSION } from './kernel/version.ts';
import { createMetrics } from './operations/metrics.ts';

/** The running product. */
export interface Running {
  app: App;
  /** Where it listens. */
  address: string;
  /** Goes on serving for a while and says at `/readyz` that requests should go elsewhere. */
  drain(): Promise<void>;
  /** How long that takes, in milliseconds. */
  drainMs: number;
  /** Finishes what is in hand, then lets go of the port and the database. */
  stop(): Promise<void>;
}

/** What a process is started with. */
export interface ServeOptions {
  config: Config & { wecom: WecomConfig };
  /** The database holds demo data, not a company's own. */
  sandbox: boolean;
  clock: Clock;
  log: Log;
  /** Gives a request to somebody else, if it is not for the product. */
  route?: (product: RequestListener) => RequestListener;
  /** Called with the wired product before it begins to work. */
  prepared?: (app: App, database: Database) => Promise<void>;
}

/** Where the build puts the pages: beside the compiled server. */
const PAGES_DIR = fileURLToPath(new URL('../m', import.meta.url));

/** Opens the database, then the port, then loads the bot. */
export async function serve({ config, sandbox, clock, log, route, prepared }: ServeOptions): Promise<Running> {
  const database = await openDatabase(config.databaseUrl);
  const heavyReads = createHeavyReads({ address: database.address, log });
  const newId = createNewId(() => clock.now());
  const app = createApp({
    ...{ config, database, clock, log, pagesDir: PAGES_DIR, newId, heavyReads },
    metrics: createMetrics({ version: VERSION, ofProcess: true }),
    readDisk: readDiskOf(config.databaseUrl),
  });
  let server: Server | null = null;
  try {
    await app.run(system, (ctx) => claimInstallation(ctx, { corpId: config.wecom.corpId, sandbox }));
    const product = app.http.callback();
    server = await listen(route ? route(asListener(product)) : asListener(product), config);
    await prepared?.(app, database);
    await app.start();
  } catch (error) {
    if (server) await close(server);
    await app.stop();
    await heavyReads.stop();
    await database.close();
    throw error;
  }
  const open = server;
  log.info('server.started', { host: config.host, port: config.port, database: database.kind });
  return {
    app,
    address: `http://${config.host}:${config.port}`,
    drainMs: config.drainSeconds * 1000,
    async drain() {
      app.drain();
      await wait(config.drainSeconds * 1000);
    },
    async stop() {
      app.drain();
      const closed = close(open);
      await app.stop();
      await closed;
      await heavyReads.stop();
      await database.close();
      log.info('server.stopped');
    },
  };
}

const asListener =
  (handle: (...request: Parameters<RequestListener>) => Promise<void>): RequestListener =>
  (request, response) =>
    void handle(request, response);

function listen(listener: RequestListener, { host, port }: Pick<Config, 'host' | 'port'>): Promise<Server> {
  const server = createLimitedServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => resolve(server));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new DomainError(
      'conflict',
      'server.port-taken',
      `端口 ${port} 已被占用。停掉占用它的程序，或换一个：PORT=${port + 1} npm start`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new DomainError(
      'invalid',
      'server.no-listen',
      `不能在 ${host}:${port} 上监听（${error.code}）。检查 HOST 和 PORT。`,
      { cause: error },
    );
  }
  return error;
}

/** Answers what has been asked, takes no more. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // A connection that stays open (a page that listens for news) must not hold up the end.
    setTimeout(() => server.closeAllConnections(), 3000).unref();
  });
}
