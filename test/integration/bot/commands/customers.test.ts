import { expect, it } from 'vitest';
import { testApp } from '../../../support/test-app.ts';

it('shows the customer card, and its buttons work', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿', phone: '13800138000' });
  await app.say('zhouhang', '跟进 赵敏 电话 聊了报价');

  const [card] = await app.say('zhouhang', '查 赵敏');
  expect(card).toContain('赵敏\n云栖民宿 · 已联系');
  expect(card).toContain('上次联系 11-21 10:00 电话：聊了报价');
  expect(card).toContain('负责人：周航');
  expect(card).toContain('电话：138****8000');
  expect(card).toContain('下一步：还没有定');

  expect((await app.press('zhouhang', '时间线'))[0]).toContain('11-21 10:00 电话 周航\n　聊了报价');
  expect((await app.press('zhouhang', '明天提醒我'))[0]).toContain('明天 09:00提醒你');
  const [after] = await app.say('zhouhang', '查 赵敏');
  expect(after).toContain('下一步：明天 09:00 跟进');
  expect((await app.press('zhouhang', '完成下一步'))[0]).toContain('已完成：跟进');
  expect((await app.say('zhouhang', '查 赵敏'))[0]).toContain('下一步：还没有定');
});

it.each(['找 zhaomin', '找 zm', '找 赵', '找 敏', '找 云栖', '找 赵 敏', '找 ZhaoMin', '找 昭敏'])(
  'finds him by %s',
  async (line) => {
    const app = await testApp();
    await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿' });
    await app.build.customer({ owner: 'zhouhang', name: '陈志远', company: '海棠酒店' });

    const [answer] = await app.say('zhouhang', line);

    expect(answer).toContain('找到 1 位');
    expect(answer).toContain('[赵敏]');
    expect((await app.press('zhouhang', '赵敏'))[0]).toContain('云栖民宿 · 新线索');
  },
);

it.each([
  ['the owner', 'zhouhang', true],
  ['a colleague of the same department', 'xujing', false],
  ['the leader of the department', 'shenlan', true],
  ['the leader above', 'boss', true],
  ['the leader of another department', 'luoyi', false],
  ['an admin', 'gaoyuan', true],
])('%s sees the customer or hears that there is none', async (_who, userId, sees) => {
  const app = await testApp({ admins: ['gaoyuan'] });
  await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿' });

  const [card] = await app.say(userId, '查 赵敏');
  const [found] = await app.say(userId, '找 云栖');
  const [timeline] = await app.say(userId, '时间线 赵敏');

  if (sees) {
    expect(card).toContain('负责人：周航');
    expect(found).toContain('[赵敏]');
    expect(timeline).toContain('还没有跟进过');
  } else {
    expect(card).toBe('没有找到这位客户。');
    expect(found).toBe('没有找到“云栖”。换个写法试试，名字、公司、拼音、首字母都可以。');
    expect(timeline).toBe('没有找到这位客户。');
  }
});

it('shows the leader what the rep has promised, and whose promise it is', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  await app.say('zhouhang', '跟进 赵敏 电话 聊了报价，下周三下午3点回访');

  const [card] = await app.say('shenlan', '查 赵敏');

  expect(card).toContain('下一步：11月25日 周三 15:00 回访（周航）');
  expect(card).not.toContain('[完成下一步]');
});

it('follows WeCom’s direct leader where there is one, not the department’s', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'gaoyuan', name: '何佳怡' });

  expect((await app.say('shenlan', '查 何佳怡'))[0]).toContain('负责人：高媛');
  expect(await app.say('luoyi', '查 何佳怡')).toEqual(['没有找到这位客户。']);
});

it('enters a new customer with company and phone, findable at once', async () => {
  const app = await testApp();

  const [answer] = await app.say('zhouhang', '新客户 顾明远 云栖民宿 13800138000');

  expect(answer).toContain('已登记：顾明远');
  expect((await app.say('zhouhang', '查 gmy'))[0]).toContain('电话：138****8000');
  expect((await app.say('zhouhang', '新客户 顾明远'))[0]).toContain('你已经有一位叫“顾明远”的客户了');
  expect((await app.say('zhouhang', '新客户 顾明远 海棠酒店'))[0]).toContain('已登记');
  expect((await app.say('zhouhang', '新客户'))[0]).toContain('客户要有名字');
});

it('takes the longest name that the line begins with', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.build.customer({ owner: 'zhouhang', name: '张三丰' });

  expect((await app.say('zhouhang', '查 张三丰'))[0]).toMatch(/^张三丰\n/);
  expect((await app.say('zhouhang', '查张三'))[0]).toMatch(/^张三\n/);
});

it('cuts no name in half and shows what fits of long ones', async () => {
  const app = await testApp();
  const name = '𠮷'.repeat(50);
  await app.build.customer({ owner: 'zhouhang', name, company: '很长的公司名'.repeat(15) });

  const [card] = await app.say('zhouhang', '找 𠮷');

  expect(card).toContain(`[${'𠮷'.repeat(9)}…]`);
  expect(card).not.toMatch(/\p{Cs}/u);
});

it('answers what it does not understand, and what it cannot read', async () => {
  const app = await testApp();

  expect((await app.say('zhouhang', '吃了吗'))[0]).toContain('没看懂');
  expect((await app.say('zhouhang', '帮助'))[0]).toContain('跟进 客户 方式 说了什么 下次时间');
  expect((await app.say('zhouhang', '帮助 提醒'))[0]).toContain('例如：提醒 张三 明天下午3点 回访');
});
