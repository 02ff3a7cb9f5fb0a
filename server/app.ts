import { LessThanOrEqual, MoreThan } from 'typeorm';
import type Koa from 'koa';
import { Callback } from '../entities/callback.ts';
import { OutboxMessage } from '../entities/outbox-message.ts';
import type { Bot } from '../bot/create-bot.ts';
import { createFeeder } from './callbacks/feed.ts';
import type { Config, WecomConfig } from './config.ts';
import type { Database } from './db/data-source.ts';
import { createRead, createRun, type Read, type Run } from './db/run.ts';
import { createTransact } from './db/transaction.ts';
import { createHttp } from './http/create-http.ts';
import { system } from './kernel/actor.ts';
import type { Clock } from './kernel/clock.ts';
import type { NewId } from './kernel/ids.ts';
import type { Lanes } from './kernel/lanes.ts';
import type { Log } from './kernel/log.ts';
import type { ChatPort } from './kernel/ports.ts';
import { createDispatcher } from './outbox/dispatcher.ts';
import { dueNow, pausesAt, takeBackLeases } from './outbox/claim.ts';
import { enqueue } from './outbox/enqueue.ts';
import { reactions } from './reactions.ts';
import { jobsAt } from './scheduler/jobs.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createWecomClient } from './wecom/client.ts';
import { createMenu } from './wecom/messages/create-menu.ts';
import { fetchDirectory } from './wecom/messages/fetch-directory.ts';
import { messages } from './wecom/messages/index.ts';

/** What the product is built on. */
export interface AppDeps {
  config: Pick<Config, 'admins' | 'domainVerification' | 'publicUrl'> & { wecom: WecomConfig };
  /** Where the built pages lie. */
  pagesDir: string;
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
}

/** The product, wired. */
export interface App {
  run: Run;
  read: Read;
  http: Koa;
  /** Loads the bot and begins to work off what is owed; callbacks are accepted before. */
  start(): Promise<void>;
  /** Looks for work by the clock that was given, for whoever moved it. */
  wake(): void;
  /** Resolves when nothing is left to do at the present instant. */
  settle(): Promise<void>;
  /** The next instant after now, up to `until`, at which something falls due. */
  nextDueAt(until: Date): Promise<Date | null>;
  /** Finishes what is in hand. */
  stop(): Promise<void>;
}

/** Wires the product by hand, once. */
export function createApp({ config, pagesDir, database, clock, newId, log }: AppDeps): App {
  const { wecom: keys, admins, domainVerification, publicUrl } = config;
  const transact = createTransact(database);
  const run = createRun({ transact, clock, newId, enqueue, reactions, committed: () => dispatcher.nudge() });
  const read = createRead(database, clock);
  const wecom = createWecomClient({ baseUrl: keys.apiBase, corpId: keys.corpId, secret: keys.secret, clock });

  let bot: Bot | null = null;
  const chat: ChatPort = {
    receive: (message) => started().receive(message),
    sendText: (...message) => started().sendText(...message),
    sendCard: (...message) => started().sendCard(...message),
    sendNotice: (...message) => started().sendNotice(...message),
  };
  const dispatcher: Lanes = whenStarted(
    createDispatcher({ transact, run, clock, messages, tools: { wecom, chat }, log }),
  );
  const feeder: Lanes = whenStarted(createFeeder({ read, run, chat, log }));
  const scheduler = createScheduler({
    run,
    read,
    jobs: jobsAt(publicUrl),
    wake: nudge,
    nightly: refreshDirectory,
    log,
  });
  const http = createHttp({
    callbacks: {
      keys: { token: keys.token, aesKey: keys.aesKey, receiveId: keys.corpId },
      ...{ transact, clock, newId },
      stored: () => feeder.nudge(),
    },
    login: { wecom, corpId: keys.corpId, agentId: keys.agentId, oauthBase: keys.oauthBase },
    ...{ run, read, admins, publicUrl, pagesDir, notReady, domainVerification, log },
  });

  function started(): Bot {
    if (!bot) throw new Error('the bot has not started yet');
    return bot;
  }

  /** Nothing is fed or delivered before the bot is there; it stays in the database until then. */
  function whenStarted(lanes: Lanes): Lanes {
    return { ...lanes, nudge: () => bot && lanes.nudge() };
  }

  function nudge(): void {
    feeder.nudge();
    dispatcher.nudge();
  }

  async function notReady(): Promise<string | null> {
    if (!bot) return '正在启动';
    return read(system, async ({ db, now }) => {
      const pauses = await pausesAt(db, now);
      return pauses.length > 0 ? `企业微信接口暂停：${pauses.map(({ reason }) => reason).join('；')}` : null;
    });
  }

  function refreshDirectory(): Promise<void> {
    return run(system, (ctx) => ctx.send(fetchDirectory, {}));
  }

  async function start(): Promise<void> {
    // Wechaty takes a second and 130 MB to load, so the port is open before it.
    const { createBot, menu } = await import('../bot/index.ts');
    // The only process on this database begins, so nobody else holds a lease.
    if (database.kind === 'sqlite') await transact(takeBackLeases);
    bot = await createBot({ run, read, wecom, agentId: keys.agentId, appName: '常客', admins, publicUrl, log });
    await run(system, async (ctx) => {
      await ctx.send(fetchDirectory, {});
      await ctx.send(createMenu, { agentId: keys.agentId, menu });
    });
    nudge();
    await scheduler.tick();
    scheduler.start();
  }

  async function settle(): Promise<void> {
    await scheduler.tick();
    do {
      await feeder.drain();
      await dispatcher.drain();
    } while (await anythingDue());
  }

  function anythingDue(): Promise<boolean> {
    return read(system, async ({ db, now }) => {
      const callbacks = await db.existsBy(Callback, { status: 'received', dueAt: LessThanOrEqual(now) });
      return callbacks || db.existsBy(OutboxMessage, await dueNow(db, now, messages));
    });
  }

  function nextDueAt(until: Date): Promise<Date | null> {
    return read(system, async (ctx) => {
      const owed = await ctx.db.findOne(OutboxMessage, {
        where: { status: 'pending', dueAt: MoreThan(ctx.now) },
        order: { dueAt: 'ASC' },
      });
      const callback = await ctx.db.findOne(Callback, {
        where: { status: 'received', dueAt: MoreThan(ctx.now) },
        order: { dueAt: 'ASC' },
      });
      const planned = await Promise.all(jobsAt(publicUrl).map((job) => job.next(ctx)));
      const times = [owed?.dueAt, callback?.dueAt, ...planned].filter((time) => time instanceof Date);
      const next = new Date(Math.min(...times.map((time) => time.getTime())));
      return times.length > 0 && next <= until ? next : null;
    });
  }

  async function stop(): Promise<void> {
    await scheduler.stop();
    await feeder.stop();
    await dispatcher.stop();
    await bot?.stop();
  }

  return {
    run,
    read,
    http,
    start,
    wake() {
      nudge();
      void scheduler.tick();
    },
    settle,
    nextDueAt,
    stop,
  };
}
