import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './children.mjs';
import { Failure } from './failure.mjs';
import { hashOf, isStamped, stamping } from './stamps.mjs';
import { bundledNode, starts } from './runtime.mjs';

const STILL_EVERY_MS = 20_000;

/** Whether `node_modules` is what the lock file asks for on this platform. */
export const isInstalled = (root) => isStamped(stampFile(root), stampOf(root));

const stampFile = (root) => join(root, 'node_modules', '.changke-stamp');
const stampOf = (root) => hashOf(root, ['package-lock.json'], process.platform, process.arch);

/** Installs what the lock file names, unless npm has already done so. */
export async function install(root, say) {
  await stamping(stampFile(root), stampOf(root), async () => {
    if (!agrees(readLock(root, 'package-lock.json'), readLock(root, 'node_modules/.package-lock.json'))) {
      await npmCi(root, say);
    }
    removeDeadShadow(root);
  });
}

function readLock(root, name) {
  const file = join(root, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Whether npm's record of what it installed has all that the lock file names, but for optional packages of other platforms. */
export function agrees(wanted, installed) {
  const names = Object.keys(wanted).filter((name) => name !== '' && (name in installed || !isForOthers(wanted[name])));
  return names.every((name) => installed[name] !== undefined && installed[name].version === wanted[name].version);
}

function isForOthers({ optional, os, cpu, libc }) {
  // npm allows one name in place of a list, and `!name` for all but one.
  const misses = (allowed = [], mine) => {
    const list = [allowed].flat();
    return list.includes(`!${mine}`) || (list.some((each) => !each.startsWith('!')) && !list.includes(mine));
  };
  return optional === true && (misses(os, process.platform) || misses(cpu, process.arch) || libc !== undefined);
}

async function npmCi(root, say) {
  console.log(say.installing);
  const started = Date.now();
  const still = setInterval(() => console.log(say.still(Math.round((Date.now() - started) / 1000))), STILL_EVERY_MS);
  const [command, ...args] = npm();
  const { code, output } = await launch(command, [...args, 'ci', '--loglevel=error', '--no-progress'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    expendable: true,
    shell: process.platform === 'win32' && command === 'npm',
  }).ended;
  clearInterval(still);
  if (code !== 0) throw new Failure(`${output}${say.installFailed}`);
}

/** The npm that started us, under the Node it runs on: the one in node_modules is about to be replaced. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  return script && node && existsSync(script) && existsSync(node) ? [node, script] : ['npm'];
}

/** npm scripts find `node_modules/.bin/node` first; where it cannot start (musl), it would shadow the host's own. */
function removeDeadShadow(root) {
  const bundled = bundledNode(root);
  if (bundled !== null && !starts(bundled)) rmSync(join(root, 'node_modules', '.bin', 'node'), { force: true });
}
