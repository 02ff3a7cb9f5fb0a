import { expect, it } from 'vitest';
import { Followup } from '../../../../entities/followup.ts';
import { Task } from '../../../../entities/task.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const followups = (app: TestApp) => app.read(system, ({ db }) => db.find(Followup, { order: { id: 'ASC' } }));
const tasks = (app: TestApp) => app.read(system, ({ db }) => db.find(Task, { order: { id: 'ASC' } }));

it('keeps what was said, the channel, the reaction and the next step, and says it back', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿' });

  const [answer] = await app.say('zhouhang', '跟进 赵敏 电话 聊了报价，觉得偏贵，下周三下午3点回访');

  expect(answer).toContain('已记下，赵敏的第 1 次跟进');
  expect(answer).toContain('方式：电话');
  expect(answer).toContain('下一步：11月25日 周三 15:00 回访');
  expect(await followups(app)).toMatchObject([
    {
      customerId: customer.id,
      channel: 'phone',
      note: expect.stringContaining('聊了报价') as string,
      reaction: expect.stringContaining('觉得偏贵') as string,
      nextStepAt: new Date('2026-11-25T07:00:00Z'),
    },
  ]);
  expect(await tasks(app)).toMatchObject([{ title: '回访', dueAt: new Date('2026-11-25T07:00:00Z'), status: 'open' }]);
});

it.each([
  ['跟进赵敏 微信发了样品照片', 'wechat', '发了样品照片'],
  ['跟进　赵敏　上门看了场地，老板不在', 'visit', '看了场地，老板不在'],
  ['log 赵敏 已发报价单', 'other', '已发报价单'],
  ['跟进：赵敏，已发合同', 'other', '已发合同'],
])('understands %s', async (line, channel, note) => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  await app.say('zhouhang', line);

  expect(await followups(app)).toMatchObject([{ channel, note: expect.stringContaining(note) as string }]);
});

it('counts on from the contacts before', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  await app.say('zhouhang', '跟进 赵敏 电话 没人接');
  const [answer] = await app.say('zhouhang', '跟进 赵敏 电话 约了下周');

  expect(answer).toContain('第 2 次跟进');
});

it('refuses a colleague’s customer as if there were none', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  expect(await app.say('xujing', '跟进 赵敏 抢单')).toEqual(['没有找到这位客户。']);
  expect(await app.say('xujing', '跟进 没有的人 抢单')).toEqual(['没有找到这位客户。']);
  expect(await followups(app)).toEqual([]);
});

it('asks which of two namesakes is meant, and logs once however often the button is pressed', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '王芳', company: '云栖民宿' });
  const other = await app.build.customer({ owner: 'zhouhang', name: '王芳', company: '海棠酒店' });

  const [question] = await app.say('zhouhang', '跟进 王芳 电话 已发报价单');
  expect(question).toContain('哪一位');
  expect(await followups(app)).toEqual([]);

  const [answer] = await app.press('zhouhang', '王芳 海棠酒店');
  await app.press('zhouhang', '王芳 海棠酒店');

  expect(answer).toContain('已记下，王芳的第 1 次跟进');
  expect(await followups(app)).toMatchObject([
    { customerId: other.id, note: expect.stringContaining('已发报价单') as string },
  ]);
});

it('takes a name with a part of its company', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '王芳', company: '云栖民宿' });
  const other = await app.build.customer({ owner: 'zhouhang', name: '王芳', company: '海棠酒店' });

  await app.say('zhouhang', '跟进 王芳/海棠 电话 已发报价单');

  expect(await followups(app)).toMatchObject([{ customerId: other.id }]);
});

it('tells what is missing', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  expect((await app.say('zhouhang', '跟进'))[0]).toContain('还差客户的名字');
  expect((await app.say('zhouhang', '跟进 赵敏'))[0]).toContain('说了什么还没写');
});

it('keeps hostile words as words', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const note = `'; DROP TABLE customers; -- <script>alert(1)</script> ]]> &lt; =1+1`;

  await app.say('zhouhang', `跟进 赵敏 ${note}`);

  expect(await followups(app)).toMatchObject([{ note }]);
});
