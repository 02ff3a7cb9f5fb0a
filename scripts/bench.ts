import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCallbacks } from './bench/callbacks.ts';
import { benchCard, CARD_BAR_MS } from './bench/card.ts';
import { benchCare } from './bench/care.ts';
import { CUSTOMERS, makeCompany, makeHistory } from './bench/company.ts';
import {
  mysqlCompany,
  mysqlPlace,
  sqliteCompany,
  sqlitePlace,
  type BenchDatabase,
  type Place,
} from './bench/databases.ts';
import { BAR, type Race } from './bench/measure.ts';
import { benchMemory } from './bench/memory.ts';
import { benchOpening } from './bench/opening.ts';
import { benchOutbox } from './bench/outbox.ts';
import { benchSegments } from './bench/segments.ts';
import { benchSizes } from './bench/sizes.ts';
import { callbackTables, cardTable, memoryTable, outboxTable, ratioLine } from './bench/tables.ts';

/** Every bench; `opening` is the way into a callback without HTTP. */
const NAMES = ['sizes', 'segments', 'care', 'opening', 'callbacks', 'card', 'outbox', 'memory'] as const;
type Name = (typeof NAMES)[number];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const count = { type: 'string' } as const;

/** `npm run bench`: how fast and how heavy the product is, each figure beside what it is measured against. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    mysql: { type: 'string' },
    ...{ members: { ...count, default: '400' }, rounds: { ...count, default: '5' } },
    ...{ customers: { ...count, default: '100000' }, messages: { ...count, default: '10000' } },
  },
});
const unknown = positionals.find((name) => !NAMES.some((known) => known === name));
if (unknown !== undefined) throw new Error(`There is no bench ${unknown}; there are ${NAMES.join(', ')}.`);
const wanted = (name: Name): boolean => positionals.length === 0 || positionals.includes(name);
const size = {
  ...{ members: Number(values.members), rounds: Number(values.rounds) },
  ...{ customers: Number(values.customers), messages: Number(values.messages) },
};

const { mysql } = values;
const results: Record<string, unknown> = { node: process.version, ...size, segmentCustomers: CUSTOMERS };

if (wanted('sizes')) {
  const sizes = await benchSizes(resolve('dist'));
  results['sizes'] = sizes;
  say(`H5 first load ${kilobytes(sizes.firstLoad)} of 400 KB; mini-program ${kilobytes(sizes.weapp)} of 1536 KB`);
}
if (wanted('opening')) {
  const opening = await benchOpening();
  results['opening'] = opening;
  say(`\nRatio: the product to the libraries alone, at most ${BAR} is promised.\n${ratioLine(opening)}`);
}
for (const place of mysql ? [sqlitePlace, () => mysqlPlace(mysql)] : [sqlitePlace]) {
  if (wanted('callbacks')) await atPlace(place, 'callbacks', callbacksAt);
  if (wanted('outbox')) await atPlace(place, 'outbox', outboxAt);
  if (wanted('memory')) await atPlace(place, 'memory', memoryAt);
}
if (wanted('card')) {
  const company = [...makeCompany(size.customers), ...makeHistory(size.customers)];
  await inCompany(() => sqliteCompany(company), cardIn);
  if (mysql) await inCompany(() => mysqlCompany(company, mysql), cardIn);
}
if (wanted('segments') || wanted('care')) {
  const company = makeCompany(CUSTOMERS);
  await inCompany(() => sqliteCompany(company), segmentsAndCareIn);
  if (mysql) await inCompany(() => mysqlCompany(company, mysql), segmentsAndCareIn);
}
if (!mysql) say('\nNo MySQL or MariaDB: SQLite alone was measured.');
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);

/** Keeps figures under the database that they were taken on. */
function keep(database: Place['name'], name: Name, figures: unknown): void {
  results[database] = { ...(results[database] as object | undefined), [name]: figures };
}

async function atPlace(
  open: () => Promise<Place>,
  name: Name,
  bench: (place: Place) => Promise<unknown>,
): Promise<void> {
  const place = await open();
  try {
    keep(place.name, name, await bench(place));
  } finally {
    await place.drop();
  }
}

async function callbacksAt(place: Place): Promise<unknown> {
  const inbox = place.name === 'MySQL' && mysql ? await mysqlPlace(mysql) : await sqlitePlace();
  try {
    const figures = await benchCallbacks(place, inbox, size);
    say(callbackTables(place.name, figures));
    return figures;
  } finally {
    await inbox.drop();
  }
}

async function outboxAt(place: Place): Promise<unknown> {
  const drains = await all(benchOutbox(place, size.messages));
  say(outboxTable(place.name, drains));
  return drains;
}

async function memoryAt(place: Place): Promise<unknown> {
  const held = await all(benchMemory(place, size.messages));
  say(memoryTable(place.name, held));
  return held;
}

async function inCompany(
  open: () => Promise<BenchDatabase>,
  bench: (company: BenchDatabase) => Promise<void>,
): Promise<void> {
  const company = await open();
  try {
    await bench(company);
  } finally {
    await company.drop();
  }
}

async function cardIn(bench: BenchDatabase): Promise<void> {
  const times = await all(benchCard(bench, makeCompany(size.customers), 300));
  keep(bench.name, 'card', times);
  say(cardTable(bench.name, size.customers, times));
  say(`at most ${CARD_BAR_MS} ms for 99 of a hundred cards is promised`);
}

async function segmentsAndCareIn(bench: BenchDatabase): Promise<void> {
  say(
    `\n${bench.name}, ${CUSTOMERS} customers. Ratio: the product to the quickest way by hand, at most ${BAR} is promised.`,
  );
  if (wanted('segments')) {
    const races: Race[] = [];
    for await (const race of benchSegments(bench)) {
      races.push(race);
      say(ratioLine(race));
    }
    keep(bench.name, 'segments', races);
    say(`${races.filter(({ ratio }) => ratio <= BAR).length} of ${races.length} within ${BAR}`);
  }
  if (wanted('care')) {
    const care = await benchCare(bench);
    keep(bench.name, 'care', care);
    const rows = care.rowsRead === null ? '' : `; rows read ${care.rowsRead}`;
    say(`${ratioLine(care.race)}\n  born that day ${care.born}${rows}`);
  }
}

async function all<T>(some: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of some) found.push(each);
  return found;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
