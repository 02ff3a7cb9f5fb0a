import { benchLatency, type Latency } from './latency.ts';
import type { Place } from './databases.ts';
import type { Usage } from './load/child.ts';
import { drained, startChild, startProduct, type Child } from './load/children.ts';
import { closedLoop } from './load/http-client.ts';
import type { Tally } from './load/product-server.ts';
import { happenings, KINDS, MIX, requestsOf, type Happening, type Kind } from './load/traffic.ts';
import { median } from './measure.ts';

/** Connections that send at once. */
const WIDTH = 32;

/** How much is sent. */
export interface CallbackLoad {
  /** Members who each do the ten things of the mix in a round. */
  members: number;
  rounds: number;
}

/** One round of one side. */
export interface Round {
  /** Callbacks answered with 200 a second. */
  acknowledged: number;
  /** Callbacks whose effect and answer are committed and delivered, a second of the whole time until all were. */
  completed: number;
  /** What the side's process, the generator and the stub used for one callback, in milliseconds of CPU. */
  cpuMs: { side: number; generator: number; stub: number };
  /** Answers that were not 200. */
  refused: number;
}

/** A side with all its rounds, and the middle of each round's ratio to the bare side of that round. */
export interface Side {
  name: string;
  rounds: Round[];
  ratio: { acknowledged: number; completed: number };
}

/** What the bench of callbacks found. */
export interface CallbackFigures {
  callbacksARound: number;
  sides: Side[];
  /** The whole product with one kind of callback only. */
  kinds: { kind: Kind; what: string; round: Round }[];
  latency: Latency;
  tally: Tally;
}

interface Contender {
  name: string;
  child: Child;
  stub: Child | null;
  /** Where effects are on, a round is over when they are done. */
  whole: boolean;
}

/**
 * The way of a callback over HTTP: the product, in parts and whole, beside a server that only acknowledges. The sides take
 * turns in each round, so that whatever else the machine does meets all of them.
 */
export async function benchCallbacks(
  { name, url }: Place,
  inbox: Place,
  { members, rounds }: CallbackLoad,
): Promise<CallbackFigures> {
  const kinds = Object.keys(KINDS) as Kind[];
  const staff = new Shifts(members);
  const stub = await startChild({ role: 'stub', delayMs: 0 });
  const needed = members * (rounds + 1 + kinds.length + 1);
  const product = (mode: 'inbox' | 'whole', databaseUrl: string): Promise<Child> =>
    startProduct({ mode, databaseUrl, stub, members: needed });
  const contenders: Contender[] = [
    { name: 'bare', child: await startChild({ role: 'bare' }), stub: null, whole: false },
    { name: 'answers 200 at once', child: await startChild({ role: 'nothing' }), stub: null, whole: false },
    { name: 'product, nothing stored', child: await startChild({ role: 'opened' }), stub: null, whole: false },
    { name: `product, inbox on ${name}`, child: await product('inbox', inbox.url), stub: null, whole: false },
    { name: `product, whole on ${name}`, child: await product('whole', url), stub, whole: true },
  ];
  const whole = contenders.at(-1);
  if (!whole) throw new Error('there are sides');
  await drained(whole.child);
  try {
    const taken = contenders.map((): Round[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      const shift = staff.next();
      for (const [at, contender] of contenders.entries()) {
        const measured = await runRound(contender, happenings(shift, MIX));
        // The first round warms up.
        if (round > 0) taken[at]?.push(measured);
      }
    }
    const alone: CallbackFigures['kinds'] = [];
    for (const kind of kinds) {
      const round = await runRound(
        whole,
        happenings(staff.next(), kind === 'enter' ? [kind] : Array<Kind>(5).fill(kind)),
      );
      alone.push({ kind, what: KINDS[kind].what, round });
    }
    const latency = await benchLatency(whole.child, stub, staff.next());
    await drained(whole.child);
    return {
      callbacksARound: members * MIX.length,
      sides: contenders.map((contender, at) => sideOf(contender.name, taken[at] ?? [], taken[0] ?? [])),
      ...{ kinds: alone, latency, tally: await whole.child.ask<Tally>('tally') },
    };
  } finally {
    for (const { child } of contenders) await child.end();
    await stub.end();
  }
}

/** Members of whom each round takes new ones: WeCom delivers 30 messages a minute to one member. */
class Shifts {
  #next = 0;

  constructor(readonly size: number) {}

  next(): number[] {
    const from = this.#next;
    this.#next += this.size;
    return Array.from({ length: this.size }, (_, n) => from + n);
  }
}

async function runRound({ child, stub, whole }: Contender, list: readonly Happening[]): Promise<Round> {
  const requests = requestsOf(list);
  const used = async (): Promise<[Usage, Usage | undefined, NodeJS.CpuUsage]> => [
    await child.usage(),
    await stub?.usage(),
    process.cpuUsage(),
  ];
  const [side, stubs, own] = await used();
  const begun = performance.now();
  const load = await closedLoop(child.port, WIDTH, requests);
  if (whole) await drained(child);
  const seconds = (performance.now() - begun) / 1000;
  const generator = process.cpuUsage(own);
  const [sideAfter, stubsAfter] = await used();
  const each = (cpuSeconds: number): number => (1000 * cpuSeconds) / list.length;
  const good = load.statuses[200] ?? 0;
  return {
    acknowledged: good / load.seconds,
    completed: good / seconds,
    cpuMs: {
      side: each(sideAfter.cpuSeconds - side.cpuSeconds),
      generator: each((generator.user + generator.system) / 1e6),
      stub: each((stubsAfter?.cpuSeconds ?? 0) - (stubs?.cpuSeconds ?? 0)),
    },
    refused: list.length - good,
  };
}

function sideOf(name: string, rounds: Round[], bare: readonly Round[]): Side {
  const ratioOf = (figure: 'acknowledged' | 'completed'): number =>
    median(rounds.map((round, at) => round[figure] / (bare[at]?.acknowledged ?? Number.NaN)));
  return { name, rounds, ratio: { acknowledged: ratioOf('acknowledged'), completed: ratioOf('completed') } };
}
