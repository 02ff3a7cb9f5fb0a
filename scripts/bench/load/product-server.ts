import { In, LessThanOrEqual } from 'typeorm';
import { Callback } from '../../../entities/callback.ts';
import { OutboxMessage } from '../../../entities/outbox-message.ts';
import { createApp, type App } from '../../../server/app.ts';
import { readConfig, type Config, type WecomConfig } from '../../../server/config.ts';
import { openDatabase, type Database } from '../../../server/db/data-source.ts';
import { system } from '../../../server/kernel/actor.ts';
import { createNewId } from '../../../server/kernel/ids.ts';
import { systemClock } from '../../../server/kernel/clock.ts';
import { createLog } from '../../../server/log.ts';
import { serve } from '../../../server/serve.ts';
import { chatText } from '../../../server/wecom/messages/chat-text.ts';
import { listen } from './listen.ts';
import { hireStaff, userId } from './staff.ts';
import { KEYS } from './traffic.ts';

/** Members among whom owed messages are spread: 10,000 are within what WeCom delivers in a minute. */
const RECEIVERS = 400;

/** What is in the tables of the way from a callback to its answer. */
export interface Tally {
  done: number;
  setAside: number;
  sent: number;
  dead: number;
}

/** A running side of the product. */
export interface ProductServer {
  port: number;
  /** Whether nothing is left to do. */
  idle(): Promise<boolean>;
  tally(): Promise<Tally>;
  /** Owes so many messages, which are due, to 400 members in turn. */
  owe(messages: number): Promise<void>;
}

/** How the product runs: `inbox` stores callbacks and gives them no effect, `whole` is the product. */
export interface ProductOptions {
  mode: 'inbox' | 'whole';
  databaseUrl: string;
  wecomPort: number;
  port: number;
  members: number;
}

/** Starts the product as `npm start` does, in a company of so many members. */
export async function productServer(options: ProductOptions): Promise<ProductServer> {
  const { mode, databaseUrl, wecomPort, port, members } = options;
  const config = benchConfig(wecomPort, { DATABASE_URL: databaseUrl, PORT: String(port) });
  const log = createLog('info');
  if (mode === 'inbox') {
    const database = await openDatabase(databaseUrl);
    const newId = createNewId(() => systemClock.now());
    // Without its bot nothing is fed, so what was stored stays as it is.
    const app = createApp({ config, pagesDir: '/nowhere', database, clock: systemClock, newId, log });
    const handle = app.http.callback();
    const server = await listen((request, response) => void handle(request, response));
    return {
      port: server.port,
      ...looks(database),
      owe: (messages) => owe(app, messages),
    };
  }
  let found: Database | null = null;
  const { app } = await serve({
    config,
    ...{ sandbox: false, clock: systemClock, log },
    async prepared(_app, database) {
      found = database;
      await database.writer.transaction((db) => hireStaff(db, members, systemClock.now()));
    },
  });
  if (!found) throw new Error('the product started without a database');
  return { port, ...looks(found), owe: (messages) => owe(app, messages) };
}

/** The settings of the bench's company, whose WeCom is on this port. */
export function benchConfig(wecomPort: number, more: Record<string, string> = {}): Config & { wecom: WecomConfig } {
  const { wecom, ...config } = readConfig({
    ...{ WECOM_CORP_ID: KEYS.corpId, WECOM_AGENT_ID: String(KEYS.agentId), WECOM_SECRET: KEYS.secret },
    ...{ WECOM_TOKEN: KEYS.token, WECOM_AES_KEY: KEYS.aesKey, WECOM_API_BASE: `http://127.0.0.1:${wecomPort}` },
    ...{ HOST: '127.0.0.1', ...more },
  });
  if (!wecom) throw new Error('the bench has its own WeCom');
  return { ...config, wecom };
}

let owed = 0;

/** All in one transaction, so that delivery begins when the last one is there. */
function owe({ run }: App, messages: number): Promise<void> {
  return run(system, async (ctx) => {
    for (let n = 0; n < messages; n += 1) {
      await ctx.send(chatText, { userId: userId(owed + (n % RECEIVERS)), text: `第 ${n} 条` });
    }
    // WeCom delivers 30 a minute to one member, so the next ones go to others.
    owed += RECEIVERS;
  });
}

const looks = ({ reader: { manager: db } }: Database): Pick<ProductServer, 'idle' | 'tally'> => ({
  async idle() {
    // What is put off, such as a reminder of next week, is not owed now.
    const soon = new Date(systemClock.now().getTime() + 60_000);
    if (await db.existsBy(Callback, { status: 'received' })) return false;
    return !(await db.existsBy(OutboxMessage, { status: In(['pending', 'sending']), dueAt: LessThanOrEqual(soon) }));
  },
  async tally() {
    const [done, setAside] = [
      await db.countBy(Callback, { status: 'done' }),
      await db.countBy(Callback, { status: 'dead' }),
    ];
    const [sent, dead] = [
      await db.countBy(OutboxMessage, { status: 'sent' }),
      await db.countBy(OutboxMessage, { status: 'dead' }),
    ];
    return { done, setAside, sent, dead };
  },
});
