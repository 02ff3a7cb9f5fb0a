import { createRandom } from '../../demo/random.ts';
import type { Finding } from '../findings.ts';
import type { Ledger } from '../ledger.ts';
import { createProduct, freePort, judgeLog } from '../product.ts';
import { createSender, sealed, type Sender } from '../sender.ts';
import { settle } from '../settle.ts';
import { openStandIn } from '../stand-in.ts';
import { makeScenario, type Lane } from '../storm/scenario.ts';
import { judgeWork } from '../storm/verdict.ts';
import { FORGED, makeHostileCases, type HostileCase } from './cases.ts';
import { heldAfterCollection, type Held } from './inspector.ts';
import { sendRaw } from './raw-request.ts';

/** How many hostile requests, and by which chances. */
export interface HostileOptions {
  seed: number;
  cases: number;
  ledger: Ledger;
  say: (line: string) => void;
}

/** What the hostile requests came to. */
export interface HostileReport {
  findings: Finding[];
  /** Answers by status; `none` where the connection ended without one. */
  answers: Record<string, number>;
  /** What the process held after each round. */
  held: Held[];
}

const ROUNDS = 5;
/** Requests at one time. */
const WIDTH = 8;
/** Members whose callbacks go in between. */
const MEMBERS = 4;
/** What a process may hold more after the last round than after the first, in MB: caches that fill, not requests that stay. */
const GROWTH = 16;

/** Sends hostile requests over real HTTP with a few members' callbacks in between; then looks at what came of them. */
export async function hostile({ seed, cases, ledger, say }: HostileOptions): Promise<HostileReport> {
  const random = createRandom(seed);
  const scenario = makeScenario(random, MEMBERS, Math.floor(Date.now() / 1000));
  const requests = makeHostileCases(random, cases);
  const standIn = await openStandIn(scenario.company);
  const inspector = await freePort();
  const product = await createProduct({
    ...{ folder: ledger.folder, databaseUrl: ledger.url, apiBase: standIn.address },
    flags: [`--inspect=127.0.0.1:${inspector}`],
  });
  const sender = createSender([product.address]);
  const outcomes: Outcome[] = [];
  const held: Held[] = [];
  try {
    await product.start();
    const port = Number(new URL(product.address).port);
    const healthy = scenario.lanes.flatMap(inTurn);
    const between = Math.max(1, Math.floor(cases / healthy.length));
    const size = Math.ceil(cases / ROUNDS);
    for (let from = 0; from < cases; from += size) {
      const round = requests.slice(from, from + size);
      outcomes.push(...(await attack(round, port, (sent) => sendNext(sender, healthy, between, sent))));
      await settle(ledger, OWED);
      const now = await heldAfterCollection(inspector);
      held.push(now);
      say(
        `${from + round.length} requests, ${now.heap.toFixed(1)} MB in the heap, ${now.beside.toFixed(1)} MB beside it`,
      );
    }
    for (const xml of healthy.splice(0)) await sender.deliver(sealed(xml), false);
    await settle(ledger, OWED);
    return {
      findings: [
        judgeAnswers(outcomes),
        judgeRefusals(outcomes),
        await judgeEffects(ledger, outcomes),
        judgeMemory(held),
        judgeLog([product]),
        ...(await judgeWork(scenario, ledger, standIn)),
      ],
      answers: countAnswers(outcomes),
      held,
    };
  } finally {
    sender.close();
    await product.kill();
    await standIn.close();
  }
}

/** What is left to do for the members in between; whatever mallory sealed only has to have been tried. */
const OWED = `SELECT (SELECT COUNT(*) FROM callbacks WHERE status = 'received' AND attempts = 0)
  + (SELECT COUNT(*) FROM outbox WHERE status NOT IN ('sent', 'settled', 'dead') AND payload LIKE '%"rep0%') AS many`;

interface Outcome {
  request: HostileCase;
  statuses: number[];
}

/** A lane's callbacks one after the other. */
const inTurn = ({ callbacks, then }: Lane): string[] => [...callbacks, ...then.flatMap(inTurn)];

async function attack(
  requests: readonly HostileCase[],
  port: number,
  between: (sent: number) => Promise<void>,
): Promise<Outcome[]> {
  const left = [...requests.entries()];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, request] = next;
      const { statuses } = await sendRaw({ port, from: addressOf(at) }, request.bytes, request.ending);
      outcomes.push({ request, statuses });
    }
  };
  await Promise.all([...Array.from({ length: WIDTH }, work), between(requests.length)]);
  return outcomes;
}

/** Linux has a whole network of loopback addresses: so many strangers that no limit for one address hides what is behind it. */
const addressOf = (at: number): string | undefined =>
  process.platform === 'linux' ? `127.0.0.${10 + (at % 200)}` : undefined;

/** One member's callback for so many hostile requests, in turn. */
async function sendNext(sender: Sender, healthy: string[], between: number, sent: number): Promise<void> {
  for (const xml of healthy.splice(0, Math.floor(sent / between))) await sender.deliver(sealed(xml), false);
}

function judgeAnswers(outcomes: readonly Outcome[]): Finding {
  const broken = outcomes.flatMap(({ request, statuses }) =>
    statuses.filter((status) => status >= 500).map((status) => `${status} for ${request.name}: ${gist(request.bytes)}`),
  );
  return { promise: 'no answer says that the product is at fault', looked: outcomes.length, broken };
}

function judgeRefusals(outcomes: readonly Outcome[]): Finding {
  const unsealed = outcomes.filter(({ request }) => !request.isSealed);
  const broken = unsealed.flatMap(({ request, statuses }) =>
    statuses.filter((status) => status < 300).map((status) => `${status} for ${request.name}: ${gist(request.bytes)}`),
  );
  return { promise: 'nothing is taken that is not rightly sealed', looked: unsealed.length, broken };
}

async function judgeEffects(ledger: Ledger, outcomes: readonly Outcome[]): Promise<Finding> {
  const places = { callbacks: 'payload', customers: 'name', followups: 'note', tasks: 'title', outbox: 'payload' };
  const broken: string[] = [];
  for (const [rows, column] of Object.entries(places)) {
    const [found] = await ledger.rows(`SELECT COUNT(*) AS many FROM ${rows} WHERE ${column} LIKE '%${FORGED}%'`);
    if (Number(found?.['many']) !== 0) broken.push(`${String(found?.['many'])} in ${rows}`);
  }
  return { promise: 'nothing of it is in the database', looked: outcomes.length, broken };
}

function judgeMemory(held: readonly Held[]): Finding {
  const [first, last] = [held[0], held.at(-1)];
  const grown = first && last ? last.heap + last.beside - first.heap - first.beside : 0;
  const broken = grown > GROWTH ? [`${grown.toFixed(1)} MB more after the last round than after the first`] : [];
  return { promise: `memory does not grow by more than ${GROWTH} MB`, looked: held.length, broken };
}

function countAnswers(outcomes: readonly Outcome[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { statuses } of outcomes)
    for (const answer of statuses.length > 0 ? statuses.map(String) : ['none'])
      counted[answer] = (counted[answer] ?? 0) + 1;
  return counted;
}

const gist = (bytes: HostileCase['bytes']): string => JSON.stringify(bytes.toString('latin1').slice(0, 300));
