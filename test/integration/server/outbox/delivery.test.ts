import { expect, it } from 'vitest';
import { OutboxMessage, OutboxPause } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { fetchCustomer } from '../../../../server/wecom/messages/fetch-customer.ts';
import type { WireEntry } from '../../../../scripts/sandbox/api.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const send = (app: TestApp, text: string, userId = 'zhouhang') =>
  app.run(system, (ctx) => ctx.send(chatText, { userId, text }));
const outbox = (app: TestApp) =>
  app.read(system, ({ db }) => db.find(OutboxMessage, { where: { code: 'chat.text' }, order: { id: 'ASC' } }));
const calls = async (app: TestApp, path: string) =>
  (await app.control<WireEntry[]>('GET', '/wire')).filter(({ kind, name }) => kind === 'call' && name === path);
const fail = (app: TestApp, errcode: number, count: number, path = 'message/send') =>
  app.control('PUT', '/faults', { errors: [{ path, errcode, count }] });

it('tries again after a busy answer, and delivers once', async () => {
  const app = await testApp();
  await fail(app, -1, 2);
  await send(app, '你好');
  await app.settle();
  expect(await app.chat('zhouhang')).toEqual([]);
  expect(await outbox(app)).toMatchObject([{ status: 'pending', attempts: 1 }]);

  await app.moveClock({ hours: 1 });

  expect(await app.chat('zhouhang')).toMatchObject([{ text: '你好' }]);
  expect(await outbox(app)).toMatchObject([{ status: 'sent', attempts: 3 }]);
});

it('gives up what can never arrive, and says why', async () => {
  const app = await testApp();
  await fail(app, 81013, 9);
  await send(app, '你好');
  await app.settle();

  expect(await outbox(app)).toMatchObject([
    { status: 'dead', attempts: 1, failure: expect.stringContaining('81013') as string },
  ]);
});

it('pauses on a fault of set-up instead of killing the queue, says so, and goes on once it is mended', async () => {
  const app = await testApp();
  await app.control('PUT', '/faults', { refuseIp: true });
  await send(app, '你好');
  await app.settle();

  expect(await outbox(app)).toMatchObject([{ status: 'pending' }]);
  expect(await app.read(system, ({ db }) => db.find(OutboxPause))).toMatchObject([
    { reason: expect.stringContaining('60020') as string },
  ]);
  const ready = await fetch(`${app.address}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('60020')]);

  await app.control('PUT', '/faults', { refuseIp: false });
  await app.moveClock({ hours: 1 });
  expect(await app.chat('zhouhang')).toMatchObject([{ text: '你好' }]);
  expect((await fetch(`${app.address}/readyz`)).status).toBe(200);
});

it('renews a token that WeCom forgot, once, and loses nothing', async () => {
  const app = await testApp();
  await app.control('PUT', '/faults', { expireToken: true });
  const before = (await calls(app, 'gettoken')).length;
  await Promise.all(['zhouhang', 'xujing', 'shenlan', 'luoyi'].map((userId) => send(app, '你好', userId)));
  await app.settle();

  expect((await calls(app, 'gettoken')).length - before).toBe(1);
  for (const userId of ['zhouhang', 'xujing', 'shenlan', 'luoyi']) expect(await app.chat(userId)).toHaveLength(1);
});

it('never sends a member more than WeCom delivers, and all of it in order', async () => {
  const app = await testApp();
  for (let n = 1; n <= 40; n += 1) await send(app, `第 ${n} 条`);
  await app.settle();
  expect((await app.chat('zhouhang')).length).toBe(28);

  await app.moveClock({ hours: 1 });

  expect((await app.chat('zhouhang')).map((item) => item.kind === 'text' && item.text)).toEqual(
    Array.from({ length: 40 }, (_, n) => `第 ${n + 1} 条`),
  );
});

it('asks WeCom to drop what it may have already when an outcome is unknown', async () => {
  const app = await testApp();
  await send(app, '你好');
  await app.settle();
  // As after a kill between WeCom's acknowledgement and ours.
  await app.run(system, ({ db }) =>
    db.update(OutboxMessage, { code: 'chat.text' }, { status: 'pending', uncertain: true, sentAt: null }),
  );
  await send(app, '再见');
  await app.settle();

  const sent = (await calls(app, 'message/send')).map(
    ({ request }) => JSON.parse(request) as { enable_duplicate_check?: number },
  );
  expect(sent.map(({ enable_duplicate_check: check }) => check ?? 0)).toEqual([0, 1, 0]);
  expect((await app.chat('zhouhang')).map((item) => item.kind === 'text' && item.text)).toEqual(['你好', '再见']);
});

it('keeps talking in chat while WeCom refuses the customers', async () => {
  const app = await testApp();
  await fail(app, 48002, 9, 'externalcontact/get');
  await app.run(system, (ctx) => ctx.send(fetchCustomer, { externalUserId: 'wmSOMEBODY' }));
  await app.settle();
  await send(app, '你好');
  await app.settle();

  expect(await app.chat('zhouhang')).toMatchObject([{ text: '你好' }]);
  expect(await app.read(system, ({ db }) => db.find(OutboxPause))).toMatchObject([
    { channel: 'customers', reason: expect.stringMatching(/^48002 .*可调用接口的应用/) as string },
  ]);
});
