import { expect, it } from 'vitest';
import { Ticket } from '../../../../entities/ticket.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp, textOf, type TestApp } from '../../../support/test-app.ts';

const tickets = (app: TestApp) => app.read(system, ({ db }) => db.find(Ticket, { order: { number: 'ASC' } }));
const heard = async (app: TestApp, userId: string) => (await app.chat(userId)).map(textOf);

it('holds offers back at once when a customer complains, and tells the owner’s manager', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三', company: '云栖民宿' });

  const [answer] = await app.say('zhouhang', '投诉 张三 蒸汽棒漏水，上门迟了2天');

  expect(answer).toContain('已登记投诉 1121-01：张三');
  expect(answer).toContain('内容：蒸汽棒漏水，上门迟了2天');
  expect(answer).toContain('已告知：沈岚');
  expect(await heard(app, 'shenlan')).toEqual([
    [
      '客户投诉 1121-01：张三',
      '云栖民宿',
      '客户说：蒸汽棒漏水，上门迟了2天',
      '负责人：周航',
      '登记：周航',
      '营销：关怀和优惠已暂停',
      '处理完说：结案 1121-01 怎么解决的',
      '[看客户]',
      '[时间线]',
    ].join('\n'),
  ]);
  for (const userId of ['boss', 'xujing', 'luoyi']) expect(await heard(app, userId)).toEqual([]);
  expect((await app.press('shenlan', '看客户'))[0]).toMatch(/^张三\n云栖民宿 · 新线索\n营销已暂停：投诉未结\n负责人/);
});

it('tells the owner of what another wrote down, but nobody who has left', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'gaoyuan', name: '何佳怡' });

  expect((await app.say('shenlan', '投诉 何佳怡 机器又坏了'))[0]).toContain('已告知：高媛');
  expect((await heard(app, 'gaoyuan'))[0]).toContain('登记：沈岚');
  expect(await tickets(app)).toMatchObject([{ kind: 'complaint', status: 'open', subject: '机器又坏了' }]);

  await app.run(system, ({ db }) => db.query(`UPDATE members SET status = 'left' WHERE userKey = 'gaoyuan'`));
  expect((await app.say('shenlan', '投诉 何佳怡 还是坏的'))[0]).not.toContain('已告知');
  expect(await heard(app, 'gaoyuan')).toHaveLength(1);
});

it('goes on above where the manager has left', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.run(system, ({ db }) => db.query(`UPDATE members SET status = 'left' WHERE userKey = 'shenlan'`));

  expect((await app.say('zhouhang', '投诉 张三 漏水'))[0]).toContain('已告知：方总');

  await app.build.customer({ owner: 'boss', name: '李四' });
  expect((await app.say('boss', '投诉 李四 漏水'))[0]).not.toContain('已告知');
});

it('closes the oldest open ticket; offers stay held for two weeks', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '投诉 张三 蒸汽棒漏水');
  await app.moveClock({ hours: 2 });
  await app.say('zhouhang', '投诉 张三 上门迟了2天');

  const [first] = await app.say('zhouhang', '结案 张三 已换密封圈');
  expect(first).toContain(
    '已结案 1121-01：张三\n投诉：蒸汽棒漏水\n解决：已换密封圈\n营销：还有投诉未结，仍暂停\n未结：1121-02',
  );
  expect((await app.say('zhouhang', '查 张三'))[0]).toContain('营销已暂停：投诉未结');

  const [second] = await app.say('zhouhang', '结案 1121-02 已道歉');
  expect(second).toContain('营销：优惠再停 14 天，关怀已恢复');
  expect((await app.say('zhouhang', '查 张三'))[0]).toContain('营销已暂停：结案不满 14 天');

  expect((await app.say('zhouhang', '结案 张三 又一次'))[0]).toBe('张三没有未结的工单。');
  expect((await app.say('zhouhang', '结案 1121-02 又一次'))[0]).toBe('工单 1121-02 已经结案了。');
  expect(await tickets(app)).toMatchObject([
    { number: '1121-01', status: 'closed', solution: '已换密封圈' },
    { number: '1121-02', status: 'closed', solution: '已道歉' },
  ]);

  await app.moveClock({ days: 14 });
  expect((await app.say('zhouhang', '查 张三'))[0]).not.toContain('营销已暂停');
});

it('shows contacts and tickets in one time line', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '跟进 张三 电话 聊了报价');
  await app.moveClock({ hours: 1 });
  await app.say('zhouhang', '投诉 张三 蒸汽棒漏水');
  await app.moveClock({ hours: 1 });
  await app.say('zhouhang', '跟进 张三 电话 道了歉');

  const lines = async () => (await app.say('zhouhang', '时间线 张三'))[0]?.split('\n');
  const head = ['张三，共 2 次联系', '11-21 12:00 电话 周航', '　道了歉'];
  const foot = ['11-21 10:00 电话 周航', '　聊了报价'];
  expect(await lines()).toEqual([...head, '11-21 11:00 投诉 1121-01 未结', '　蒸汽棒漏水', ...foot]);

  await app.say('zhouhang', '结案 张三 已换密封圈');
  const closed = ['11-21 11:00 投诉 1121-01', '　蒸汽棒漏水', '　11-21 12:00 结案：已换密封圈'];
  expect(await lines()).toEqual([...head, ...closed, ...foot]);
});

it('lists what is open to whoever may see the customers', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.build.customer({ owner: 'luoyi', name: '李四' });
  await app.say('zhouhang', '投诉 张三 蒸汽棒漏水');
  await app.say('luoyi', '投诉 李四 发错货');

  expect((await app.say('zhouhang', '工单'))[0]).toBe(
    '共 1 张未结\n· 1121-01 投诉 张三 11-21 10:00\n　蒸汽棒漏水\n处理完一张：结案 工单号 怎么解决的',
  );
  expect((await app.say('boss', '工单'))[0]).toMatch(/^共 2 张未结\n· 1121-01 .*\n.*\n· 1121-02 投诉 李四/);
  expect((await app.say('xujing', '工单'))[0]).toContain('没有未结的工单。');
});

it('refuses a colleague’s customer and ticket as if they were absent, and tells what is missing', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '投诉 张三 蒸汽棒漏水');

  expect(await app.say('xujing', '投诉 张三 漏水')).toEqual(['没有找到这位客户。']);
  expect(await app.say('xujing', '结案 张三 好了')).toEqual(['没有找到这位客户。']);
  expect(await app.say('xujing', '结案 1121-01 好了')).toEqual(['没有找到这张工单。']);
  expect(await app.say('xujing', '结案 1121-09 好了')).toEqual(['没有找到这张工单。']);
  expect((await app.say('zhouhang', '投诉'))[0]).toContain('还差客户的名字');
  expect((await app.say('zhouhang', '投诉 张三'))[0]).toContain('投诉什么还没写');
  expect((await app.say('zhouhang', '结案'))[0]).toContain('是哪位客户的工单');
  expect((await app.say('zhouhang', '结案 张三'))[0]).toContain('怎么解决的还没写');
  expect(await tickets(app)).toMatchObject([{ status: 'open', solution: null }]);
});
