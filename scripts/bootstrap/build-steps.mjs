import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pagesCommand, pagesEnv } from './build-pages.mjs';
import { launch } from './children.mjs';
import { Failure } from './failure.mjs';
import { hashOf, isStamped, stamping } from './stamps.mjs';

const CONSOLE = 'scripts/sandbox/console';

/** What is built, from what, and how; each has a stamp of its own, so that only the stale one is built again. */
const steps = [
  {
    name: 'server',
    sources: (root) => ['server', 'entities', 'bot', ...besidesConsole(root), 'tsconfig.json', 'tsconfig.build.json'],
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  },
  {
    name: 'console',
    sources: () => [CONSOLE, 'scripts/sandbox/api.ts'],
    command: ['node_modules/vite/bin/vite.js', 'build', '-c', `${CONSOLE}/vite.config.ts`, '--logLevel', 'warn'],
  },
  {
    name: 'pages',
    sources: () => ['miniprogram', 'scripts/bootstrap/build-pages.mjs'],
    command: pagesCommand('h5'),
    env: (root) => pagesEnv(root, join(root, 'dist', 'm')),
  },
];

/** The mini-program's build: on demand, since only whoever uploads it needs it. */
export const weappBuild = (root) => ({
  name: 'weapp',
  stamp: join(root, 'dist', '.stamp-weapp'),
  hash: '',
  command: pagesCommand('mp-weixin'),
  env: () => pagesEnv(root, join(root, 'dist', 'weapp')),
});

/** Files below scripts/ that tsc reads. */
function besidesConsole(root) {
  const below = (folder) =>
    readdirSync(join(root, folder))
      .sort()
      .map((name) => `${folder}/${name}`);
  return [...below('scripts'), ...below('scripts/sandbox')].filter(
    (path) => !['scripts/sandbox', 'scripts/bootstrap', CONSOLE].includes(path),
  );
}

/** The builds whose sources or compiler are not what they were when they were stamped. */
export function staleBuilds(root) {
  return steps
    .map((step) => ({
      ...step,
      stamp: join(root, 'dist', `.stamp-${step.name}`),
      hash: hashOf(root, [...step.sources(root), 'package-lock.json'], ...step.command),
    }))
    .filter(({ stamp, hash }) => !isStamped(stamp, hash));
}

/** Builds side by side; what one of them has to say about errors is printed when it has failed. */
export async function build(root, runtime, builds, say) {
  console.log(say.building(builds.map(({ name }) => say[name])));
  const results = await Promise.allSettled(builds.map((each) => buildOne(root, runtime, each, say)));
  const failures = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw new Failure(failures.map(({ message }) => message).join('\n'));
}

const buildOne = (
  root,
  runtime,
  { name, stamp, hash, command, env = () => ({ ...process.env, NODE_ENV: 'production' }) },
  say,
) =>
  stamping(stamp, hash, async () => {
    const { code, output } = await launch(runtime, command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      expendable: true,
      env: env(root),
    }).ended;
    if (code !== 0) throw new Failure(`${output}\n${say.buildFailed(say[name])}`);
  });
