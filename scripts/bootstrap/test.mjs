import './guard.mjs';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, whenInterrupted } from './children.mjs';
import { main } from './failure.mjs';
import { prepare, root } from './prepare.mjs';
import { findBrowser } from './test-browser.mjs';
import { isGood, summary } from './test-summary.mjs';

const NO_MYSQL =
  'THE MYSQL HALF OF THE TESTS DID NOT RUN: no server answers and none is installed (install mariadb-server or set TEST_MYSQL_URL).';
const NO_BROWSER = 'THE BROWSER TESTS DID NOT RUN: no Chromium found (install chromium or set CHROMIUM_PATH).';

main(async () => {
  const runtime = await prepare('en');
  const browser = findBrowser(process.env);
  // Not before prepare(): it needs a package.
  const { findMysql } = await import('./test-mysql.mjs');
  const mysql = await findMysql(process.env);
  console.log(`MySQL: ${mysql?.from ?? 'none'}. Browser: ${browser ?? 'none'}.`);

  const counts = await runVitest(runtime, mysql, browser);
  const missing = [mysql === null && NO_MYSQL, browser === null && NO_BROWSER].filter(Boolean);
  // Where nobody reads the lines, half a test run must not look like a whole one.
  if (process.env.CI)
    for (const each of missing)
      counts[each === NO_MYSQL ? 'no MySQL' : 'no browser'] = { passed: 0, failed: 1, skipped: 0 };
  console.log(['', ...missing.map((line) => `!!! ${line}`), ...summary(counts)].join('\n'));
  return isGood(counts) ? 0 : 1;
});

async function runVitest(runtime, mysql, browser) {
  const run = randomBytes(4).toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'changke-run-'));
  const countsFile = join(folder, 'counts.json');
  const cleanUp = async () => {
    rmSync(folder, { recursive: true, force: true });
    if (mysql === null) return;
    try {
      const { dropLeftovers } = await import('../../test/support/leftovers.mjs');
      await dropLeftovers(mysql.url, run);
    } finally {
      await mysql.stop();
    }
  };
  const forget = whenInterrupted(cleanUp);
  try {
    const args = [
      'run',
      '--reporter=default',
      '--reporter=./scripts/bootstrap/test-reporter.mjs',
      ...process.argv.slice(2),
    ];
    const { code } = await launch(runtime, ['node_modules/vitest/vitest.mjs', ...args], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        TEST_MYSQL_URL: mysql?.url ?? '',
        CHROMIUM_PATH: browser ?? 'none',
        TEST_RUN: run,
        TEST_COUNTS: countsFile,
      },
    }).ended;
    const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : {};
    if (code !== 0 && isGood(counts)) counts.vitest = { passed: 0, failed: 1, skipped: 0 };
    return counts;
  } finally {
    forget();
    await cleanUp();
  }
}
