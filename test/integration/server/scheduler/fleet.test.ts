import { IsNull, Not } from 'typeorm';
import { expect, inject, it } from 'vitest';
import { CareItem } from '../../../../entities/care.ts';
import { JobRun } from '../../../../entities/job-run.ts';
import { MassRecipient, MassSend } from '../../../../entities/mass-send.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { Task } from '../../../../entities/task.ts';
import { TierRun } from '../../../../entities/tier.ts';
import { approveCampaign } from '../../../../server/campaigns/approve-campaign.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { takeOnce } from '../../../../server/operations/once.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { joinFleet } from '../../../support/fleet.ts';
import { draft, friend, openedOffer } from '../../../support/offers.ts';
import { testApp, textOf, type TestApp } from '../../../support/test-app.ts';

/** A SQLite file has one process, so there is nobody to share the work with. */
const onServer = it.skipIf(inject('database') === 'sqlite');

const said = async (app: TestApp, userId: string) =>
  (await app.chat(userId)).filter(({ from }) => from === 'app').map(textOf);
const rows = (app: TestApp, code: string) => app.read(system, ({ db }) => db.findBy(OutboxMessage, { code }));

onServer('three processes on one database do each piece of scheduled work once', { timeout: 240_000 }, async () => {
  const app = await testApp({ admins: ['shenlan'] });
  await joinFleet(app, { size: 3, admins: ['shenlan'] });
  for (const [name, userid] of [
    ['张三', 'zhouhang'],
    ['李四', 'zhouhang'],
    ['王五', 'xujing'],
  ] as const) {
    await friend(app, name, userid);
    await app.say(userid, `生日 ${name} 11-23`);
    await app.say(userid, `提醒 ${name} 明天上午10点 回访`);
  }
  const campaign = await draft(app, await openedOffer(app));
  await app.run(await app.actor('shenlan'), (ctx) => approveCampaign(ctx, campaign.id));
  await app.run(system, async (ctx) => {
    await ctx.send(chatText, { userId: 'nobody', text: '你好' });
    await ctx.db.update(OutboxMessage, { lane: 'chat:nobody' }, { status: 'dead' });
  });

  await app.moveClock({ to: '2026-11-23T12:00:00+08:00' });

  const [zhouhang, xujing, shenlan] = await Promise.all(['zhouhang', 'xujing', 'shenlan'].map((id) => said(app, id)));
  const count = (texts: string[] | undefined, part: string): number =>
    texts?.filter((text) => text.includes(part)).length ?? 0;
  // Reminders, the morning's card, the greeting to confirm, the campaign to confirm.
  for (const [texts, customers] of [
    [zhouhang, 2],
    [xujing, 1],
  ] as const) {
    expect(count(texts, '到点了：回访')).toBe(customers);
    expect(count(texts, '位客户生日')).toBe(1);
    expect(count(texts, '新豆到了')).toBe(1);
  }
  // Told once, and reminded by one of the three a day later.
  const reminded = count(shenlan, '还没好');
  expect([count(shenlan, '没发出去') - reminded, [1, 2].includes(reminded)]).toEqual([1, true]);
  expect(await app.read(system, ({ db }) => db.countBy(CareItem, { day: '2026-11-23' }))).toBe(3);
  const sends = await app.read(system, ({ db }) => db.find(MassSend));
  const purposes = new Map(sends.map(({ id, purpose }) => [id, purpose]));
  const recipients = await app.read(system, ({ db }) => db.find(MassRecipient));
  const pairs = recipients.map(({ massSendId, customerId }) => `${purposes.get(massSendId) ?? ''} ${customerId}`);
  expect([pairs.length, new Set(pairs).size]).toEqual([6, 6]);
  expect(await app.read(system, ({ db }) => db.countBy(Task, { status: 'open' }))).toBe(3);
  expect(await app.read(system, ({ db }) => db.find(TierRun))).toMatchObject([
    { day: '2026-11-21', done: true },
    { day: '2026-11-22', done: true },
    { day: '2026-11-23', done: true },
  ]);
  // Read at the start by one of the three, and once a night.
  expect([(await rows(app, 'wecom.fetch-directory')).length, (await rows(app, 'wecom.create-menu')).length]).toEqual([
    3, 1,
  ]);
  expect(app.faults).toEqual([]);
  // Who came second somewhere has found by now that all is done.
  await app.settle();
  expect(await app.read(system, ({ db }) => db.countBy(JobRun, { failingSince: Not(IsNull()) }))).toBe(0);
});

onServer('of several who take the same work in one moment, one gets it', async () => {
  const app = await testApp();
  const fleet = await joinFleet(app, { size: 3 });
  const before = new Date(app.sandbox.clock.now().getTime() - 1);
  const attempts = [...fleet, ...fleet, ...fleet].map((each) =>
    each.run(system, (ctx) => takeOnce(ctx, 'once:test', before)),
  );
  expect((await Promise.all(attempts)).filter(Boolean)).toHaveLength(1);
});
