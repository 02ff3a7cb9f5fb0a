import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatItem } from '../../scripts/sandbox/api.ts';
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

const chatOf = async (userId: string) =>
  (await (await fetch(`${product.address}/_sandbox/members/${userId}/chat`)).json()) as ChatItem[];

/** Types a line and waits until one more item says `answer`: other cards may arrive meanwhile. */
async function say(page: Page, line: string, answer: string): Promise<void> {
  await answered(page, answer, async () => {
    await page.getByTestId('chat-input').fill(line);
    await page.getByTestId('chat-send').click();
  });
}

/** Presses a button of the newest card that says `on` and waits until one more item says `answer`. */
async function press(page: Page, on: string, caption: string, answer: string): Promise<void> {
  const card = page.getByTestId('chat').getByTestId('chat-item').filter({ hasText: on }).last();
  await answered(page, answer, () => card.getByTestId('card-button').filter({ hasText: caption }).click());
}

async function answered(page: Page, answer: string, act: () => Promise<void>): Promise<void> {
  const items = page.getByTestId('chat').getByTestId('chat-item').filter({ hasText: answer });
  const before = await items.count();
  await act();
  await expect.poll(() => items.count(), { timeout: 20_000 }).toBeGreaterThan(before);
}

it('a rep logs, looks up, plans, is reminded once, and a customer is welcomed, on a desk', async () => {
  const { page, wrong } = await openPage(browser, product.address, { width: 1389, height: 868 });
  await page.getByTestId('speaker-zhouhang').click();

  await say(page, '跟进 赵敏 电话 聊了报价，5.8万，觉得偏贵，下周三下午3点回访', '已记下，赵敏的第');
  await say(page, '跟进赵敏 微信发了样品照片，她很满意', '微信');
  await say(page, '跟进 赵敏 上门看了场地，后天上午送样机', '送样机');

  await say(page, '查 赵敏', '云栖民宿');
  await press(page, '云栖民宿', '时间线', '次联系');
  await say(page, '提醒 赵敏 明天下午3点 确认样机', '明天 15:00');

  const before = (await chatOf('zhouhang')).filter(
    (item) => item.kind === 'card' && item.card.title.includes('确认样机'),
  ).length;
  await page.getByTestId('clock-day').click();
  await page.getByTestId('clock-day').click();
  await expect
    .poll(
      async () =>
        (await chatOf('zhouhang')).filter((item) => item.kind === 'card' && item.card.title === '到点了：确认样机')
          .length,
      { timeout: 30_000 },
    )
    .toBe(1);
  expect(before).toBe(0);
  await page.getByTestId('chat').getByText('到点了：确认样机').waitFor();
  await press(page, '到点了：确认样机', '完成', '已完成：确认样机');

  await page.getByTestId('new-customer').click();
  await page.getByTestId('new-customer-name').fill('顾小满');
  await page.getByTestId('new-customer-member').selectOption('zhouhang');
  await page.getByTestId('new-customer-submit').click();
  await page.getByTestId('phone').getByText('您好，我是周航').waitFor({ timeout: 20_000 });
  await say(page, '查 顾小满', '周航');

  expect(await page.getByTestId('wire-row').count()).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
  await page.context().close();
});

it('works at a phone’s width, and is shown what the bot refuses', async () => {
  const { page, wrong } = await openPage(browser, product.address, { width: 390, height: 844, dark: true });
  await page.getByTestId('tab-bot').click();

  await say(page, '查 没有这个人', '没有找到这位客户。');
  await say(page, '<img src=x onerror=alert(1)>', '没看懂');
  await page.getByTestId('tab-wire').click();
  await page.getByTestId('wire-row').first().waitFor();
  await page.getByTestId('tab-phone').click();
  await page.getByTestId('phone').waitFor();

  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(wrong).toEqual([]);
  await page.context().close();
});
