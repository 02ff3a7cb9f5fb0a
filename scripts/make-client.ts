import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLIENT_PATH, clientSource } from './client/client-source.ts';

/** `npm run client` writes the mini-program's client from the routes; with `--check` it only says, by its exit code, whether it is fresh. */
const check = process.argv.includes('--check');
const root = fileURLToPath(new URL('../', import.meta.url));
const fresh = await clientSource(root);
const written = existsSync(`${root}${CLIENT_PATH}`) ? readFileSync(`${root}${CLIENT_PATH}`, 'utf8') : '';
if (fresh !== written && check) {
  process.stderr.write(`${CLIENT_PATH} is stale, run npm run client\n`);
  process.exitCode = 1;
} else if (fresh !== written) {
  writeFileSync(`${root}${CLIENT_PATH}`, fresh);
  process.stdout.write(`${CLIENT_PATH} was written\n`);
}
