import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { documents } from './docs/documents.ts';

/** `npm run docs` writes the tables that are made from the code into the documents; with `--check` it only says, by its exit code, whether they are fresh. */
const check = process.argv.includes('--check');
const root = fileURLToPath(new URL('../', import.meta.url));
for (const { name, freshen } of documents) {
  const written = readFileSync(`${root}${name}`, 'utf8');
  const fresh = await freshen(written);
  if (fresh === written) continue;
  if (check) {
    process.stderr.write(`${name}: a table is stale, run npm run docs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(`${root}${name}`, fresh);
    process.stdout.write(`${name}: the tables were written\n`);
  }
}
