import { expect, it } from 'vitest';
import { testApp } from '../../../support/test-app.ts';

it('reminds once, at the time', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿' });
  await app.say('zhouhang', '跟进 赵敏 电话 聊了报价');

  expect((await app.say('zhouhang', '提醒 赵敏 明天 下午3点 回访'))[0]).toContain('好，明天 15:00提醒你');
  const before = (await app.chat('zhouhang')).length;

  await app.moveClock({ to: '2026-11-22T06:59:00Z' });
  expect(await app.chat('zhouhang')).toHaveLength(before);

  await app.moveClock({ days: 3 });
  const reminders = (await app.chat('zhouhang')).slice(before);
  expect(reminders).toHaveLength(1);
  expect(reminders[0]).toMatchObject({
    at: '2026-11-22T07:00:00.000Z',
    card: {
      title: '到点了：回访',
      titleDescription: '赵敏 · 云栖民宿',
      quote: { title: '上次说到', text: '聊了报价' },
    },
  });
});

it.each([
  ['提醒 11月25日 10:30 寄样品', '11月25日 周三 10:30提醒你', '寄样品'],
  ['提醒 赵敏 下周三 寄样品', '11月25日 周三 09:00提醒你', '赵敏 · 寄样品'],
  ['提醒我后天上午给仓库打电话', '11月23日 周一 10:00提醒你', '给仓库打电话'],
])('understands %s', async (line, time, what) => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  const [answer] = await app.say('zhouhang', line);

  expect(answer).toContain(time);
  expect(answer).toContain(what);
});

it('asks back where a time is past or missing, and plans nothing', async () => {
  const app = await testApp();

  expect((await app.say('zhouhang', '提醒 寄样品'))[0]).toContain('没看出是什么时候');
  expect((await app.say('zhouhang', '提醒 昨天 寄样品'))[0]).toContain('已经过去了');
  expect((await app.say('zhouhang', '待办'))[0]).toContain('待办都做完了');
});

it('offers the next one for a weekday that has passed; the button plans it once', async () => {
  const app = await testApp();

  const [question] = await app.say('zhouhang', '提醒 本周五 寄样品');
  expect(question).toContain('是哪个时间');
  expect(question).toContain('1：11月27日 周五 09:00');

  await app.press('zhouhang', '27日 09:00');
  await app.press('zhouhang', '27日 09:00');
  const [list] = await app.say('zhouhang', '待办');
  expect(list).toContain('共 1 件待办');
  expect(list).toContain('11月27日 周五 09:00 寄样品');
});

it('ticks off and puts off from the reminder', async () => {
  const app = await testApp();
  await app.say('zhouhang', '提醒 今天 11:00 寄样品');
  await app.moveClock({ hours: 2 });

  expect((await app.press('zhouhang', '推迟 1 小时'))[0]).toContain('改到今天 13:00：寄样品');
  await app.moveClock({ hours: 2 });
  expect((await app.press('zhouhang', '完成'))[0]).toBe('已完成：寄样品');
  expect((await app.press('zhouhang', '完成'))[0]).toBe('这条待办已经完成了。');
  await app.moveClock({ days: 2 });
  expect(
    (await app.chat('zhouhang')).filter((item) => item.kind === 'card' && item.card.title.startsWith('到点了')),
  ).toHaveLength(2);
});

it('lists the overdue before what is ahead, and nobody else’s', async () => {
  const app = await testApp();
  await app.say('zhouhang', '提醒 今天 11:00 寄样品');
  await app.say('zhouhang', '提醒 12月1日 看展会');
  await app.say('xujing', '提醒 12月2日 别人的事');
  await app.moveClock({ days: 1 });

  const [list] = await app.say('zhouhang', '待办');

  expect(list).toMatch(/共 2 件待办[\s\S]*已经逾期\n· 昨天 11:00 寄样品[\s\S]*接下来\n· 12月1日 周二 09:00 看展会/);
  expect(list).not.toContain('别人的事');
});

it('does not let one member touch another’s task', async () => {
  const app = await testApp();
  await app.say('zhouhang', '提醒 今天 11:00 寄样品');
  await app.moveClock({ hours: 2 });
  const reminder = (await app.chat('zhouhang')).findLast((item) => item.kind === 'card');
  const key = reminder?.kind === 'card' ? reminder.card.buttons[0]?.key : undefined;

  expect(key).toMatch(/^完成 #/);
  expect(await app.say('xujing', key ?? '')).toEqual(['没有找到这条待办。']);
});

it('offers what is left of today for a bare 今天', async () => {
  const app = await testApp();

  const [question] = await app.say('zhouhang', '提醒 今天 寄样品');

  expect(question).toContain('1：今天 11:00\n2：今天 17:30\n3：明天 09:00');
  expect((await app.press('zhouhang', '今天 17:30'))[0]).toContain('好，今天 17:30提醒你');
});
