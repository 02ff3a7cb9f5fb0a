import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import { openDatabase, type Database } from '../../server/db/data-source.ts';
import { createRun, type Run } from '../../server/db/run.ts';
import { createTransact, type Transact } from '../../server/db/transaction.ts';
import { claimInstallation } from '../../server/installation.ts';
import { system } from '../../server/kernel/actor.ts';
import { addSeconds } from '../../server/kernel/dates.ts';
import { defineEvent } from '../../server/kernel/events.ts';
import type { Lanes } from '../../server/kernel/lanes.ts';
import {
  defineMessage,
  registerMessage,
  type Attempt,
  type DeliveryTools,
  type RegisteredMessage,
} from '../../server/kernel/messages.ts';
import { createDispatcher } from '../../server/outbox/dispatcher.ts';
import { enqueue } from '../../server/outbox/enqueue.ts';
import { readyDatabase } from './ready-database.ts';

const payload = z.object({ to: z.string(), text: z.string() });
type Payload = z.infer<typeof payload>;

const example: Payload = { to: 'zhouhang', text: '你好' };
const lane = ({ to }: Payload) => `chat:${to}`;

/** One delivery as it happened. */
export interface Delivery extends Payload {
  process: number;
  attempt: Attempt;
}

/** What a test does in place of WeCom; what it throws is the delivery's fault. */
export type Receive = (delivery: Delivery, tools: DeliveryTools) => Promise<void> | void;

/** The event of `kinds.asked`. */
export const answered = defineEvent<Payload>('test.answered');

/** An outbox with several processes on one database, a clock that stands still and kinds of messages of its own. */
export interface OutboxWorld {
  processes: Lanes[];
  database: Database;
  run: Run;
  /** What was delivered so far, in the order in which it ended. */
  delivered: Delivery[];
  /** Faults that were logged. */
  faults: unknown[];
  /** Resolves when so many deliveries have begun. */
  begun(count: number): Promise<void>;
  now(): Date;
  moveClock(seconds: number): void;
  receive(as: Receive): void;
  owe(kind: 'answer' | 'notice' | 'welcome' | 'asked', messages: readonly Payload[]): Promise<void>;
  /** So many waiting notices, each in a lane of its own. */
  flood(count: number): Promise<void>;
  rows(): Promise<OutboxMessage[]>;
  /** Delivers all that can be delivered now. */
  drain(): Promise<void>;
}

/** Builds an outbox for one test, with as many dispatchers as processes would have. */
export async function outboxWorld({ processes = 1 } = {}): Promise<OutboxWorld> {
  const fresh = await readyDatabase();
  const database = await openDatabase(fresh.url);
  // A SQLite file has one process; two dispatchers of it stand in for a restart.
  const databases = [database];
  while (databases.length < processes) {
    databases.push(database.kind === 'sqlite' ? database : await openDatabase(fresh.url));
  }
  let now = new Date('2026-11-21T02:00:00.000Z');
  let ids = 0;
  const clock = { now: () => now };
  const newId = () => `01TEST${String((ids += 1)).padStart(20, '0')}`;
  const delivered: Delivery[] = [];
  let receive: Receive = () => undefined;
  let begun = 0;

  const messagesOf = (process: number) => {
    const deliver = async (tools: DeliveryTools, message: Payload, attempt: Attempt): Promise<Payload> => {
      const delivery = { ...message, process, attempt };
      begun += 1;
      await receive(delivery, tools);
      delivered.push(delivery);
      return message;
    };
    const chat = { payload, example, lane, deliver, channel: 'chat' as const, whenUnknown: 'duplicate-check' as const };
    return {
      answer: defineMessage({ ...chat, code: 'test.answer', urgency: 'answer', paced: true }),
      notice: defineMessage({ ...chat, code: 'test.notice', lane: ({ text }) => `notice:${text}` }),
      welcome: defineMessage({
        ...{ payload, example, lane, deliver, code: 'test.welcome', urgency: 'now' },
        ...{ channel: 'customers', whenUnknown: 'again' },
      }),
      asked: defineMessage({
        ...{ payload, example, lane, deliver, code: 'test.asked', answered },
        ...{ channel: 'customers', whenUnknown: 'look-up' },
      }),
    };
  };
  const faults: unknown[] = [];
  const transacts = new Map([...new Set(databases)].map((on) => [on, createTransact(on)]));
  const transactOn = (on: Database): Transact => transacts.get(on) ?? createTransact(on);
  const runOn = (on: Database) =>
    createRun({
      ...{ transact: transactOn(on), clock, newId, enqueue, committed: () => undefined },
      reactions: [{ event: answered.code, react: (_ctx, message) => reactTo(payload.parse(message).text) }],
    });
  const run = runOn(database);
  const dispatchers = databases.map((on, process) =>
    createDispatcher({
      ...{ transact: transactOn(on), run: runOn(on), clock, newId },
      messages: new Map<string, RegisteredMessage>(
        Object.values(messagesOf(process)).map((kind) => [kind.code, registerMessage(kind)]),
      ),
      tools: {
        chat: {} as DeliveryTools['chat'],
        wecom: { get: () => Promise.resolve({}), post: () => Promise.resolve({}) },
      },
      log: { info: () => undefined, warn: () => undefined, error: (code, error) => faults.push({ code, error }) },
    }),
  );
  await run(system, (ctx) => claimInstallation(ctx, { corpId: 'wwtest', sandbox: true }));
  onTestFinished(async () => {
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    for (const on of new Set(databases)) await on.close();
    await fresh.drop();
  });

  return {
    ...{ processes: dispatchers, database, run, delivered, faults },
    async begun(count) {
      while (begun < count) await new Promise((resolve) => setImmediate(resolve));
    },
    now: () => now,
    moveClock: (seconds) => void (now = addSeconds(now, seconds)),
    receive: (as) => void (receive = as),
    async owe(kind, messages) {
      const definition = messagesOf(0)[kind];
      await run(system, async (ctx) => {
        for (const message of messages) await ctx.send(definition, message);
      });
    },
    async flood(count) {
      const row = { ...pendingRow, payload: { to: 'everybody', text: '通知' }, createdAt: now, dueAt: now };
      for (let made = 0; made < count; made += 500) {
        const rows = Array.from({ length: Math.min(500, count - made) }, (_, n) => ({
          ...row,
          ...{ id: newId(), lane: `notice:${made + n}` },
        }));
        await run(system, (ctx) => ctx.db.insert(OutboxMessage, rows));
      }
    },
    rows: () => database.reader.manager.find(OutboxMessage, { order: { id: 'ASC' } }),
    async drain() {
      for (const dispatcher of dispatchers) dispatcher.nudge();
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.drain()));
    },
  };
}

/** A reaction that cannot cope with this text. */
export const POISON = 'poison';

async function reactTo(text: string): Promise<void> {
  await Promise.resolve();
  if (text === POISON) throw new Error('a reaction that fails');
}

const pendingRow = {
  ...{ code: 'test.notice', channel: 'chat', urgency: 2, status: 'pending' as const, claim: null, attempts: 0 },
  ...{ uncertain: false, triedAt: null, digest: null, checkSeconds: 0 },
  ...{ expiresAt: null, leaseUntil: null, failure: null, sentAt: null },
};
