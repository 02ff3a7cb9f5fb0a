import { parseArgs } from 'node:util';
import { isKept, table, type Finding } from './soak/findings.ts';
import { subjects } from './soak/fuzz/fuzz.ts';
import { watchedFuzz } from './soak/fuzz/watched-fuzz.ts';
import { hostile } from './soak/hostile/hostile.ts';
import { mysqlLedger, sqliteLedger, type Ledger } from './soak/ledger.ts';
import { CALLBACKS_EACH } from './soak/storm/scenario.ts';
import { storm } from './soak/storm/storm.ts';

/** `npm run soak`: what the product withstands; each part can be repeated by its seed. */
const SOAKS = { storm: runStorms, hostile: runHostile, fuzz: runFuzz };
const PROCESSES_ON_MYSQL = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    mysql: { type: 'string' },
    /** `sqlite` or `mysql`; both when left out. */
    on: { type: 'string' },
    members: { type: 'string', default: '400' },
    kills: { type: 'string', default: '5' },
    cases: { type: 'string' },
    /** The first case, to see one again. */
    from: { type: 'string', default: '0' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const { mysql } = values;
let good = true;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const wanted = positionals.length > 0 ? positionals : Object.keys(SOAKS);
for (const name of wanted) {
  const soak = Object.entries(SOAKS).find(([known]) => known === name)?.[1];
  if (!soak) throw new Error(`There is no soak ${name}; there are ${Object.keys(SOAKS).join(', ')}.`);
  await soak();
}
if (!good) say(`\nNot everything held. Again: --seed ${seed}`);
process.exitCode = good ? 0 : 1;

async function runStorms(): Promise<void> {
  await onEach(async (ledger) => {
    const processes = ledger.kind === 'MySQL' ? PROCESSES_ON_MYSQL : 1;
    const [members, kills] = [Number(values.members), Number(values.kills)];
    say(
      `\n${ledger.kind}: ${members * CALLBACKS_EACH} callbacks of ${members} members, processes ${processes}, seed ${seed}`,
    );
    const { findings, answers, log, memory } = await storm({ ...{ seed, members, kills, processes, ledger, say } });
    report(findings);
    say(
      `answers ${JSON.stringify(answers)}, log ${JSON.stringify(log)}, at most ${memory.toFixed(0)} MB in one process`,
    );
  });
}

async function runHostile(): Promise<void> {
  await onEach(async (ledger) => {
    const cases = Number(values.cases ?? 2000);
    say(`\n${ledger.kind}: ${cases} hostile requests, seed ${seed}`);
    const { findings, answers } = await hostile({ seed, cases, ledger, say });
    report(findings);
    say(`answers ${JSON.stringify(answers)}`);
  });
}

async function runFuzz(): Promise<void> {
  const cases = Number(values.cases ?? 1_000_000);
  for (const subject of subjects) {
    say(`\n${subject}: ${cases} cases, seed ${seed}`);
    const { failures, slowest } = await watchedFuzz(subject, { seed, from: Number(values.from), cases });
    report([
      {
        promise: `${subject} that fail in no way but a refusal`,
        looked: cases,
        broken: failures.map(({ number, input, error }) => `case ${number} ${JSON.stringify(input)}: ${String(error)}`),
      },
    ]);
    say(`the slowest was case ${slowest.number} with ${slowest.ms.toFixed(0)} ms`);
  }
}

function report(findings: readonly Finding[]): void {
  say(table(findings));
  if (!isKept(findings)) good = false;
}

/** On SQLite, and on MySQL where there is one. */
async function onEach(work: (ledger: Ledger) => Promise<void>): Promise<void> {
  if (values.on !== 'mysql') await onOne(await sqliteLedger(), work);
  if (values.on === 'sqlite') return;
  if (mysql) await onOne(await mysqlLedger(mysql, `changke_soak_${process.pid}`), work);
  else say('No MySQL or MariaDB: that half did not run.');
}

async function onOne(ledger: Ledger, work: (ledger: Ledger) => Promise<void>): Promise<void> {
  try {
    await work(ledger);
  } finally {
    await ledger.drop();
  }
}
