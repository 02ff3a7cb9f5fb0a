import { expect, it } from 'vitest';
import { HeldTouch, Touch } from '../../../../entities/touch.ts';
import { Touches0003 } from '../../../../server/db/migrations/0003-touches.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { holdTouch, holdTouches } from '../../../../server/touches/hold-touch.ts';
import { recordTouch, recordTouches, type NewTouch } from '../../../../server/touches/record-touch.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

const touches = (app: TestApp) => app.read(system, ({ db }) => db.find(Touch, { order: { at: 'ASC', id: 'ASC' } }));
const held = (app: TestApp) => app.read(system, ({ db }) => db.find(HeldTouch, { order: { id: 'ASC' } }));
const budget = { reason: 'budget', sentence: '3 天内已触达 1 次，这次不发。' };
const greeting = (customerId: string, source = 'care:autumn'): NewTouch => ({
  ...{ customerId, memberId: null, kind: 'care', automatic: true, source, value: false },
});

it('has every logged follow-up, at the time it took place', async () => {
  const app = await testApp();
  const { id: customerId, ownerId } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '跟进 张三 昨天下午3点电话聊了报价');

  expect(await touches(app)).toMatchObject([
    {
      ...{ customerId, memberId: ownerId, kind: 'contact', automatic: false, value: true },
      at: new Date('2026-11-20T07:00:00Z'),
      source: expect.stringMatching(/^followup:01TEST/) as string,
    },
  ]);
});

it('has a welcome once WeCom has taken it, and the time line shows it', async () => {
  const app = await testApp();
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name: '顾明远' });
  await app.control('PUT', '/faults', {
    errors: [{ path: 'externalcontact/send_welcome_msg', errcode: -1, count: 1 }],
  });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  expect(await touches(app)).toEqual([]);

  await app.moveClock({ to: addDays(START, 1).toISOString() });

  expect(await touches(app)).toMatchObject([{ kind: 'welcome', automatic: true, value: false }]);
  expect((await app.say('zhouhang', '时间线 顾明远'))[0]).toContain('11-21 10:00 欢迎语 周航\n还没有跟进过');
});

it('has no welcome that WeCom refused', async () => {
  const app = await testApp();
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name: '顾明远' });
  await app.control('PUT', '/faults', {
    errors: [{ path: 'externalcontact/send_welcome_msg', errcode: 41051, count: 9 }],
  });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang' });
  await app.settle();

  expect(await touches(app)).toEqual([]);
});

it('enters one touch of a customer and source, however often it is told, also at once', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  await Promise.all([1, 2, 3, 4].map(() => app.run(system, (ctx) => recordTouch(ctx, greeting(id)))));
  await app.run(system, (ctx) => recordTouches(ctx, [greeting(id, 'care:winter'), greeting(id)]));

  expect((await touches(app)).map(({ source }) => source)).toEqual(['care:autumn', 'care:winter']);
});

it('keeps why something was not sent, the last reason where there were several, and shows it in the time line', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const unsent = { kind: 'offer', source: 'offer:beans', customerId: id } as const;
  await app.run(system, (ctx) => holdTouch(ctx, unsent, { reason: 'quiet-hours', sentence: '太晚了。' }));
  await app.run(system, (ctx) => holdTouch(ctx, unsent, budget));

  expect(await held(app)).toMatchObject([{ ...unsent, reason: 'budget', detail: budget.sentence, at: START }]);
  expect((await app.say('zhouhang', '时间线 张三'))[0]).toContain(
    '11-21 10:00 未发优惠\n　3 天内已触达 1 次，这次不发。',
  );
});

it('a planned message ends either sent or held', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const other = await app.build.customer({ owner: 'zhouhang', name: '李四' });
  const unsent = { kind: 'care', source: 'care:autumn' } as const;

  await app.run(system, (ctx) => recordTouches(ctx, [greeting(id), greeting(other.id)]));
  await app.run(system, (ctx) => holdTouches(ctx, unsent, new Map([[id, budget]])));
  expect(await touches(app)).toMatchObject([{ customerId: other.id }]);
  expect(await held(app)).toMatchObject([{ customerId: id }]);

  await app.run(system, (ctx) => recordTouch(ctx, greeting(id)));
  expect(await touches(app)).toHaveLength(2);
  expect(await held(app)).toEqual([]);
});

it('takes thousands at once', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const many = Array.from({ length: 1234 }, (_, n) => greeting(id, `care:${n}`));

  await app.run(system, (ctx) => recordTouches(ctx, many));

  expect(await touches(app)).toHaveLength(1234);
});

it('takes in the contacts from before there was a ledger', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '跟进 张三 电话 聊了报价');
  await app.say('zhouhang', '跟进 张三 昨天下午3点电话聊了样品');
  const before = await touches(app);

  await app.run(system, async ({ db }) => {
    const runner = db.queryRunner ?? app.database.writer.createQueryRunner();
    const migration = new Touches0003();
    await migration.down(runner);
    await migration.up(runner);
  });

  const withoutId = (rows: Touch[]) => rows.map(({ id: _id, ...row }) => row);
  expect(withoutId(await touches(app))).toEqual(withoutId(before));
});
