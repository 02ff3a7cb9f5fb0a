import './guard.mjs';
import { build, weappBuild } from './build-steps.mjs';
import { handOver } from './children.mjs';
import { main } from './failure.mjs';
import { prepare, root } from './prepare.mjs';
import { words } from './words.mjs';

main(async () => {
  const names = process.argv.slice(2);
  const runtime = await prepare('en');
  const all = !['segments', 'care', 'opening', 'callbacks', 'card', 'outbox', 'memory'].some((name) =>
    names.includes(name),
  );
  if (all || names.includes('sizes')) await build(root, runtime, [weappBuild(root)], words.en);
  // Not before prepare(): it needs a package.
  const { findMysql } = await import('./test-mysql.mjs');
  const mysql = await findMysql(process.env);
  try {
    const found = mysql === null ? [] : ['--mysql', mysql.url];
    return await handOver(runtime, ['--enable-source-maps', 'dist/scripts/bench.js', ...names, ...found], {
      cwd: root,
    });
  } finally {
    await mysql?.stop();
  }
});
