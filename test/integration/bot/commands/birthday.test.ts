import { expect, it } from 'vitest';
import { Birthday } from '../../../../entities/birthday.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp } from '../../../support/test-app.ts';

it('keeps a lunar birthday, shows it on the card, and forgets it', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  expect(await app.say('zhouhang', '生日 赵敏')).toEqual(['还不知道赵敏的生日。记一下：生日 赵敏 农历八月十五']);
  expect(await app.say('zhouhang', '生日 赵敏 农历八月十五')).toEqual([
    '记下了。赵敏的生日是农历八月十五，下一次是2027年9月15日。',
  ]);
  expect((await app.say('zhouhang', '查 赵敏'))[0]).toContain('生日：农历八月十五，下次2027年9月15日');

  await app.say('zhouhang', '生日 赵敏 1990-11-22');
  expect(await app.say('zhouhang', '生日 赵敏')).toEqual(['赵敏的生日是1990年11月22日，下一次是明天。']);

  expect(await app.say('zhouhang', '生日 赵敏 清除')).toEqual(['已去掉赵敏的生日。']);
  expect((await app.say('zhouhang', '查 赵敏'))[0]).not.toContain('生日');
});

it('asks back where the words may mean either calendar', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  const [card] = await app.say('zhouhang', '生日 赵敏 八月十五');
  expect(card).toContain('赵敏的生日是公历还是农历？');
  expect(await app.read(system, (ctx) => ctx.db.count(Birthday))).toBe(0);

  expect((await app.press('zhouhang', '农历八月十五'))[0]).toContain('农历八月十五');
  expect(await app.read(system, (ctx) => ctx.db.find(Birthday))).toMatchObject([
    { calendar: 'lunar', year: null, month: 8, day: 15, leap: false },
  ]);
});

it('keeps 闰六月 and 腊月三十 as they were said', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  await app.say('zhouhang', '生日 赵敏 农历2025年闰六月十五');
  expect(await app.read(system, (ctx) => ctx.db.find(Birthday))).toMatchObject([
    { calendar: 'lunar', year: 2025, month: 6, day: 15, leap: true },
  ]);
  expect((await app.say('zhouhang', '生日 赵敏 腊月三十'))[0]).toContain('下一次是2027年2月5日');
});

it.each(['2月30日', '2027-01-01', '很快', '农历1990年闰八月初一'])(
  'refuses %s and keeps what it knew',
  async (said) => {
    const app = await testApp();
    await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
    await app.say('zhouhang', '生日 赵敏 5月20日');

    expect((await app.say('zhouhang', `生日 赵敏 ${said}`))[0]).toContain('没看出是哪天，或者没有这一天。');
    expect((await app.say('zhouhang', '生日 赵敏'))[0]).toContain('5月20日');
  },
);

it('is not for a colleague who may not see the customer', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });

  expect(await app.say('xujing', '生日 赵敏 5月20日')).toEqual(['没有找到这位客户。']);
  expect(await app.read(system, (ctx) => ctx.db.count(Birthday))).toBe(0);
});
