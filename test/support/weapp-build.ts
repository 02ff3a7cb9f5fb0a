import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagesCommand, pagesEnv } from '../../scripts/bootstrap/build-pages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);

/** Where the built mini-program looks for its server. */
export const WEAPP_SERVER = 'https://crm.example.com';

/** The mini-program as WeChat would be given it: its folder, and its files relative to that. */
export interface WeappBuild {
  folder: string;
  files: string[];
  remove(): Promise<void>;
}

/** Builds the mini-program into a folder of its own, outside the repository: there, Node reads its scripts as WeChat does. */
export async function buildWeapp(): Promise<WeappBuild> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'changke-weapp-'));
  const built = spawn(process.execPath, pagesCommand('mp-weixin'), {
    cwd: root,
    env: { ...pagesEnv(root, folder), PUBLIC_URL: WEAPP_SERVER },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  built.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  built.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => built.on('close', resolve));
  if (code !== 0) throw new Error(output);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return { folder, files, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** WeChat's own compilers for pages and styles; npm leaves their programs unexecutable where install scripts do not run. */
export async function wechatCompilers(): Promise<Record<'wxmlToJs' | 'wxssToJs', (folder: string) => string>> {
  const compiler = dirname(require.resolve('miniprogram-compiler/package.json'));
  if (process.platform === 'linux') {
    await Promise.all(['wcc', 'wcsc'].map((name) => chmod(join(compiler, 'bin/linux', name), 0o755)));
  }
  return require('miniprogram-compiler') as Record<'wxmlToJs' | 'wxssToJs', (folder: string) => string>;
}
