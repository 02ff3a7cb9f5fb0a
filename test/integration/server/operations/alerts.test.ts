import { expect, it } from 'vitest';
import { Alert } from '../../../../entities/alert.ts';
import { Callback } from '../../../../entities/callback.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addSeconds } from '../../../../server/kernel/dates.ts';
import { recordJobs } from '../../../../server/operations/record-jobs.ts';
import { settleAlert } from '../../../../server/operations/watch.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { fetchCustomer } from '../../../../server/wecom/messages/fetch-customer.ts';
import { testApp, textOf, type TestApp } from '../../../support/test-app.ts';

const ADMIN = 'shenlan';
const withAdmin = () => testApp({ admins: [ADMIN] });
const told = async (app: TestApp, userId = ADMIN) =>
  (await app.chat(userId)).filter(({ from }) => from === 'app').map(textOf);
const alerts = (app: TestApp) => app.read(system, ({ db }) => db.find(Alert, { order: { code: 'ASC' } }));
const dead = (app: TestApp) =>
  app.run(system, async (ctx) => {
    await ctx.send(chatText, { userId: 'zhouhang', text: '你好' });
    await ctx.db.update(OutboxMessage, { status: 'pending' }, { status: 'dead', failure: 'gone' });
  });

it('tells the admins once that messages were given up, reminds them a day later, and says when it is over', async () => {
  const app = await withAdmin();
  await dead(app);
  await app.settle();
  await app.settle();
  expect(await told(app)).toEqual([expect.stringMatching(/^有 1 条消息没发出去\n从：今天 10:00\n.*\n\[看状态\]$/s)]);

  await dead(app);
  await app.moveClock({ hours: 23 });
  expect(await told(app)).toHaveLength(1);
  await app.moveClock({ hours: 2 });
  expect((await told(app)).slice(1)).toEqual([expect.stringContaining('还没好：有 2 条消息没发出去')]);

  await app.run(system, (ctx) => ctx.db.delete(OutboxMessage, { status: 'dead' }));
  await app.settle();
  expect((await told(app)).slice(2)).toEqual([expect.stringMatching(/都处理了。\n从昨天 10:00起，前后 25 小时。$/)]);
  expect(await alerts(app)).toEqual([]);
  expect(await told(app, 'zhouhang')).toEqual([]);
});

it('says which interface is paused and what to do, with WeCom’s own number', async () => {
  const app = await withAdmin();
  await app.control('PUT', '/faults', { errors: [{ path: 'externalcontact/get', errcode: 48002, count: 1 }] });
  await app.run(system, (ctx) => ctx.send(fetchCustomer, { externalUserId: 'wmNobody' }));
  await app.settle();
  await app.settle();

  expect(await told(app)).toEqual([
    expect.stringMatching(/^企业微信客户接口停了\n原因：48002 .*客户联系.*\n从：今天 10:00\n改好设置后/s),
  ]);
});

it('keeps quiet while the chat itself is paused, and tells afterwards how long that was', async () => {
  const app = await withAdmin();
  await app.control('PUT', '/faults', { refuseIp: true });
  await app.run(system, (ctx) => ctx.send(chatText, { userId: 'zhouhang', text: '你好' }));
  await app.settle();
  await app.settle();

  expect(await alerts(app)).toMatchObject([{ code: 'channel-paused:chat', toldAt: null }]);
  expect((await fetch(`${app.address}/readyz`)).status).toBe(200);

  await app.control('PUT', '/faults', { refuseIp: false });
  await app.moveClock({ hours: 0.05 });
  expect(await told(app)).toEqual([
    expect.stringMatching(/^企业微信聊天通了。\n从今天 10:00起，停了 3 分钟，没发的正在补发。\n原因：60020 /),
  ]);
  expect(await told(app, 'zhouhang')).toEqual(['你好']);
});

it('sees callbacks that wait too long or were set aside', async () => {
  const app = await withAdmin();
  await app.say('zhouhang', '帮助');
  await app.say('xujing', '帮助');
  await app.run(system, async (ctx) => {
    const [first, second] = await ctx.db.find(Callback, { order: { id: 'ASC' } });
    await ctx.db.update(Callback, { id: first?.id ?? '' }, { status: 'dead' });
    // Of a process that died, and nobody feeds it here.
    const due = addSeconds(ctx.now, -400);
    await ctx.db.update(Callback, { id: second?.id ?? '' }, { status: 'received', dueAt: due, payload: '<xml/>' });
    for (const code of ['callbacks-dead', 'callbacks-late', 'no-such']) {
      await settleAlert({ admins: new Set([ADMIN]), readDisk: () => Promise.resolve(null), nameOf: (name) => name })(
        ctx,
        code,
      );
    }
  });
  expect((await alerts(app)).map(({ code }) => code)).toEqual(['callbacks-dead', 'callbacks-late']);
});

it('tells of a job that has failed for ten minutes, by what it does, and of a disk that is nearly full', async () => {
  const app = await withAdmin();
  const failing = () => app.run(system, (ctx) => recordJobs(ctx, [{ code: 'old-job', failure: 'TypeError' }]));
  await failing();
  await app.moveClock({ hours: 1 });
  expect(await told(app)).toEqual([expect.stringMatching(/定时任务一直做不成：old-job\n原因：TypeError/)]);

  await app.run(system, (ctx) => recordJobs(ctx, [{ code: 'old-job', failure: null }]));
  await app.settle();
  expect((await told(app)).at(-1)).toMatch(/^定时任务正常了：old-job。/);

  const settle = (free: number) =>
    app.run(system, (ctx) =>
      settleAlert({
        admins: new Set([ADMIN, 'unheard-of']),
        readDisk: () => Promise.resolve({ free, total: 100 * 1024 ** 3 }),
        nameOf: (name) => name,
      })(ctx, 'disk-low'),
    );
  await settle(2 * 1024 ** 3);
  expect(await alerts(app)).toEqual([]);
  await settle(1000);
  await settle(1000);
  const owed = await app.read(system, ({ db }) => db.findBy(OutboxMessage, { code: 'chat.alert' }));
  const full = owed.filter(({ payload }) => JSON.stringify(payload).includes('disk-low'));
  expect(full.map(({ lane }) => lane).sort()).toEqual(['chat:shenlan', 'chat:unheard-of']);
});

it('tells an admin the state in short, and nobody else', async () => {
  const app = await withAdmin();
  expect(await app.say('zhouhang', '状态')).toEqual(['只有管理员能看。']);
  expect(await app.say(ADMIN, '状态')).toEqual([
    expect.stringMatching(/^一切正常。\n排队：消息 0 条，回调 0 条\n最近一次回调：今天 10:00\n版本：\d/),
  ]);
  await dead(app);
  await app.settle();
  expect((await app.say(ADMIN, 'health')).at(-1)).toMatch(/^有 1 处不正常。\n· 没发出去的消息：1 条/);
});
