import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../../demo/random.ts';
import type { Finding } from '../findings.ts';
import type { Ledger } from '../ledger.ts';
import { createProduct, judgeLog, type Product } from '../product.ts';
import { createSender, sealed, type Sealed, type Sender } from '../sender.ts';
import { settle } from '../settle.ts';
import { openStandIn } from '../stand-in.ts';
import { makeScenario, type Lane, type Scenario } from './scenario.ts';
import { judgeQueues, judgeWork } from './verdict.ts';

/** How hard it blows. */
export interface StormOptions {
  seed: number;
  members: number;
  /** How often a process dies in the middle. */
  kills: number;
  /** How many processes share the database; more than one on MySQL only. */
  processes: number;
  ledger: Ledger;
  /** Ends the leases of killed processes as soon as nothing else is left, instead of waiting for their minutes to pass. */
  endLeases?: boolean;
  say: (line: string) => void;
}

/** What a storm left behind. */
export interface StormReport {
  findings: Finding[];
  callbacks: number;
  kills: number;
  /** Answers to deliveries by HTTP status; `none` where no answer came. */
  answers: Record<string, number>;
  log: Record<string, number>;
  /** From the first callback until all were taken, and until nothing was owed any more. */
  seconds: { taken: number; settled: number };
  /** The most that one process held, in MB. */
  memory: number;
}

/** Deliveries at one time. */
const WIDTH = 32;
const DELAY_MS = 10;

const OWED = `SELECT (SELECT COUNT(*) FROM callbacks WHERE status NOT IN ('done', 'dead'))
  + (SELECT COUNT(*) FROM outbox WHERE status NOT IN ('sent', 'settled', 'dead')) AS many`;

const END_LEASES = `UPDATE outbox SET leaseUntil = '2000-01-01 00:00:00' WHERE status = 'sending'`;

/** Sends a company's callbacks, every third more than once, while processes are killed; then looks at what came of them. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { seed, members, kills, processes, ledger, endLeases = false, say } = options;
  const random = createRandom(seed);
  const scenario = makeScenario(random, members, Math.floor(Date.now() / 1000));
  const standIn = await openStandIn(scenario.company, DELAY_MS);
  const place = { folder: ledger.folder, databaseUrl: ledger.url, apiBase: standIn.address };
  const products = await Promise.all(Array.from({ length: processes }, () => createProduct(place)));
  const sender = createSender(products.map(({ address }) => address));
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, ...products.map((product) => product.memory() ?? 0));
  }, 250);
  try {
    await Promise.all(products.map((product) => product.start()));
    const begun = performance.now();
    await blow({ random, scenario, sender, reaper: createReaper(random, products, kills, scenario.count, say) });
    const taken = (performance.now() - begun) / 1000;
    say(`${scenario.count} callbacks taken after ${taken.toFixed(1)} s`);
    await settle(ledger, OWED, () => (endLeases ? ledger.rows(END_LEASES) : Promise.resolve()));
    const settled = (performance.now() - begun) / 1000;
    say(`nothing owed after ${settled.toFixed(1)} s`);
    const findings = [
      ...(await judgeQueues(scenario, ledger)),
      ...(await judgeWork(scenario, ledger, standIn)),
      judgeLog(products),
    ];
    for (const product of products) await product.stop();
    return {
      ...{ findings, callbacks: scenario.count, kills, memory, seconds: { taken, settled } },
      answers: Object.fromEntries(sender.answers),
      log: sumLogs(products),
    };
  } finally {
    clearInterval(watch);
    sender.close();
    for (const product of products) await product.kill();
    await standIn.close();
  }
}

interface Blow {
  random: Random;
  scenario: Scenario;
  sender: Sender;
  reaper: Reaper;
}

/** Something to send now; `lane` goes on when it was taken. */
interface Delivery {
  callback: Sealed;
  sameSignature: boolean;
  lane: Lane | null;
}

/** Takes what can be sent in no order but each lane's own, some of it at one time. */
async function blow({ random, scenario, sender, reaper }: Blow): Promise<void> {
  const ready: Delivery[] = [];
  let inHand = 0;
  let first = 0;

  const next = (lane: Lane): void => {
    const xml = lane.callbacks.shift();
    if (xml === undefined) lane.then.forEach(next);
    else ready.push({ callback: sealed(xml), sameSignature: false, lane });
  };
  const again = (callback: Sealed): Delivery => ({ callback, sameSignature: random.chance(0.5), lane: null });

  async function send({ callback, sameSignature, lane }: Delivery): Promise<void> {
    if (!lane) return sender.deliver(callback, sameSignature);
    first += 1;
    const retried = first % 3 === 0;
    // WeCom sends again what it thinks was lost: while the first try is still being answered, or later.
    const atOnce = retried && random.chance(0.5);
    await Promise.all([sender.deliver(callback, false), atOnce && sender.deliver(callback, random.chance(0.5))]);
    if (retried && !atOnce) ready.push(again(callback));
    reaper.taken();
    next(lane);
  }

  async function work(): Promise<void> {
    while (ready.length > 0 || inHand > 0) {
      const [delivery] = ready.splice(random.int(0, Math.max(0, ready.length - 1)), 1);
      if (!delivery) {
        await sleep(1);
        continue;
      }
      inHand += 1;
      await send(delivery).finally(() => (inHand -= 1));
    }
  }

  scenario.lanes.forEach(next);
  await Promise.all(Array.from({ length: WIDTH }, work));
  await reaper.done();
}

/** Kills processes when so much was taken, and starts them again. */
interface Reaper {
  taken(): void;
  done(): Promise<void>;
}

function createReaper(
  random: Random,
  products: readonly Product[],
  kills: number,
  count: number,
  say: (line: string) => void,
): Reaper {
  const moments = Array.from({ length: kills }, () => random.int(Math.ceil(count * 0.05), Math.floor(count * 0.95)));
  moments.sort((a, b) => a - b);
  let taken = 0;
  // One after the other, so that each finds a process that runs.
  let last = Promise.resolve();

  async function killSome(at: number): Promise<void> {
    const all = random.chance(0.3);
    const victims = all ? products : [random.pick(products)];
    say(`after ${at} callbacks: kill -9 of ${victims.length} of ${products.length}`);
    await Promise.all(
      victims.map(async (victim) => {
        await victim.kill();
        await victim.start();
      }),
    );
  }

  return {
    taken() {
      taken += 1;
      while (moments[0] !== undefined && taken >= moments[0]) {
        const at = moments.shift() ?? 0;
        last = last.then(() => killSome(at));
        // Whoever waits for the end is told; until then it must not count as nobody's.
        last.catch(() => undefined);
      }
    },
    done: () => last,
  };
}

function sumLogs(products: readonly Product[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { log } of products) for (const [code, many] of log) sum[code] = (sum[code] ?? 0) + many;
  return sum;
}
