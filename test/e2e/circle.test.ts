import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatItem, CustomerChatItem, SandboxState } from '../../scripts/sandbox/api.ts';
import { openBrowser } from '../support/browser.ts';
import { freePort, startProduct, type Product } from '../support/product.ts';
import { textOf } from '../support/test-app.ts';

/** What each step looked like, for whoever wants to see it. */
const SHOTS = fileURLToPath(new URL('../../test-results/circle/', import.meta.url));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/** Monday; 六月初三 is on Thursday, and the 腊月 of this lunar year has no 三十. */
const START = '2026-07-13 09:00';

let folder: string;
let product: Product;
let browser: Browser;
let device: BrowserContext;
const wrong: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changke-test-'));
  [product, browser] = await Promise.all([
    freePort().then((port) =>
      startProduct({
        ...{ PORT: String(port), DATABASE_URL: `sqlite:${join(folder, 'demo.sqlite')}` },
        SANDBOX_START: START,
      }),
    ),
    openBrowser(),
  ]);
  device = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', timezoneId: 'America/New_York' });
  device.on('weberror', (error) => wrong.push(error.error().message));
  device.on(
    'request',
    (request) => request.url().startsWith(product.address) || wrong.push(`foreign request ${request.url()}`),
  );
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

async function control<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${product.address}/_sandbox${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

const chatOf = (userId: string) => control<ChatItem[]>('GET', `/members/${userId}/chat`);
const told = async (userId: string) => (await chatOf(userId)).map(textOf).join('\n\n');
const onPhone = async (externalUserId: string) =>
  (await control<CustomerChatItem[]>('GET', `/customers/${externalUserId}/chats/zhouhang`)).map(({ text }) => text);

/** Says a line to the bot and gives its answer. */
async function say(userId: string, line: string): Promise<string> {
  const before = (await chatOf(userId)).length;
  await control('POST', `/members/${userId}/messages`, { text: line });
  await expect.poll(async () => (await chatOf(userId)).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 2);
  return (await chatOf(userId))
    .slice(before + 1)
    .map(textOf)
    .join('\n\n');
}

/** Moves the sandbox's clock to an hour of Shanghai. */
const moveTo = (day: string, hour: string) =>
  control('POST', '/clock', { to: new Date(`${day}T${hour}:00+08:00`).toISOString() });

/** Somebody new scans the rep's code. */
async function meet(name: string): Promise<string> {
  const { externalUserId } = await control<{ externalUserId: string }>('POST', '/customers', { name });
  await control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang' });
  await expect.poll(() => say('zhouhang', `查 ${name}`), { timeout: 20_000 }).toContain('负责人：周航');
  return externalUserId;
}

/** A page as a member or a customer sees it; WeCom or WeChat says who he is. */
async function openAs(who: string, path: string): Promise<Page> {
  const page = await device.newPage();
  page.setDefaultTimeout(20_000);
  const to = encodeURIComponent(`${product.address}/m/#/${path}`);
  await page.goto(`${product.address}/_sandbox/open?as=${who}&to=${to}`);
  return page;
}

/** Keeps what a page looks like on a phone and on a desk; nothing may stick out to the side. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    await page.setViewportSize(viewport);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: join(SHOTS, `${name}-${size}.png`) });
  }
  await page.setViewportSize(PHONE);
}

/** The rep confirms the mass sends that wait for him, in the console of the sandbox. */
async function confirmAll(page: Page): Promise<void> {
  const waiting = async () =>
    (await chatOf('zhouhang')).filter((item) => item.kind === 'mass' && item.mass.state === 'waiting').length;
  for (let left = await waiting(); left > 0; left = await waiting()) {
    await page.getByTestId('chat').getByRole('button', { name: '确认发送' }).last().click();
    await expect.poll(waiting, { timeout: 20_000 }).toBe(left - 1);
  }
}

it('goes once round: follow-up, deal, handoff, care, offer, complaint, figures', { timeout: 600_000 }, async () => {
  const desk = await device.newPage();
  await desk.setViewportSize(DESK);
  await desk.goto(`${product.address}/`);
  await desk.getByTestId('speaker-zhouhang').click();
  const [gu, lu, xu] = [await meet('顾小满'), await meet('陆闰生'), await meet('许岁安')];

  // The rep logs, quotes and wins by chat; service gets the handoff.
  expect(await say('zhouhang', '跟进 顾小满 电话 想给门店配两台磨豆机，明天下午3点带样机去')).toContain('明天 15:00');
  expect(await say('zhouhang', '报价 顾小满 5.8万 磨豆机两台')).toContain('7月15日 周三 10:00 报价后关怀电话');
  const won = await say('zhouhang', '成交 顾小满');
  expect(won).toContain('¥58,000');
  const keeper = /维护负责人：(\S+)/.exec(won)?.[1] ?? '';
  const { members } = await control<SandboxState>('GET', '/state');
  const service = members.find(({ name }) => name === keeper)?.userid ?? '';
  await expect.poll(() => told(service), { timeout: 20_000 }).toContain('交接给你：顾小满');
  expect(await say('zhouhang', '生日 顾小满 1990-07-15')).toContain('下一次是7月15日');
  expect(await say('zhouhang', '生日 陆闰生 农历闰六月初三')).toContain('下一次是7月16日');
  expect(await say('zhouhang', '生日 许岁安 农历腊月三十')).toContain('下一次是2027年2月5日');
  await desk.screenshot({ path: join(SHOTS, '1-handoff.png') });

  // The manager builds a segment and a birthday care for it.
  const manager = await openAs('shenlan', 'pages/segments/segment');
  await manager.getByRole('button', { name: '加条件' }).click();
  await manager.getByRole('button', { name: '最近下单' }).click();
  await manager.getByRole('dialog').locator('input').fill('30');
  await manager.getByRole('button', { name: '加上' }).click();
  await manager.getByText('读作：30 天内下过单。').waitFor();
  await look(manager, '2-segment');
  await manager.getByRole('button', { name: '用于关怀' }).click();
  await manager.getByRole('dialog').locator('input').fill('刚成交的客户');
  await manager.getByRole('button', { name: '存下' }).click();
  await manager.getByRole('tab', { name: '生日' }).click();
  await manager.locator('[aria-label="名字"] input').fill('新客生日');
  const text = manager.locator('[aria-label="问候的内容"] textarea');
  await text.fill('{称呼}，生日快乐。{昵称}');
  await manager.getByText('不认识 {昵称}').waitFor();
  await text.fill('{称呼}，生日快乐。机器有事随时找我。');
  await manager.getByText('发给顾小满').waitFor();
  await manager.getByRole('switch', { name: '到时就发' }).click();
  await look(manager, '3-occasion');
  await manager.getByRole('button', { name: '存好' }).click();
  await manager.getByText('存好了，到时就发').waitFor();

  // The solar birthday, and the one of 闰六月, in the plain month this year: planned, confirmed, read.
  await moveTo('2026-07-15', '10:05');
  await expect.poll(() => told('zhouhang'), { timeout: 20_000 }).toContain('顾小满，生日快乐。机器有事随时找我。');
  expect(await onPhone(gu)).not.toContain('顾小满，生日快乐。机器有事随时找我。');
  await confirmAll(desk);
  await desk.screenshot({ path: join(SHOTS, '4-confirmed.png') });
  expect((await onPhone(gu)).filter((each) => each.includes('生日快乐'))).toEqual([
    '顾小满，生日快乐。机器有事随时找我。',
  ]);
  await moveTo('2026-07-16', '09:05');
  await confirmAll(desk);
  expect((await onPhone(lu)).filter((each) => each.includes('生日快乐'))).toHaveLength(1);
  await manager.goto(`${product.address}/m/#/pages/care/calendar`);
  await manager.getByText('位客户生日').first().waitFor();
  await look(manager, '5-care');

  // The manager launches an offer, once the contact budget allows it; the customer claims, the rep redeems, once.
  await moveTo('2026-07-20', '09:05');
  await manager.goto(`${product.address}/m/#/pages/segments/segments`);
  await manager.getByText('刚成交的客户').click();
  await manager.getByRole('button', { name: '用于活动' }).click();
  await manager.locator('[aria-label="活动的名字"] input').fill('新机主回访礼');
  await manager.getByRole('button', { name: '给什么' }).click();
  await manager.getByRole('button', { name: '新优惠' }).click();
  await manager.getByRole('dialog').last().locator('input').first().fill('上门深度保养一次');
  await manager.getByRole('button', { name: '建好并开放' }).click();
  await manager.locator('textarea').first().fill('谢谢您选了我们的机器，送您一次上门深度保养。');
  await manager.getByText('不留').click();
  await manager.getByRole('button', { name: '存好，看谁会收到' }).click();
  await manager.getByText('人收到').first().waitFor();
  await look(manager, '6-campaign');
  await manager.getByRole('button', { name: /^批准/ }).click();
  await manager.getByText('已审批').waitFor();
  await moveTo('2026-07-21', '10:05');
  await confirmAll(desk);
  expect((await onPhone(gu)).at(-1)).toBe('谢谢您选了我们的机器，送您一次上门深度保养。');
  const own = await openAs(gu, 'pages/member/home');
  await own.getByRole('button', { name: '领取上门深度保养一次' }).click();
  await own.getByRole('button', { name: '使用上门深度保养一次' }).click();
  const code = (await own.getByText(/^[A-Z0-9]{4} [A-Z0-9]{4} [A-Z0-9]{2}$/).innerText()).replaceAll(' ', '');
  await own.getByRole('button', { name: '好了' }).click();
  await look(own, '7-own-page');
  const redeemed = await Promise.all([say('zhouhang', `核销 ${code}`), say('shenlan', `核销 ${code}`)]);
  expect(redeemed.filter((each) => each.includes('已核销'))).toHaveLength(1);

  // A complaint stops the next one at once.
  expect(await say('zhouhang', '投诉 顾小满 磨豆机有异响')).toContain('顾小满');
  const second = await openAs('shenlan', 'pages/segments/segments');
  await second.getByText('刚成交的客户').click();
  await second.getByRole('button', { name: '用于活动' }).click();
  await second.locator('[aria-label="活动的名字"] input').fill('磨豆机清洁');
  await second.getByRole('button', { name: '给什么' }).click();
  await second.getByText('免费除垢一次').click();
  await second.locator('textarea').first().fill('给您的磨豆机做一次免费除垢。');
  await second.getByText('不留').click();
  await second.getByRole('button', { name: '存好，看谁会收到' }).click();
  await second.getByRole('button', { name: '看名单' }).click();
  const names = second.getByRole('dialog');
  await names
    .getByText(/^投诉未结/)
    .first()
    .click();
  await names.getByText('顾小满').waitFor();
  await second.screenshot({ path: join(SHOTS, '8-left-out.png') });

  // The figures show it all.
  await second.goto(`${product.address}/m/#/pages/reports/figures`);
  await second.getByText('转化率').first().waitFor();
  await second.getByText(/送到/).first().waitFor();
  await look(second, '9-figures');

  // 腊月三十 in a year without it: on the eve of the new year, once.
  await moveTo('2027-02-05', '09:05');
  await confirmAll(desk);
  expect((await onPhone(xu)).filter((each) => each.includes('生日快乐'))).toEqual([expect.stringContaining('许岁安')]);
  expect(wrong).toEqual([]);
});
