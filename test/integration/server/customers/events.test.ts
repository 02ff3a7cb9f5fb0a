import { expect, it } from 'vitest';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { CustomerChatItem } from '../../../../scripts/sandbox/api.ts';
import { customerXml, postCallback, textXml } from '../../../support/callbacks.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

async function walkIn(app: TestApp, name: string, corpName?: string): Promise<string> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name, corpName });
  return externalUserId;
}
const phone = (app: TestApp, id: string, userId: string) =>
  app.control<CustomerChatItem[]>('GET', `/customers/${id}/chats/${userId}`);
const customers = (app: TestApp) => app.read(system, ({ db }) => db.find(Customer));
const relations = (app: TestApp) => app.read(system, ({ db }) => db.find(CustomerRelation));

it('makes a customer of whoever adds a member, welcomes him, and gives him that member as owner', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远', '云栖民宿');

  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang', state: 'expo' });
  await app.settle();

  const owner = await app.actor('zhouhang');
  expect(await customers(app)).toMatchObject([
    { externalUserId: id, name: '顾明远', source: 'expo', ownerId: owner.kind === 'member' && owner.id },
  ]);
  expect(
    (await phone(app, id, 'zhouhang')).filter(({ origin }) => origin === 'welcome').map(({ text }) => text),
  ).toEqual(['您好，我是周航，很高兴认识您。有什么想了解的，直接在这里发给我就好。']);
  expect((await app.say('zhouhang', '查 顾明远'))[0]).toContain('负责人：周航');
  expect((await app.say('xujing', '查 顾明远'))[0]).toBe('没有找到这位客户。');
});

it('makes one customer with two relations of whoever adds two members', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' });
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'xujing' });
  await app.settle();

  expect(await customers(app)).toHaveLength(1);
  expect(await relations(app)).toHaveLength(2);
  expect((await app.say('xujing', '查 顾明远'))[0]).toContain('负责人：周航');
});

it('welcomes once when the half-added customer is added back', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang', half: true });
  await app.settle();
  expect(await relations(app)).toMatchObject([{ half: true }]);

  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' });
  await app.settle();

  expect(await relations(app)).toMatchObject([{ half: false }]);
  expect((await phone(app, id, 'zhouhang')).filter(({ origin }) => origin === 'welcome')).toHaveLength(1);
});

it('tells apart two customers who add a member in the same second', async () => {
  const app = await testApp();
  const ids = [await walkIn(app, '顾明远'), await walkIn(app, '林晓彤')];
  await Promise.all(ids.map((id) => app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' })));
  await app.settle();

  expect((await customers(app)).map(({ name }) => name).sort()).toEqual(['林晓彤', '顾明远'].sort());
  for (const id of ids) {
    expect((await phone(app, id, 'zhouhang')).filter(({ origin }) => origin === 'welcome')).toHaveLength(1);
  }
});

it('takes over a remark, and finds the customer by it', async () => {
  const app = await testApp();
  const id = await walkIn(app, '海阔天空');
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  await app.control('POST', `/members/zhouhang/contacts/${id}/remark`, { remark: '赵敏' });
  await app.settle();

  expect((await app.say('zhouhang', '查 赵敏'))[0]).toMatch(/^海阔天空\n/);
  expect((await app.say('zhouhang', '跟进 赵敏 电话 聊了报价'))[0]).toContain('已记下');
  expect((await app.say('zhouhang', '找 zhaomin'))[0]).toContain('[海阔天空]');
});

it.each([
  ['the customer', 'customer', (id: string) => `/customers/${id}/contacts/zhouhang`],
  ['the member', 'member', (id: string) => `/members/zhouhang/contacts/${id}`],
])('keeps the customer and his history when %s ends the contact', async (_who, endedBy, path) => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  await app.control('DELETE', path(id));
  await app.settle();

  expect(await relations(app)).toMatchObject([{ endedBy, endedAt: new Date('2026-11-21T02:00:00Z') }]);
  expect((await app.say('zhouhang', '查 顾明远'))[0]).toContain('负责人：周航');

  await app.control('POST', `/customers/${id}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  expect(await relations(app)).toMatchObject([{ endedBy: null, endedAt: null }]);
});

it('does not send a welcome whose code has died', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  const at = Math.floor(new Date('2026-11-21T01:59:00Z').getTime() / 1000);

  await postCallback(
    app,
    customerXml({
      change: 'add_external_contact',
      userId: 'zhouhang',
      externalUserId: id,
      at,
      more: '<WelcomeCode>OLD</WelcomeCode>',
    }),
  );
  await app.settle();

  const owed = await app.read(system, ({ db }) => db.findBy(OutboxMessage, { code: 'wecom.send-welcome' }));
  expect(owed).toMatchObject([{ status: 'dead', attempts: 0, failure: 'expired before it could be delivered' }]);
});

it('greets a member once, telling what to type', async () => {
  const app = await testApp();
  await app.control('POST', '/members/zhouhang/subscribe');
  await app.control('POST', '/members/zhouhang/open');
  await app.settle();
  await app.control('POST', '/members/zhouhang/open');
  await app.settle();

  expect(await app.chat('zhouhang')).toMatchObject([
    { from: 'app', kind: 'text', text: expect.stringContaining('周航，你好。有事直接说一句：') as string },
  ]);
});

it('lets in a member of whom the directory has not told yet', async () => {
  const app = await testApp();
  await postCallback(app, textXml({ from: 'NewComer', content: '待办', msgId: '42' }));
  await app.settle();

  const owed = await app.read(system, ({ db }) => db.findBy(OutboxMessage, { code: 'chat.text' }));
  expect(owed).toMatchObject([
    { payload: { userId: 'NewComer', text: expect.stringContaining('待办都做完了') as string }, status: 'dead' },
  ]);
});

it('answers menu clicks like lines', async () => {
  const app = await testApp();
  await app.control('POST', '/members/zhouhang/menu', { key: '待办' });
  await app.settle();

  expect(await app.chat('zhouhang')).toMatchObject([{ text: expect.stringContaining('待办都做完了') as string }]);
});
