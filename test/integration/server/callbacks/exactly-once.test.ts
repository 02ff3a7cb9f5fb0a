import { expect, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { Followup } from '../../../../entities/followup.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { postCallback, textXml } from '../../../support/callbacks.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const followups = (app: TestApp) => app.read(system, ({ db }) => db.find(Followup, { order: { id: 'ASC' } }));
const inbox = (app: TestApp) => app.read(system, ({ db }) => db.find(Callback));

it('takes a retry for what it is, with the same and with a new signature', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const xml = textXml({ from: 'zhouhang', content: '跟进 赵敏 已发报价单', msgId: '7000000000000000001' });

  const statuses = [
    await postCallback(app, xml, { nonce: '1' }),
    await postCallback(app, xml, { nonce: '1' }),
    await postCallback(app, xml, { nonce: '2' }),
    await postCallback(app, xml, { nonce: '3', timestamp: '1795000000' }),
  ];
  await app.settle();

  expect(statuses).toEqual([200, 200, 200, 200]);
  expect(await followups(app)).toHaveLength(1);
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('takes retries that arrive at the same instant once', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const xml = textXml({ from: 'zhouhang', content: '跟进 赵敏 已发报价单', msgId: '7000000000000000002' });

  const statuses = await Promise.all(
    Array.from({ length: 12 }, (_, nonce) => postCallback(app, xml, { nonce: String(nonce) })),
  );
  await app.settle();

  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await followups(app)).toHaveLength(1);
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('logs the same line twice when it was said twice', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  await app.say('zhouhang', '跟进 赵敏 电话没人接');
  await app.say('zhouhang', '跟进 赵敏 电话没人接');

  expect(await followups(app)).toHaveLength(2);
});

it('gives a callback its effect that was stored before the process ended', async () => {
  const app = await testApp({ unstarted: true });
  await app.build.member('zhouhang', '周航');
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  expect(
    await postCallback(
      app,
      textXml({ from: 'zhouhang', content: '跟进 赵敏 已发报价单', msgId: '7000000000000000003' }),
    ),
  ).toBe(200);
  expect(await inbox(app)).toMatchObject([{ status: 'received' }]);
  expect(await followups(app)).toEqual([]);

  await app.app.start();
  await app.settle();

  expect(await inbox(app)).toMatchObject([{ status: 'done' }]);
  expect(await followups(app)).toHaveLength(1);
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('keeps the order of one member’s lines', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await postCallback(
      app,
      textXml({ from: 'zhouhang', content: `跟进 赵敏 第${n}句`, msgId: `710000000000000000${n}` }),
    );
  }
  await app.settle();

  expect((await followups(app)).map(({ note }) => note)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `第${n}句`));
  const titles = (await app.chat('zhouhang')).map((item) => (item.kind === 'card' ? item.card.title : ''));
  expect(titles).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `已记下，赵敏的第 ${n} 次跟进`));
});

it('records events it has no use for', async () => {
  const app = await testApp();
  const xml = `<xml><ToUserName>wwtestcorp</ToUserName><FromUserName>sys</FromUserName><CreateTime>1795000000</CreateTime><MsgType>event</MsgType><Event>brand_new_event</Event></xml>`;

  expect(await postCallback(app, xml)).toBe(200);
  await app.settle();

  expect(await inbox(app)).toMatchObject([{ kind: 'event.brand_new_event', status: 'done' }]);
  expect(app.faults).toEqual([]);
});

it.each<[string, { xml?: string; signature?: string; receiveId?: string; timestamp?: string }, number]>([
  ['a wrong signature', { signature: 'f'.repeat(40) }, 401],
  ['another corp', { receiveId: 'wwothercorp' }, 401],
  ['a timestamp that was cut anew', { timestamp: '17950000001' }, 400],
  ['no XML inside', { xml: 'hello' }, 400],
  ['a DOCTYPE', { xml: '<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>text</MsgType></xml>' }, 400],
])('refuses %s without an effect', async (_what, { xml, ...how }, status) => {
  const app = await testApp();

  expect(await postCallback(app, xml ?? textXml({ from: 'zhouhang', content: '帮助', msgId: '1' }), how)).toBe(status);
  await app.settle();

  expect(await inbox(app)).toEqual([]);
  expect(await app.chat('zhouhang')).toEqual([]);
});

it('refuses a huge body, also without a length, and goes on', async () => {
  const app = await testApp();
  const huge = 'x'.repeat(70_000);
  const stream = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 7; i += 1) controller.enqueue(new TextEncoder().encode(huge.slice(0, 10_000)));
      controller.close();
    },
  });
  const url = `${app.address}/wecom/callback?msg_signature=${'a'.repeat(40)}&timestamp=1795000000&nonce=1`;

  expect((await fetch(url, { method: 'POST', body: huge })).status).toBe(429);
  expect((await fetch(url, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)).status).toBe(429);
  expect((await app.say('zhouhang', '待办'))[0]).toContain('待办都做完了');
});
