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

it('a customer opens his own page from his phone and says what he does not want, which the rep reads at once', async () => {
  const { page, wrong } = await openPage(browser, product.address, { width: 1280, height: 800 });
  const [own] = await Promise.all([page.context().waitForEvent('page'), page.getByTestId('phone-own-page').click()]);
  await own.setViewportSize({ width: 390, height: 844 });
  await own.getByRole('heading', { name: /^赵敏，/ }).waitFor({ timeout: 30_000 });
  await own.getByRole('switch', { name: '优惠活动' }).click();
  await own.getByText('关了，我们不再发').waitFor();
  expect(await own.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  // He has no other page.
  await own.goto(`${product.address}/m/#/pages/customers/customers`);
  await own.reload();
  await own.getByText('我想收到').waitFor();
  expect(own.url()).toContain('pages/member/home');

  await own.goto(`${product.address}/_sandbox/open?as=zhouhang&to=${encodeURIComponent(`${product.address}/m/`)}`);
  await own.goto(`${product.address}/m/#/pages/customers/customers`);
  await own.getByText('赵敏').first().click();
  await own.getByText('客户在会员页上自己改的').waitFor({ timeout: 20_000 });
  expect(wrong).toEqual([]);
});

it('a manager builds a segment on the phone; a session that is gone in the middle of a form loses nothing', async () => {
  const to = encodeURIComponent(`${product.address}/m/#/pages/segments/segment`);
  const { page, wrong } = await openPage(browser, product.address, {
    width: 390,
    height: 844,
    path: `/_sandbox/open?as=shenlan&to=${to}`,
  });
  const add = async (kind: string, days: string) => {
    await page.getByRole('button', { name: '加条件' }).click({ timeout: 30_000 });
    await page.getByRole('button', { name: kind }).click();
    await page.getByRole('dialog').locator('input').fill(days);
  };
  await add('沉默天数', '10');
  await page.getByRole('button', { name: '加上' }).click();
  await page.getByText('读作：沉默超过 10 天。').waitFor({ timeout: 20_000 });

  await page.context().clearCookies({ name: 'changke' });
  await add('快过生日', '30');
  await page.getByText('上次改了还没存，接着改就行。').waitFor({ timeout: 30_000 });
  await expect.poll(() => page.getByRole('dialog').locator('input').inputValue()).toBe('30');
  await page.getByRole('button', { name: '要除外' }).click();
  await page.getByRole('button', { name: '加上' }).click();
  await page.getByText('读作：沉默超过 10 天，除去30 天内过生日。').waitFor({ timeout: 20_000 });

  await page.getByRole('button', { name: '只保存' }).click();
  await page.getByRole('dialog').locator('input').fill('久未联系');
  await page.getByRole('button', { name: '存下' }).click();
  await page.getByText('存好了').waitFor({ timeout: 20_000 });
  await expect.poll(() => page.url()).toContain('/pages/segments/segment?id=');
  await page.getByRole('button', { name: '改名：久未联系' }).waitFor({ timeout: 20_000 });

  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(wrong.filter((each) => !each.includes('401'))).toEqual([]);
});
