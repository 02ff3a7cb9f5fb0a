import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** The Node-API of better-sqlite3's binaries; an older Node dies of a segmentation fault instead of an error. */
const NODE_API = 10;

/** The Node that comes with the packages on Linux, or null. */
export function bundledNode(root) {
  const path = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  return process.platform === 'linux' && existsSync(path) ? path : null;
}

/** Whether this Node starts here: one built for glibc does not on musl, although it is there. */
export const starts = (path) => spawnSync(path, ['-e', ''], { stdio: 'ignore' }).status === 0;

/** Whether a Node of these `process.versions` can run the product. */
export function fits({ node, napi }) {
  const [major, minor] = node.split('.').map(Number);
  return Number(napi) >= NODE_API && (major > 22 || (major === 22 && minor >= 14));
}

/** The Node to run the product with: the present one where it fits, else the one among the packages. */
export function chooseRuntime(root) {
  if (fits(process.versions)) return process.execPath;
  const bundled = bundledNode(root);
  if (bundled !== null && starts(bundled)) return bundled;
  throw new Failure(
    `这台机器的 Node 是 ${process.versions.node}，常客要在 22.14 或更高的版本上运行。请到 https://nodejs.org 安装新版 LTS 后再试。\n` +
      `Changke runs on Node 22.14 or newer, this is ${process.versions.node}. Please install the current LTS from https://nodejs.org.`,
  );
}
