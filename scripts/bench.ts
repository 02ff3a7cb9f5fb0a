import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCare } from './bench/care.ts';
import { CUSTOMERS } from './bench/company.ts';
import { mysqlCompany, sqliteCompany, type BenchDatabase } from './bench/databases.ts';
import { BAR, type Race } from './bench/measure.ts';
import { benchSegments } from './bench/segments.ts';
import { benchSizes } from './bench/sizes.ts';

const NAMES = ['segments', 'care', 'sizes'] as const;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ratioLine = ({ what, ratio, ways }: Race): string =>
  `${what.padEnd(36)} ${ratio.toFixed(2).padStart(5)}   ${ways.map(({ name, ms }) => `${name} ${ms.toFixed(2)} ms`).join(', ')}`;

/** `npm run bench`: how fast and how heavy the product is, each figure beside what it is measured against. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, mysql: { type: 'string' } },
});
const unknown = positionals.find((name) => !NAMES.some((known) => known === name));
if (unknown !== undefined) throw new Error(`There is no bench ${unknown}; there are ${NAMES.join(', ')}.`);
const wanted = (name: (typeof NAMES)[number]): boolean => positionals.length === 0 || positionals.includes(name);

const results: Record<string, unknown> = { node: process.version, customers: CUSTOMERS };
if (wanted('sizes')) {
  const sizes = await benchSizes(resolve('dist'));
  results['sizes'] = sizes;
  say(`H5 first load ${kilobytes(sizes.firstLoad)} of 400 KB; mini-program ${kilobytes(sizes.weapp)} of 1536 KB`);
}
if (wanted('segments') || wanted('care')) {
  await benchDatabase(sqliteCompany);
  const { mysql } = values;
  if (mysql) await benchDatabase(() => mysqlCompany(mysql));
  else say('No MySQL or MariaDB: SQLite alone was measured.');
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);

async function benchDatabase(open: () => Promise<BenchDatabase>): Promise<void> {
  const bench = await open();
  try {
    say(
      `\n${bench.name}, ${CUSTOMERS} customers. Ratio: the product to the quickest way by hand, at most ${BAR} is promised.`,
    );
    const measured: Record<string, unknown> = {};
    results[bench.name] = measured;
    if (wanted('segments')) {
      const races: Race[] = [];
      for await (const race of benchSegments(bench)) {
        races.push(race);
        say(ratioLine(race));
      }
      measured['segments'] = races;
      say(`${races.filter(({ ratio }) => ratio <= BAR).length} of ${races.length} within ${BAR}`);
    }
    if (wanted('care')) {
      const care = await benchCare(bench);
      measured['care'] = care;
      const rows = care.rowsRead === null ? '' : `; rows read ${care.rowsRead}`;
      say(`${ratioLine(care.race)}\n  born that day ${care.born}${rows}`);
    }
  } finally {
    await bench.drop();
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
