import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../bot/commands/index.ts';
import { commandTable, withTable, type Language } from './docs/command-table.ts';

const READMES: readonly (readonly [string, Language])[] = [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
];

/** `npm run docs` writes the command table into both READMEs; with `--check` it only says, by its exit code, whether they are fresh. */
const check = process.argv.includes('--check');
const root = fileURLToPath(new URL('../', import.meta.url));
for (const [name, language] of READMES) {
  const written = readFileSync(`${root}${name}`, 'utf8');
  const fresh = withTable(written, await commandTable(commands, language));
  if (fresh === written) continue;
  if (check) {
    process.stderr.write(`${name}: the command table is stale, run npm run docs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(`${root}${name}`, fresh);
    process.stdout.write(`${name}: the command table was written\n`);
  }
}
