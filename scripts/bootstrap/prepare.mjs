import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, staleBuilds } from './build-steps.mjs';
import { handOver } from './children.mjs';
import { Failure } from './failure.mjs';
import { install, isInstalled } from './install.mjs';
import { locked } from './lock.mjs';
import { chooseRuntime } from './runtime.mjs';
import { words } from './words.mjs';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Installs and builds what is missing or stale, and gives the path of the Node to run the result with. */
export async function prepare(language) {
  const say = words[language];
  const isReady = () => isInstalled(root) && staleBuilds(root).length === 0;
  if (!isReady()) {
    await locked(
      join(root, 'dist', '.lock'),
      () => console.log(say.waiting),
      async () => {
        if (!isInstalled(root)) await install(root, say);
        const stale = staleBuilds(root);
        if (stale.length > 0) await build(root, chooseRuntime(root), stale, say);
      },
    );
  }
  return chooseRuntime(root);
}

/** Prepares, then becomes the built program as far as its terminal, signals and exit code go. */
export async function runBuilt(script) {
  const runtime = await prepare('zh');
  const path = join(root, 'dist', script);
  if (!existsSync(path)) throw new Failure(words.zh.missing(`dist/${script}`));
  return handOver(runtime, ['--enable-source-maps', path, ...process.argv.slice(2)], { cwd: root });
}
