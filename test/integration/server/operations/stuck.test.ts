import { expect, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { StuckList } from '../../../../server/operations/schemas.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { signIn } from '../../../support/api.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const ADMINS = { admins: ['shenlan'] };
const fail = (app: TestApp, errcode: number, count: number) =>
  app.control('PUT', '/faults', { errors: [{ path: 'message/send', errcode, count }] });
const send = async (app: TestApp, text: string) => {
  await app.run(system, (ctx) => ctx.send(chatText, { userId: 'zhouhang', text }));
  await app.settle();
};

it('shows an admin what was given up, in words and without what was written, and sends it when he says so', async () => {
  const app = await testApp(ADMINS);
  await fail(app, 81013, 1);
  await send(app, '赵敏的电话是 13800138000');
  const admin = await signIn(app, 'shenlan');

  const { body } = await admin.get<StuckList>('/operations/stuck');
  expect(body).toMatchObject({
    total: 1,
    items: [{ kind: 'message', what: '聊天回复', whom: '周航', canRetry: true, mayHaveArrived: false }],
  });
  expect(body.items[0]?.why).toContain('可见范围');
  expect(JSON.stringify(body)).not.toContain('13800138000');

  const ids = body.items.map(({ id }) => id);
  expect(await admin.post('/operations/stuck/retry', { ids })).toEqual({ status: 200, body: { done: 1 } });
  await app.settle();
  expect(await app.chat('zhouhang')).toHaveLength(1);
  // He pressed twice.
  expect(await admin.post('/operations/stuck/retry', { ids })).toEqual({ status: 200, body: { done: 0 } });
  expect((await admin.get<StuckList>('/operations/stuck')).body).toMatchObject({ total: 0, items: [] });
});

it('puts away what nobody needs any more', async () => {
  const app = await testApp(ADMINS);
  await fail(app, 81013, 1);
  await send(app, '你好');
  const admin = await signIn(app, 'shenlan');
  const [stuck] = (await admin.get<StuckList>('/operations/stuck')).body.items;
  expect((await admin.post('/operations/stuck/drop', { ids: [stuck?.id] })).body).toEqual({ done: 1 });
  expect(await app.read(system, ({ db }) => db.countBy(OutboxMessage, { status: 'dead' }))).toBe(0);
  await app.settle();
  expect(await app.chat('zhouhang')).toEqual([]);
});

it('tries a callback that was set aside again', async () => {
  const app = await testApp(ADMINS);
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  await app.say('zhouhang', '跟进 赵敏 已发报价单');
  // As after too many failures.
  await app.run(system, ({ db }) =>
    db.update(Callback, { kind: 'text' }, { status: 'dead', attempts: 5, failure: 'TypeError', doneAt: null }),
  );
  const admin = await signIn(app, 'shenlan');
  const { items } = (await admin.get<StuckList>('/operations/stuck')).body;
  expect(items).toMatchObject([
    { kind: 'callback', what: '员工说的一句话', whom: '周航', why: '程序出错（TypeError）', canRetry: true },
  ]);
  const said = (await app.chat('zhouhang')).length;
  await admin.post('/operations/stuck/retry', { ids: items.map(({ id }) => id) });
  await app.settle();
  expect(await app.chat('zhouhang')).toHaveLength(said + 1);
});

it('shows a paused channel with what an admin can do about it, and tries it at once when he says so', async () => {
  const app = await testApp(ADMINS);
  await app.control('PUT', '/faults', { refuseIp: true });
  await send(app, '你好');
  const admin = await signIn(app, 'shenlan');
  const { paused } = (await admin.get<StuckList>('/operations/stuck')).body;
  expect(paused).toMatchObject([{ channel: 'chat', name: '聊天消息', waiting: 1 }]);
  expect(paused[0]?.why).toContain('企业可信IP');

  await app.control('PUT', '/faults', { refuseIp: false });
  await admin.post('/operations/channels/chat/resume');
  await app.moveClock({ hours: 1 });
  expect(await app.chat('zhouhang')).toHaveLength(1);
  expect((await admin.get<StuckList>('/operations/stuck')).body.paused).toEqual([]);
  expect((await admin.post('/operations/channels/chat/resume')).status).toBe(404);
  expect((await admin.post('/operations/channels/weather/resume')).status).toBe(400);
});

it.each(['zhouhang', 'xujing'])('is not for %s, who is no admin', async (userId) => {
  const app = await testApp(ADMINS);
  await fail(app, 81013, 1);
  await send(app, '你好');
  const [row] = await app.read(system, ({ db }) => db.findBy(OutboxMessage, { status: 'dead' }));
  const browser = await signIn(app, userId);
  expect((await browser.get('/operations/stuck')).status).toBe(403);
  for (const act of ['retry', 'drop'])
    expect((await browser.post(`/operations/stuck/${act}`, { ids: [row?.id] })).status).toBe(403);
  expect((await browser.post('/operations/channels/chat/resume')).status).toBe(403);
  expect(await app.read(system, ({ db }) => db.findBy(OutboxMessage, { status: 'dead' }))).toEqual([row]);
});
