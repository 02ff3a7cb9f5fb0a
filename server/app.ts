import { LessThanOrEqual, MoreThan } from 'typeorm';
import type Koa from 'koa';
import { Callback } from '../entities/callback.ts';
import type { Bot } from '../bot/create-bot.ts';
import { createFeeder } from './callbacks/feed.ts';
import { createInbox } from './callbacks/inbox.ts';
import { createReceiver } from './callbacks/receive.ts';
import type { Config, WecomConfig } from './config.ts';
import type { Database } from './db/data-source.ts';
import { createRead, createRun, type Read, type Run } from './db/run.ts';
import { createTransact } from './db/transaction.ts';
import { createTrouble } from './db/trouble.ts';
import { createHttp, type Readiness } from './http/create-http.ts';
import type { HeavyReads } from './http/heavy-reads.ts';
import { system } from './kernel/actor.ts';
import type { Clock } from './kernel/clock.ts';
import { addSeconds } from './kernel/dates.ts';
import type { NewId } from './kernel/ids.ts';
import type { Lanes } from './kernel/lanes.ts';
import type { Log } from './kernel/log.ts';
import type { ChatPort } from './kernel/ports.ts';
import { VERSION } from './kernel/version.ts';
import { readLevels, single } from './operations/levels.ts';
import { createMetrics, type Metrics } from './operations/metrics.ts';
import { refreshDirectory, takeOnce } from './operations/once.ts';
import type { ReadDisk } from './operations/troubles.ts';
import { createDispatcher } from './outbox/dispatcher.ts';
import { takeBackLeases } from './outbox/claim.ts';
import { anythingDue, nextDueAt as nextOwedAt, pausesAt } from './outbox/due.ts';
import { enqueue } from './outbox/enqueue.ts';
import { retentionOf } from './outbox/retention.ts';
import { reactions } from './reactions.ts';
import { jobsAt, operationJobs } from './scheduler/jobs.ts';
import { createJobRecords } from './scheduler/job-records.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createWecomClient } from './wecom/client.ts';
import { createMenu } from './wecom/messages/create-menu.ts';
import { messages } from './wecom/messages/index.ts';

/** What the product is built on. */
export interface AppDeps {
  config: Pick<Config, 'admins' | 'domainVerification' | 'metricsToken' | 'publicUrl'> &
    Partial<Pick<Config, 'trustedProxies'>> & { wecom: WecomConfig };
  /** Where the built pages lie. */
  pagesDir: string;
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Threads for what reads much; without them it is read here. */
  heavyReads?: HeavyReads;
  /** Counts and times; figures of the process itself are its maker's to add. */
  metrics?: Metrics;
  /** The room on the disk of the database; by default nobody looks. */
  readDisk?: ReadDisk;
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
  /** From now on `/readyz` says that requests should go elsewhere. */
  drain(): void;
  /** Finishes what is in hand. */
  stop(): Promise<void>;
}

/** Processes that start within so many seconds of each other belong together. */
const TOGETHER_SECONDS = 60;

const nowhere: ReadDisk = () => Promise.resolve(null);

/** Wires the product by hand, once. */
export function createApp(deps: AppDeps): App {
  const { config, pagesDir, database, clock, newId, log, heavyReads } = deps;
  const { metrics = createMetrics({ version: VERSION, ofProcess: false }), readDisk = nowhere } = deps;
  const { wecom: keys, admins, domainVerification, metricsToken, publicUrl, trustedProxies } = config;
  const trouble = createTrouble(log);
  const transact = createTransact(database, { log, trouble, meter: metrics });
  const run = createRun({ transact, clock, newId, enqueue, reactions, committed: () => dispatcher.nudge() });
  const read = createRead(database, clock, trouble);
  const wecom = createWecomClient({ baseUrl: keys.apiBase, corpId: keys.corpId, secret: keys.secret, clock });

  const capabilityJobs = [...jobsAt(publicUrl), retentionOf(messages)];
  const jobs = [...capabilityJobs, ...operationJobs({ admins, readDisk }, capabilityJobs)];

  let bot: Bot | null = null;
  let draining = false;
  const chat: ChatPort = {
    receive: (message) => started().receive(message),
    sendText: (...message) => started().sendText(...message),
    sendCard: (...message) => started().sendCard(...message),
    sendNotice: (...message) => started().sendNotice(...message),
  };
  const dispatcher: Lanes = whenStarted(
    createDispatcher({ transact, run, clock, newId, messages, tools: { wecom, chat }, log, meter: metrics }),
  );
  const feeder = createFeeder({ read, run, chat, ready: () => bot !== null, clock, log, meter: metrics });
  const scheduler = createScheduler({
    ...{ run, read, jobs, log, meter: metrics },
    wake: nudge,
    keep: createJobRecords({ run, clock }),
  });
  const http = createHttp({
    callbacks: createReceiver({
      keys: { token: keys.token, aesKey: keys.aesKey, receiveId: keys.corpId, old: keys.old },
      inbox: createInbox(transact),
      ...{ clock, newId, log, meter: metrics },
      stored: (row, callback) => feeder.arrived(row, callback),
    }),
    trustedProxies,
    clock,
    heavy: heavyReads && ((question) => heavyReads.answer({ ...question, now: clock.now() })),
    login: { wecom, corpId: keys.corpId, agentId: keys.agentId, oauthBase: keys.oauthBase },
    ...{ run, read, admins, publicUrl, pagesDir, readiness, domainVerification, log },
    metrics: { token: metricsToken, read: readMetrics },
    meter: metrics,
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

  /** A channel that is paused is no reason to send requests elsewhere: another process fares no better, and callbacks are kept. */
  async function readiness(): Promise<Readiness> {
    if (draining) return { ready: false, reason: '正在停止' };
    const amiss = trouble.sentence();
    if (amiss !== null) return { ready: false, reason: amiss };
    if (!bot) return { ready: false, reason: '正在启动' };
    return read(system, async ({ db, now }) => {
      const pauses = await pausesAt(db, now);
      const reason = pauses.length > 0 ? `企业微信接口暂停：${pauses.map((each) => each.reason).join('；')}` : null;
      return { ready: true, reason };
    });
  }

  /** Where the database does not answer, the process's own figures still do. */
  async function readMetrics(): Promise<{ contentType: string; text: string }> {
    const levels = await read(system, readLevels).catch(() => null);
    const up = single('database_up', '1 while the database answers.', levels ? 1 : 0);
    return { contentType: metrics.contentType, text: await metrics.text([...(levels ?? []), up]) };
  }

  async function start(): Promise<void> {
    // Wechaty takes a second and 130 MB to load, so the port is open before it.
    const { createBot, menu } = await import('../bot/index.ts');
    // The only process on this database begins, so nobody else holds a lease.
    if (database.kind === 'sqlite') await transact(takeBackLeases);
    bot = await createBot({ run, read, wecom, agentId: keys.agentId, appName: '常客', admins, publicUrl, log });
    await run(system, async (ctx) => {
      // Of several processes that start together, one does it.
      const since = database.kind === 'sqlite' ? ctx.now : addSeconds(ctx.now, -TOGETHER_SECONDS);
      await refreshDirectory(ctx, since);
      if (await takeOnce(ctx, 'once:menu', since)) await ctx.send(createMenu, { agentId: keys.agentId, menu });
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
    } while (await leftToDo());
  }

  function leftToDo(): Promise<boolean> {
    return read(system, async ({ db, now }) => {
      const callbacks = await db.existsBy(Callback, { status: 'received', dueAt: LessThanOrEqual(now) });
      return callbacks || anythingDue(db, { now, messages });
    });
  }

  function nextDueAt(until: Date): Promise<Date | null> {
    return read(system, async (ctx) => {
      const owedAt = await nextOwedAt(ctx.db, ctx.now);
      const callback = await ctx.db.findOne(Callback, {
        where: { status: 'received', dueAt: MoreThan(ctx.now) },
        order: { dueAt: 'ASC' },
      });
      const planned = await Promise.all(jobs.map((job) => job.next(ctx)));
      const times = [owedAt, callback?.dueAt, ...planned].filter((time) => time instanceof Date);
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
    drain() {
      draining = true;
    },
    stop,
  };
}
