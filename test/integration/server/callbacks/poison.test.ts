import { expect, inject, it, onTestFinished } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { createFeeder, type Feeder } from '../../../../server/callbacks/feed.ts';
import { createInbox } from '../../../../server/callbacks/inbox.ts';
import { createReceiver, type Receiver } from '../../../../server/callbacks/receive.ts';
import { settleCallback } from '../../../../server/callbacks/settle.ts';
import { openDatabase } from '../../../../server/db/data-source.ts';
import { createRead, createRun, type Run } from '../../../../server/db/run.ts';
import { createTransact } from '../../../../server/db/transaction.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { ChatInbound, ChatPort } from '../../../../server/kernel/ports.ts';
import { enqueue } from '../../../../server/outbox/enqueue.ts';
import { textXml } from '../../../support/callbacks.ts';
import { readyDatabase } from '../../../support/ready-database.ts';
import { START } from '../../../support/test-app.ts';
import { published, seal, signed } from '../../../support/wecom-cipher.ts';

type Treat = (run: Run, line: ChatInbound) => Promise<void>;

/** A process that receives and feeds callbacks on a database, with a bot that does as it is told. */
interface Process {
  receiver: Receiver;
  feeder: Feeder;
}

/** A database and the processes on it, one after the other or side by side. */
async function stage() {
  const fresh = await readyDatabase();
  const main = await openDatabase(fresh.url);
  const clock = { at: START.getTime(), now: () => new Date(clock.at) };
  let ids = 0;
  const newId = () => `01TEST${String((ids += 1)).padStart(20, '0')}`;
  onTestFinished(async () => {
    await main.close();
    await fresh.drop();
  });
  const transact = createTransact(main);

  const begin = (treat: Treat, on = { database: main, transact }): Process => {
    const run = createRun({ transact: on.transact, clock, newId, enqueue, reactions: [], committed: () => undefined });
    const feeder = createFeeder({
      ...{ run, read: createRead(on.database, clock), ready: () => true, clock },
      chat: { receive: (line) => treat(run, line) } as ChatPort,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const receiver = createReceiver({
      keys: { ...published, receiveId: 'wwtestcorp' },
      inbox: createInbox(on.transact),
      ...{ clock, newId },
      stored: (row, callback) => feeder.arrived(row, callback),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return { feeder, receiver };
  };

  return {
    ...{ begin, transact },
    /** Another process beside the first, with connections of its own; only on MySQL. */
    async beginBeside(treat: Treat): Promise<Process> {
      const database = await openDatabase(fresh.url);
      onTestFinished(() => database.close());
      return begin(treat, { database, transact: createTransact(database) });
    },
    wait: (seconds: number) => (clock.at += seconds * 1000),
    inbox: () => main.reader.manager.find(Callback, { order: { id: 'ASC' } }),
    outbox: () => main.reader.manager.find(OutboxMessage),
  };
}

let messages = 7_500_000_000_000_000_000n;

async function write({ receiver }: Process, from: string, content: string, at = 1_795_222_800): Promise<void> {
  const xml = textXml({ from, content, msgId: String((messages += 1n)), at });
  const encrypted = seal(published.aesKey, xml, 'wwtestcorp');
  await receiver.receive(
    signed(published.token, encrypted),
    `<xml><ToUserName>wwtestcorp</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`,
  );
}

/** Settles a line as the bot does, and writes down that it was its turn. */
const done =
  (order: string[]): Treat =>
  (run, line) =>
    run(system, async (ctx) => {
      await settleCallback(ctx, line.callbackId);
      order.push(line.text);
    });

it('a line that fails each time holds up its member twice, others never, and is then set aside', async () => {
  const { begin, wait, inbox, outbox } = await stage();
  const order: string[] = [];
  const tries: string[] = [];
  const process = begin(async (run, line) => {
    if (line.text !== 'poison') return done(order)(run, line);
    tries.push(line.text);
    throw Object.assign(new TypeError(`the text was ${line.text}`), { code: 'E_POISON' });
  });

  await write(process, 'zhouhang', 'poison');
  await write(process, 'zhouhang', 'after', 1_795_222_801);
  await write(process, 'xujing', 'other');
  await process.feeder.drain();
  expect([order, tries.length]).toEqual([['other'], 1]);

  wait(1);
  await process.feeder.drain();
  expect([order, tries.length]).toEqual([['other', 'after'], 2]);

  for (const seconds of [5, 30, 300, 300]) {
    wait(seconds);
    await process.feeder.drain();
  }
  expect(tries).toHaveLength(5);
  const rows = await inbox();
  expect(rows.map(({ status }) => status).sort()).toEqual(['dead', 'done', 'done']);
  expect(rows.find(({ status }) => status === 'dead')).toMatchObject({ attempts: 5, failure: 'TypeError E_POISON' });
  expect(await outbox()).toMatchObject([{ code: 'chat.text', payload: { userId: 'zhouhang' } }]);
});

it('a line that ends the process each time is set aside after five more tries, and takes nobody with it', async () => {
  const { begin, wait, inbox } = await stage();
  const order: string[] = [];
  const lost: Promise<void> = new Promise(() => undefined);
  /** A process that dies at the poison: nothing it has begun ever ends. */
  const live = async (writes: (process: Process) => Promise<void>): Promise<boolean> => {
    let died = false;
    let dies = (): void => undefined;
    const death = new Promise<void>((resolve) => (dies = resolve));
    const process = begin((run, line) => {
      if (died) return lost;
      if (line.text !== 'poison') return done(order)(run, line);
      died = true;
      dies();
      return lost;
    });
    await writes(process);
    await Promise.race([process.feeder.drain(), death]);
    return died;
  };

  const deaths = [
    await live(async (process) => {
      await write(process, 'zhouhang', 'poison');
      await write(process, 'xujing', 'innocent');
      await write(process, 'linqiao', 'innocent too');
    }),
  ];
  for (let restarts = 0; restarts < 8; restarts += 1) {
    wait(600);
    deaths.push(await live(() => Promise.resolve()));
  }

  expect(deaths).toEqual([true, true, true, true, true, true, false, false, false]);
  const rows = await inbox();
  expect(rows.map(({ status }) => status)).toEqual(['dead', 'done', 'done']);
  expect(rows[0]).toMatchObject({ attempts: 5, failure: 'the process ended during the last try' });
  expect(order.sort()).toEqual(['innocent', 'innocent too']);
});

it('a line that was set aside is tried again when somebody asks for it', async () => {
  const { begin, wait, inbox, transact } = await stage();
  const order: string[] = [];
  let mended = false;
  const process = begin((run, line) => (mended ? done(order)(run, line) : Promise.reject(new Error('not yet'))));
  await write(process, 'zhouhang', 'line');
  for (const seconds of [0, 1, 5, 30, 300]) {
    wait(seconds);
    await process.feeder.drain();
  }
  expect(await inbox()).toMatchObject([{ status: 'dead' }]);

  mended = true;
  await transact((db) => db.update(Callback, { status: 'dead' }, { status: 'received', attempts: 0 }));
  await process.feeder.drain();
  expect([order, (await inbox())[0]?.status]).toEqual([['line'], 'done']);
});

it.runIf(inject('database') === 'mysql')(
  'processes side by side keep the order of each source, whoever received what, and do each once',
  async () => {
    const { begin, beginBeside, inbox, wait } = await stage();
    const order: string[] = [];
    const processes = [begin(done(order)), await beginBeside(done(order)), await beginBeside(done(order))];
    const lines = Array.from({ length: 120 }, (_, n) => ({ member: `m${n % 6}`, n: Math.floor(n / 6) }));

    // Stored in the order of writing, received by one process or another, all at once for one moment of writing.
    for (let n = 0; n < 20; n += 1)
      await Promise.all(
        lines
          .filter((line) => line.n === n)
          .map(async ({ member }, at) => {
            const process = processes[(n + at) % processes.length];
            if (process) await write(process, member, `${member} ${n}`, 1_795_222_800 + n);
          }),
      );
    // What one has in hand another leaves for a second.
    for (let rounds = 0; rounds < 5; rounds += 1) {
      await Promise.all(processes.map(({ feeder }) => feeder.drain()));
      wait(1);
    }

    expect((await inbox()).every(({ status }) => status === 'done')).toBe(true);
    for (let member = 0; member < 6; member += 1)
      expect(order.filter((line) => line.startsWith(`m${member} `))).toEqual(
        Array.from({ length: 20 }, (_, n) => `m${member} ${n}`),
      );
  },
);
