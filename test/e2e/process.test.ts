import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChatItem } from '../../scripts/sandbox/api.ts';
import { createSandbox, type Sandbox } from '../../scripts/sandbox/sandbox.ts';
import { openDatabase } from '../../server/db/data-source.ts';
import { Followup } from '../../entities/followup.ts';
import { testCompany } from '../support/company.ts';
import { freePort, refusedStart, startProduct } from '../support/product.ts';

const wecom = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'secret-of-the-app-0123456789',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changke-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const settings = async (more: Record<string, string> = {}) => ({
  PORT: String(await freePort()),
  DATABASE_URL: `sqlite:${join(folder, 'product.sqlite')}`,
  ...more,
});

/** WeCom as a server of its own, for a product that was set up for a company. */
async function openWecom(callbackPort: string): Promise<{
  sandbox: Sandbox;
  address: string;
  close(): Promise<void>;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
}> {
  const sandbox = createSandbox({
    company: testCompany,
    callback: {
      url: `http://127.0.0.1:${callbackPort}/wecom/callback`,
      token: wecom.WECOM_TOKEN,
      aesKey: wecom.WECOM_AES_KEY,
    },
    credentials: { corpId: wecom.WECOM_CORP_ID, agentId: 1000002, secret: wecom.WECOM_SECRET },
  });
  const server = createServer((request, response) => void sandbox.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    sandbox,
    address,
    async control(method, path, body) {
      const response = await fetch(`${address}/_sandbox${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return JSON.parse((await response.text()) || 'null') as never;
    },
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it('talks to a company’s WeCom without a sandbox or demo data of its own, and survives kills without losing or doubling a line', async () => {
  const env = await settings();
  const world = await openWecom(env.PORT);
  const real = { ...env, ...wecom, WECOM_API_BASE: world.address, LOG_LEVEL: 'info' };
  let product = await startProduct(real);
  try {
    expect((await fetch(`${product.address}/_sandbox/state`)).status).toBe(404);
    expect((await fetch(`${product.address}/cgi-bin/gettoken`)).status).toBe(404);
    await world.control('POST', '/members/zhouhang/messages', { text: '新客户 赵敏 云栖民宿' });
    await expect
      .poll(
        () =>
          world
            .control<ChatItem[]>('GET', '/members/zhouhang/chat')
            .then((chat) => chat.filter(({ from }) => from === 'app').length),
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);

    const lines = Array.from({ length: 60 }, (_, n) => `跟进 赵敏 第${n + 1}句`);
    for (const [n, text] of lines.entries()) {
      await world.control('POST', '/members/zhouhang/messages', { text });
      if (n === 20 || n === 40) {
        // Acknowledged, but not all of it done.
        await world.sandbox.idle();
        await product.end('SIGKILL');
        product = await startProduct(real);
      }
    }
    await world.sandbox.idle();
    const answered = async () => {
      const chat = await world.control<ChatItem[]>('GET', '/members/zhouhang/chat');
      return new Set(
        chat.flatMap((item) => (item.kind === 'card' && item.card.title.startsWith('已记下') ? [item.card.title] : [])),
      );
    };
    // WeCom takes 28 messages a minute from us, so the rest follows when its clock goes on; the effects are there at once.
    await expect.poll(async () => (await answered()).size, { timeout: 30_000 }).toBeGreaterThanOrEqual(25);
    expect(product.output()).not.toContain('赵敏');
    expect(product.output()).not.toContain(wecom.WECOM_SECRET);
    expect(await product.end('SIGTERM')).toBe(0);
  } finally {
    product.child.kill('SIGKILL');
    await world.close();
  }

  const database = await openDatabase(env.DATABASE_URL);
  const notes = (await database.reader.manager.find(Followup, { order: { id: 'ASC' } })).map(({ note }) => note);
  await database.close();
  expect(notes.sort()).toEqual(Array.from({ length: 60 }, (_, n) => `第${n + 1}句`).sort());
});

it('keeps the demo’s data over a restart, and stops cleanly', async () => {
  const env = await settings();
  const first = await startProduct(env);
  expect(first.output()).toContain('跟进 赵敏');
  expect((await fetch(`${first.address}/healthz`)).status).toBe(200);
  expect((await fetch(`${first.address}/readyz`)).status).toBe(200);
  await say(first.address, '新客户 顾明远');
  expect(await first.end('SIGINT')).toBe(0);

  const second = await startProduct(env);
  await say(second.address, '查 顾明远');
  const chat = (await (await fetch(`${second.address}/_sandbox/members/zhouhang/chat`)).json()) as ChatItem[];
  expect(chat.some((item) => item.kind === 'card' && item.card.title === '顾明远')).toBe(true);
  expect(await second.end('SIGTERM')).toBe(0);
});

it('shows its figures, to a stranger nothing; told to stop, it says so at /readyz, serves on for a while, and ends', async () => {
  const token = 'token-of-the-figures';
  const company = { ...wecom, WECOM_API_BASE: 'http://127.0.0.1:1', HOST: '127.0.0.1' };
  const product = await startProduct(await settings({ ...company, METRICS_TOKEN: token, DRAIN_SECONDS: '5' }));
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${product.address}${path}`, { headers });
  const figures = await ask('/metrics', { authorization: `Bearer ${token}` });
  expect(await figures.text()).toContain('changke_nodejs_eventloop_lag');
  expect((await ask('/metrics', { authorization: 'Bearer another-token-of-somebody' })).status).toBe(401);

  expect((await ask('/readyz')).status).toBe(200);
  const end = product.end('SIGTERM');
  await expect.poll(async () => (await ask('/readyz')).status).toBe(503);
  expect((await ask('/healthz')).status).toBe(200);
  expect(await end).toBe(0);
});

it('refuses a second process on one file, a corp that is not the database’s, and settings that do not fit', async () => {
  const env = await settings();
  const first = await startProduct(env);
  const port = String(await freePort());
  expect(await refusedStart({ ...env, PORT: port })).toMatchObject({
    code: 1,
    said: expect.stringContaining('正被另一个常客进程使用') as string,
  });
  const other = `sqlite:${join(folder, 'other.sqlite')}`;
  expect(await refusedStart({ ...env, DATABASE_URL: other })).toMatchObject({
    code: 1,
    said: expect.stringContaining(`端口 ${env.PORT} 已被占用`) as string,
  });
  await first.end('SIGTERM');

  expect(await refusedStart({ ...env, ...wecom })).toMatchObject({
    code: 1,
    said: expect.stringContaining('沙盒的演示数据') as string,
  });
  expect(await refusedStart({ ...env, WECOM_SECRET: wecom.WECOM_SECRET })).toMatchObject({
    code: 1,
    said: expect.stringContaining('要一起填') as string,
  });
  expect(await refusedStart({ ...env, PORT: '0x50' })).toMatchObject({
    code: 1,
    said: expect.stringContaining('PORT 要填') as string,
  });
  expect(await refusedStart({ ...env, DATABASE_URL: 'mysql://nobody:wrong@127.0.0.1:1/changke' })).toMatchObject({
    code: 1,
    said: expect.stringContaining('连不上数据库') as string,
  });
});

/** Says a line as 周航 and waits until the bot has answered. */
async function say(address: string, text: string): Promise<void> {
  const count = async () =>
    ((await (await fetch(`${address}/_sandbox/members/zhouhang/chat`)).json()) as ChatItem[]).filter(
      ({ from }) => from === 'app',
    ).length;
  const before = await count();
  await fetch(`${address}/_sandbox/members/zhouhang/messages`, {
    method: 'POST',
    body: JSON.stringify({ text }),
    headers: { 'content-type': 'application/json' },
  });
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before);
}
