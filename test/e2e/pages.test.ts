import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { freePort, startProduct, type Product } from '../support/product.ts';

let folder: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changke-test-'));
  [product, browser] = await Promise.all([
    freePort().then((port) =>
      startProduct({ PORT: String(port), DATABASE_URL: `sqlite:${join(folder, 'demo.sqlite')}` }),
    ),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

it('a rep opens his day on the phone through WeCom’s log-in, looks at a customer and logs a contact', async () => {
  const to = encodeURIComponent(`${product.address}/m/`);
  const { page, wrong } = await openPage(browser, product.address, {
    width: 390,
    height: 844,
    path: `/_sandbox/open?as=zhouhang&to=${to}`,
  });
  await page.getByText('先做这几件').waitFor({ timeout: 30_000 });

  await page.goto(`${product.address}/m/#/pages/customers/customers`);
  await page.getByText('赵敏').first().click();
  await page.getByText('云栖民宿').first().waitFor();
  await page.locator('input, textarea').last().fill('电话 聊了样机，下周三下午3点回访');
  await page.getByRole('button', { name: '记下' }).click();
  await page
    .getByText(/15:00 回访/)
    .first()
    .waitFor({ timeout: 20_000 });
  await expect.poll(() => page.locator('textarea').last().inputValue()).toBe('');

  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  // The first question of a page that nobody is logged in to is refused; that is what begins the log-in.
  expect(wrong.filter((each) => !each.includes('401'))).toEqual([]);
});
