import { expect, it } from 'vitest';
import { OutboxMessage, OutboxPause } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { fetchCustomer } from '../../../../server/wecom/messages/fetch-customer.ts';
import type { WireEntry } from '../../../../scripts/sandbox/api.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

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
  expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('60020')]);

  await app.control('PUT', '/faults', { refuseIp: false });
  await app.moveClock({ hours: 1 });
  expect(await app.chat('zhouhang')).toMatchObject([{ text: '你好' }]);
  expect(await (await fetch(`${app.address}/readyz`)).json()).toEqual({ status: 'ready' });
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

/** As after a kill between WeCom's acknowledgement and ours. */
const forget = (app: TestApp, code: string) =>
  app.run(system, ({ db }) =>
    db.update(OutboxMessage, { code }, { status: 'pending', uncertain: true, sentAt: null, dueAt: START }),
  );
const textsOf = async (app: TestApp, userId: string) =>
  (await app.chat(userId)).map((item) => item.kind === 'text' && item.text);

// WeCom's manual can be read in two ways: the same message, or the same JSON to the byte.
it.each([false, true])('sends nothing twice after an unknown outcome, strictly read: %s', async (strict) => {
  const app = await testApp();
  await app.control('PUT', '/faults', { strictDuplicateCheck: strict });
  await send(app, '你好');
  await app.say('xujing', '帮助');
  const cards = (await app.chat('xujing')).length;
  await app.moveClock({ hours: 1 });
  await forget(app, 'chat.text');
  await forget(app, 'chat.card');
  await send(app, '再见');
  await app.settle();

  expect(await textsOf(app, 'zhouhang')).toEqual(['你好', '再见']);
  expect(await app.chat('xujing')).toHaveLength(cards);
  expect(await outbox(app)).toSatisfy((rows: OutboxMessage[]) => rows.every(({ status }) => status === 'sent'));
});

it.each([false, true])('gives the same answer twice where it was asked twice, strictly read: %s', async (strict) => {
  const app = await testApp();
  await app.control('PUT', '/faults', { strictDuplicateCheck: strict });
  await send(app, '没有待办。');
  await app.settle();
  await app.moveClock({ to: '2026-11-21T10:10:00+08:00' });
  await send(app, '没有待办。');
  await app.settle();
  expect(await textsOf(app, 'zhouhang')).toEqual(['没有待办。', '没有待办。']);
});

it('welcomes a customer once when the first answer was lost', async () => {
  const app = await testApp();
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name: '赵敏' });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  const welcomes = () => app.read(system, ({ db }) => db.findBy(OutboxMessage, { code: 'wecom.send-welcome' }));
  expect(await welcomes()).toMatchObject([{ status: 'sent', attempts: 1 }]);
  await forget(app, 'wecom.send-welcome');
  await app.settle();

  expect(await welcomes()).toMatchObject([{ status: 'sent', attempts: 2 }]);
  expect(await calls(app, 'externalcontact/send_welcome_msg')).toHaveLength(2);
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
