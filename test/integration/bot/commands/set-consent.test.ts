import { expect, it } from 'vitest';
import { Consent } from '../../../../entities/touch.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const consents = (app: TestApp) =>
  app.read(system, async ({ db }) =>
    Object.fromEntries((await db.find(Consent)).map(({ purpose, allowed }) => [purpose, allowed])),
  );

it('keeps what a customer does not want, and shows it on his card', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect(await app.say('zhouhang', '退订 张三 优惠')).toEqual([
    '好，不再给张三自动发优惠。\n改回来说：恢复接收 张三 优惠',
  ]);
  expect(await consents(app)).toEqual({ offer: false });
  expect((await app.say('zhouhang', '查 张三'))[0]).toContain('营销已暂停：客户不接收优惠');

  expect(await app.say('zhouhang', '恢复接收 张三 优惠')).toEqual(['好，张三又可以收到优惠了。']);
  expect(await consents(app)).toEqual({ offer: true });
  expect((await app.say('zhouhang', '查 张三'))[0]).not.toContain('营销已暂停');
});

it('takes both where none is named, and asks back for what it does not know', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect((await app.say('zhouhang', '退订 张三 短信'))[0]).toContain('只有两种：关怀、优惠');
  expect(await consents(app)).toEqual({});
  expect((await app.say('zhouhang', '退订 张三'))[0]).toBe('好，不再给张三自动发关怀和优惠。\n改回来说：恢复接收 张三');
  expect(await consents(app)).toEqual({ care: false, offer: false });
});

it('is for whoever may see the customer', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect(await app.say('xujing', '退订 张三')).toEqual(['没有找到这位客户。']);
  expect(await consents(app)).toEqual({});
});
