import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { firstLoad, weigh } from '../../scripts/bench/first-load.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = `${root}dist/m`;
/** What the product promises to people on a phone. */
const FIRST_LOAD_BYTES = 400 * 1024;

it('a browser shows each tab after 400 KB at most, so that whatever is heavy comes later', async () => {
  const { tabBar } = JSON.parse(await readFile(`${root}miniprogram/pages.json`, 'utf8')) as {
    tabBar: { list: { pagePath: string }[] };
  };
  for (const { pagePath: tab } of tabBar.list) {
    const files = await firstLoad(built, tab.replaceAll('/', '-'));
    expect(files.length, tab).toBeGreaterThan(3);
    expect(weigh(files), tab).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
  }
});
