import './guard.mjs';
import { handOver } from './children.mjs';
import { main } from './failure.mjs';
import { prepare, root } from './prepare.mjs';

main(async () => {
  const runtime = await prepare('en');
  // Not before prepare(): it needs a package.
  const { findMysql } = await import('./test-mysql.mjs');
  const mysql = await findMysql(process.env);
  try {
    const found = mysql === null ? [] : ['--mysql', mysql.url];
    const args = ['--enable-source-maps', 'dist/scripts/soak.js', ...process.argv.slice(2), ...found];
    return await handOver(runtime, args, { cwd: root });
  } finally {
    await mysql?.stop();
  }
});
