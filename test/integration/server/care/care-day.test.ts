import { expect, it } from 'vitest';
import { CareItem, CareOccasion } from '../../../../entities/care.ts';
import { Birthday } from '../../../../entities/birthday.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { MassRecipient, MassSend } from '../../../../entities/mass-send.ts';
import { Member } from '../../../../entities/member.ts';
import { CustomerTier } from '../../../../entities/tier.ts';
import { HeldTouch, Touch } from '../../../../entities/touch.ts';
import { briefMember, briefsDue } from '../../../../server/care/brief-members.ts';
import { planCare, plansDue } from '../../../../server/care/plan-care.ts';
import { previewOccasion } from '../../../../server/care/preview-occasion.ts';
import { createOccasion, updateOccasion } from '../../../../server/care/save-occasion.ts';
import type { OccasionInput } from '../../../../server/care/schemas.ts';
import { sendCare, sendsDue } from '../../../../server/care/send-care.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { setConsent } from '../../../../server/touches/consent.ts';
import { recordTouch } from '../../../../server/touches/record-touch.ts';
import { recordDirectory } from '../../../../server/members/record-directory.ts';
import { testCompany } from '../../../support/company.ts';
import { START, testApp, textOf, type TestApp } from '../../../support/test-app.ts';

/** A customer on his phone who has added a member, and his birthday. */
async function friend(app: TestApp, name: string, birthday: string, userid = 'zhouhang'): Promise<Customer> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid });
  await app.settle();
  if (birthday) await app.say(userid, `生日 ${name} ${birthday}`);
  return app.read(system, ({ db }) => db.findOneByOrFail(Customer, { externalUserId }));
}

const items = (app: TestApp) => app.read(system, ({ db }) => db.find(CareItem, { order: { customerId: 'ASC' } }));
const waitingMass = async (app: TestApp, userId: string) =>
  (await app.chat(userId)).flatMap((item) => (item.kind === 'mass' && item.mass.state === 'waiting' ? [item] : []));
const cards = async (app: TestApp, userId: string) =>
  (await app.chat(userId)).filter(({ kind }) => kind === 'card').map(textOf);
const received = async (app: TestApp, { externalUserId }: Customer, userId = 'zhouhang') =>
  (
    await app.control<{ origin: string; text: string }[]>('GET', `/customers/${externalUserId ?? ''}/chats/${userId}`)
  ).flatMap(({ origin, text }) => (origin === 'mass' ? [text] : []));
async function confirmAll(app: TestApp, userId: string): Promise<void> {
  for (const { id } of await waitingMass(app, userId))
    await app.control('POST', `/members/${userId}/mass/${id}/confirm`, {});
}

it(
  'greets on a solar birthday once the owner has confirmed, and keeps it in the ledger',
  { timeout: 60_000 },
  async () => {
    const app = await testApp();
    const zhang = await friend(app, '张三', '11-23');

    await app.moveClock({ to: '2026-11-23T08:00:00+08:00' });
    expect(await cards(app, 'zhouhang')).toEqual([
      [
        '今天 1 位客户生日',
        '11月23日 周一',
        '张三：09:00 发祝福',
        '到点会收到群发，确认了才发出。',
        '[今天的关怀]',
        '[看客户]',
      ].join('\n'),
    ]);
    expect(await waitingMass(app, 'zhouhang')).toEqual([]);

    await app.moveClock({ hours: 1 });
    const [mass, ...more] = await waitingMass(app, 'zhouhang');
    expect(more).toEqual([]);
    expect(mass?.mass).toMatchObject({
      names: ['张三'],
      text: '张三，生日快乐。愿您新的一岁身体健康，事事顺心。周航',
    });
    expect(await received(app, zhang)).toEqual([]);
    expect(await app.say('zhouhang', '关怀')).toEqual(['今天的关怀 1 位\n· 张三 生日 等周航确认']);

    await app.moveClock({ hours: 0.05 });
    await confirmAll(app, 'zhouhang');
    await app.moveClock({ hours: 0.2 });
    expect(await received(app, zhang)).toEqual(['张三，生日快乐。愿您新的一岁身体健康，事事顺心。周航']);
    expect(await app.say('zhouhang', '关怀')).toEqual(['今天的关怀 1 位\n· 张三 生日 09:03 已送到']);
    expect((await app.say('zhouhang', '时间线 张三'))[0]).toContain('关怀');
    const touches = await app.read(system, ({ db }) => db.findBy(Touch, { customerId: zhang.id, kind: 'care' }));
    expect(touches).toMatchObject([{ automatic: true, value: false, memberId: zhang.ownerId }]);

    await app.moveClock({ days: 2 });
    expect(await received(app, zhang)).toHaveLength(1);
    expect(app.faults).toEqual([]);
  },
);

it(
  'keeps 腊月三十 on 廿九 in a short year, leaves 春节 to the contact budget, and 闰六月 in the plain month',
  { timeout: 60_000 },
  async () => {
    const app = await testApp();
    const zhang = await friend(app, '张三', '农历腊月三十');
    const li = await friend(app, '李四', '农历闰六月初三');
    await app.run(system, ({ db }) =>
      db.query(`UPDATE care_occasions SET enabled = 0 WHERE kind = 'holiday' AND title <> '春节'`),
    );

    await app.moveClock({ to: '2027-02-05T09:01:00+08:00' });
    const today = await app.say('zhouhang', '关怀');
    expect(today).toEqual(['今天的关怀 1 位\n· 张三 生日 等周航确认']);
    await confirmAll(app, 'zhouhang');
    await app.moveClock({ to: '2027-02-06T09:01:00+08:00' });
    expect(await received(app, zhang)).toHaveLength(1);
    expect((await app.say('zhouhang', '关怀'))[0]?.split('\n')).toEqual([
      '今天的关怀 2 位',
      '· 李四 春节 等周航确认',
      '· 张三 春节 没发：3 天内已触达 1 次，这次不发',
    ]);

    await app.moveClock({ to: '2027-07-05T22:00:00+08:00' });
    expect(
      (await items(app)).filter(
        ({ customerId, occasionId }) => customerId === li.id && occasionId === 'default-birthday',
      ),
    ).toEqual([]);
    await app.moveClock({ to: '2027-07-06T09:01:00+08:00' });
    expect(await app.say('zhouhang', '关怀')).toEqual(['今天的关怀 1 位\n· 李四 生日 等周航确认']);
  },
);

it('leaves out whom it must, tells the owner why, and keeps the reason', async () => {
  const app = await testApp();
  const complaining = await friend(app, '张三', '11-23');
  const refusing = await friend(app, '李四', '11-23');
  const touched = await friend(app, '王五', '11-23');
  const lost = await friend(app, '赵六', '11-23');
  const unreachable = await app.build.customer({ owner: 'zhouhang', name: '孙七' });
  await app.say('zhouhang', '生日 孙七 11-23');
  await app.say('zhouhang', '投诉 张三 漏水');
  const actor = await app.actor('zhouhang');
  await app.run(actor, (ctx) =>
    setConsent(ctx, { customerId: refusing.id, purpose: 'care', allowed: false, source: 'page' }),
  );
  await app.run(system, (ctx) =>
    recordTouch(ctx, {
      ...{ customerId: touched.id, memberId: null, kind: 'offer', automatic: true, source: 'offer:1', value: true },
    }),
  );
  await app.control('DELETE', `/customers/${lost.externalUserId ?? ''}/contacts/zhouhang`);
  await app.settle();

  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });

  expect(await waitingMass(app, 'zhouhang')).toEqual([]);
  const reasons = new Map(
    (await items(app)).map(({ customerId, status, reason }) => [customerId, `${status} ${reason}`]),
  );
  expect(reasons).toEqual(
    new Map([
      [complaining.id, 'held complaint'],
      [refusing.id, 'held consent'],
      [touched.id, 'held budget'],
      [lost.id, 'held relation-lost'],
      [unreachable.id, 'held no-relation'],
    ]),
  );
  const held = await app.read(system, ({ db }) => db.findBy(HeldTouch, { kind: 'care' }));
  expect(new Map(held.map(({ customerId, reason }) => [customerId, `held ${reason}`]))).toEqual(reasons);
  const [card] = await cards(app, 'zhouhang').then((all) => all.slice(-1));
  expect(card).toContain('今天 5 位客户生日');
  expect(card).toContain('张三：没有安排：投诉未结，关怀已暂停');
});

it('plans, tells and sends once, however many try at the same time', async () => {
  const app = await testApp();
  await friend(app, '张三', '11-23');
  await app.run(system, ({ db }) => db.query(`UPDATE care_occasions SET enabled = 0`));
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  await app.run(system, ({ db }) => db.query('DELETE FROM care_briefs'));
  const before = (await cards(app, 'zhouhang')).length;
  const all = (useCase: typeof planCare, ids: readonly string[]) =>
    Promise.allSettled([...ids, ...ids, ...ids].map((id) => app.run(system, (ctx) => useCase(ctx, id))));

  await app.run(system, ({ db }) => db.query(`UPDATE care_occasions SET enabled = 1 WHERE kind = 'birthday'`));
  const plans = await app.read(system, plansDue);
  expect(plans).toEqual(['default-birthday 2026-11-23 ']);
  await all(planCare, plans);
  await all(briefMember, await app.read(system, (ctx) => briefsDue(ctx, 10)));
  const sends = await app.read(system, (ctx) => sendsDue(ctx, 10));
  expect(sends).toHaveLength(1);
  await all(sendCare, sends);
  await app.settle();

  expect(await items(app)).toMatchObject([{ status: 'waiting' }]);
  expect(await waitingMass(app, 'zhouhang')).toHaveLength(1);
  expect(await cards(app, 'zhouhang')).toHaveLength(before + 1);
});

it('drops in the evening what was not confirmed', { timeout: 60_000 }, async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T12:00:00+08:00' });
  const [mass] = await waitingMass(app, 'zhouhang');
  await app.moveClock({ to: '2026-11-23T21:30:00+08:00' });

  expect(await items(app)).toMatchObject([{ status: 'dropped', reason: 'expired' }]);
  expect(await app.say('zhouhang', '关怀')).toEqual(['今天的关怀 1 位\n· 张三 生日 没发：当天没有确认，过时不补发']);
  await expect(app.control('POST', `/members/zhouhang/mass/${mass?.id ?? ''}/confirm`, {})).rejects.toThrow('已经取消');
  expect(await received(app, zhang)).toEqual([]);
  const held = await app.read(system, ({ db }) => db.findBy(HeldTouch, { customerId: zhang.id }));
  expect(held).toMatchObject([{ kind: 'care', reason: 'expired' }]);
});

it('keeps a confirmation that nobody had asked about before the evening', { timeout: 60_000 }, async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T20:59:30+08:00' });
  await confirmAll(app, 'zhouhang');
  await app.moveClock({ to: '2026-11-23T21:30:00+08:00' });

  expect(await items(app)).toMatchObject([{ status: 'sent' }]);
  expect(await received(app, zhang)).toHaveLength(1);
});

it('tells why WeCom did not deliver', async () => {
  const app = await testApp();
  const gone = await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  await app.control('DELETE', `/customers/${gone.externalUserId ?? ''}/contacts/zhouhang`);
  await confirmAll(app, 'zhouhang');
  await app.moveClock({ hours: 1 });

  expect(await items(app)).toMatchObject([
    { status: 'failed', reason: 'not-friend', detail: '已不是企业微信好友，没有送到。' },
  ]);
});

it('takes a waiting greeting back when its customer complains; the others of the same text get theirs', async () => {
  const app = await testApp();
  const angry = await friend(app, '张三', '');
  const calm = await friend(app, '李四', '');
  await app.moveClock({ to: '2027-01-01T09:30:00+08:00' });
  expect((await waitingMass(app, 'zhouhang')).map(({ mass }) => mass.names.toSorted())).toEqual([
    ['张三', '李四'].toSorted(),
  ]);

  await app.say('zhouhang', '投诉 张三 漏水');
  await app.settle();
  await confirmAll(app, 'zhouhang');
  await app.moveClock({ hours: 1 });

  expect(await received(app, angry)).toEqual([]);
  expect(await received(app, calm)).toEqual(['新年好。祝您元旦快乐，新的一年平安顺遂。']);
  const held = await app.read(system, ({ db }) => db.findBy(HeldTouch, { kind: 'care' }));
  expect(held).toMatchObject([{ customerId: angry.id, reason: 'complaint' }]);
});

it('goes to another contact of the customer when the owner leaves before he confirms', async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '11-23');
  await app.control('POST', `/customers/${zhang.externalUserId ?? ''}/contacts`, { userid: 'xujing' });
  await app.settle();
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  expect(await waitingMass(app, 'zhouhang')).toHaveLength(1);

  await leave(app, 'zhouhang');
  await app.moveClock({ hours: 0.01 });
  expect(await waitingMass(app, 'zhouhang')).toEqual([]);
  const [mass] = await waitingMass(app, 'xujing');
  expect(mass?.mass.text).toContain('许静');
  await confirmAll(app, 'xujing');
  await app.moveClock({ hours: 1 });
  expect(await received(app, zhang, 'xujing')).toHaveLength(1);
  expect(await items(app)).toMatchObject([{ status: 'sent' }]);
});

it('is left out where nobody else is a contact when the owner leaves', async () => {
  const app = await testApp();
  await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  await leave(app, 'zhouhang');
  await app.moveClock({ hours: 0.01 });
  expect(await items(app)).toMatchObject([{ status: 'held', reason: 'no-sender' }]);
});

it('goes to another contact when the owner leaves between the plan and its time', async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '11-23');
  await app.control('POST', `/customers/${zhang.externalUserId ?? ''}/contacts`, { userid: 'xujing' });
  await app.moveClock({ to: '2026-11-23T08:30:00+08:00' });
  expect(await items(app)).toMatchObject([{ status: 'planned', memberId: zhang.ownerId }]);

  await app.control('DELETE', '/members/zhouhang');
  await app.moveClock({ to: '2026-11-23T09:01:00+08:00' });

  expect(await app.read(system, ({ db }) => db.count(MassSend))).toBe(1);
  const [mass] = await waitingMass(app, 'xujing');
  expect(mass?.mass.text).toBe('张三，生日快乐。愿您新的一岁身体健康，事事顺心。许静');
});

it('reaches him all the same when a colleague takes him over that day, and once', async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  await leave(app, 'zhouhang');
  await app.moveClock({ hours: 1 });
  expect(await items(app)).toMatchObject([{ status: 'held', reason: 'no-sender' }]);

  await app.control('POST', `/customers/${zhang.externalUserId ?? ''}/contacts`, { userid: 'xujing' });
  await app.settle();
  await app.moveClock({ hours: 0.01 });
  await confirmAll(app, 'xujing');
  await app.moveClock({ hours: 1 });

  expect(await items(app)).toMatchObject([{ status: 'sent', reason: null }]);
  expect(await received(app, zhang, 'xujing')).toHaveLength(1);
  expect(await received(app, zhang, 'zhouhang')).toEqual([]);
});

it('is taken back from whoever left in the moment in which it was put before him', async () => {
  const app = await testApp();
  await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T09:30:00+08:00' });
  await app.run(system, ({ db }) => db.update(Member, { userKey: 'zhouhang' }, { status: 'left' }));

  await app.moveClock({ to: '2026-11-23T12:30:00+08:00' });

  expect(await waitingMass(app, 'zhouhang')).toEqual([]);
  expect(await items(app)).toMatchObject([{ status: 'held', reason: 'no-sender' }]);
});

it('asks a member for twenty greetings by name at most, the rest in one text, each customer in one of them', async () => {
  const app = await testApp();
  const ids: string[] = [];
  for (let n = 0; n < 24; n += 1) ids.push((await reachable(app, `客户${n}`)).id);
  await app.run(system, async ({ db }) => {
    const born = { calendar: 'solar', year: null, month: 11, day: 23, leap: false } as const;
    await db.insert(
      Birthday,
      ids.map((customerId) => ({ customerId, ...born })),
    );
  });
  const preview = await app.read(await app.actor('shenlan'), (ctx) =>
    previewOccasion(ctx, 'default-birthday', '2026-11-23'),
  );
  expect(preview).toMatchObject({ included: 24, confirmations: 21, withoutName: 4 });
  expect(preview.warnings.join()).toContain('其余 4 位收到同一段不带称呼的话');

  await app.moveClock({ to: '2026-11-23T08:59:00+08:00' });
  const tier: Pick<CustomerTier, 'tier' | 'score' | 'reasons'> = { tier: 'A', score: 90, reasons: [] };
  await app.run(system, ({ db, now }) =>
    db.upsert(CustomerTier, { customerId: ids.at(-1) ?? '', ...tier, at: now }, ['customerId']),
  );
  await app.moveClock({ to: '2026-11-23T09:00:00+08:00' });

  const sends = await app.read(system, ({ db }) => db.find(MassSend));
  const recipients = await app.read(system, ({ db }) => db.find(MassRecipient));
  expect(sends).toHaveLength(21);
  expect(new Set(recipients.map(({ customerId }) => customerId)).size).toBe(24);
  expect(recipients).toHaveLength(24);
  expect(sends.filter(({ text }) => text === '生日快乐。愿您新的一岁身体健康，事事顺心。周航')).toHaveLength(1);
  expect(sends.some(({ text }) => text.startsWith('客户23，'))).toBe(true);
});

it('greets nobody twice for an occasion that is moved after it was kept', { timeout: 60_000 }, async () => {
  const app = await testApp();
  const zhang = await friend(app, '张三', '');
  const manager = await app.actor('shenlan');
  const solstice: OccasionInput = {
    ...{ kind: 'holiday', holidayName: '冬至', title: '问候', segmentId: null, leadDays: 0, sendAt: '10:00' },
    ...{ enabled: true, texts: { default: '天冷记得添衣。' } },
  };
  const { occasion } = await app.run(manager, (ctx) => createOccasion(ctx, solstice));
  await app.moveClock({ to: '2026-12-22T10:01:00+08:00' });
  await confirmAll(app, 'zhouhang');
  await app.moveClock({ hours: 3 });
  expect(await received(app, zhang)).toEqual(['天冷记得添衣。']);

  await app.run(manager, (ctx) => updateOccasion(ctx, occasion.id, { ...solstice, holidayName: '圣诞节' }));
  await app.moveClock({ to: '2026-12-25T10:30:00+08:00' });

  expect((await items(app)).map(({ day, status, reason }) => [day, status, reason]).sort()).toEqual([
    ['2026-12-22', 'sent', null],
    ['2026-12-25', 'held', 'greeted'],
  ]);
  expect(await waitingMass(app, 'zhouhang')).toEqual([]);
});

it('stops a moved clock seldom, though a mass send waits all day', async () => {
  const app = await testApp();
  await friend(app, '张三', '11-23');
  await app.moveClock({ to: '2026-11-23T09:15:00+08:00' });
  expect(await waitingMass(app, 'zhouhang')).toHaveLength(1);
  const evening = new Date('2026-11-23T21:01:00+08:00');

  const stops: string[] = [];
  for (let stop = await app.app.nextDueAt(evening); stop; stop = await app.app.nextDueAt(evening)) {
    stops.push(stop.toISOString().slice(11, 16));
    await app.moveClock({ to: stop.toISOString() });
  }

  expect(stops).toEqual(['04:00', '07:00', '10:00', '13:00']);
  expect(await items(app)).toMatchObject([{ status: 'dropped', reason: 'expired' }]);
});

/** A customer who can be written to, without WeCom having told of him. */
async function reachable(app: TestApp, name: string): Promise<Customer> {
  const customer = await app.build.customer({ owner: 'zhouhang', name, externalUserId: `wm${name}` });
  await app.run(system, ({ db }) =>
    db.insert(CustomerRelation, {
      ...{ customerId: customer.id, memberId: customer.ownerId, remark: null, description: null, addWay: null },
      ...{ state: null, half: false, welcomedAt: null, since: START, endedAt: null, endedBy: null },
    }),
  );
  return customer;
}

/** WeCom's directory without this member. */
const leave = (app: TestApp, userId: string) =>
  app.run(system, (ctx) =>
    recordDirectory(ctx, {
      departments: testCompany.departments.map(({ id, parentid, name }) => ({ id, parentId: parentid, name })),
      members: testCompany.members
        .filter(({ userid }) => userid !== userId)
        .map(({ userid, name, department, is_leader_in_dept: leads }) => ({
          ...{ userId: userid, name, position: null, directLeaders: [], left: false },
          departments: department.map((id, at) => ({ id, isLeader: leads[at] === 1 })),
        })),
    }),
  );

it('brings birthdays and the festive holidays along, the days of mourning switched off', async () => {
  const app = await testApp();
  const occasions = await app.read(system, ({ db }) => db.find(CareOccasion));
  const enabled = occasions.filter((each) => each.enabled).map(({ title }) => title);
  expect(new Set(enabled)).toEqual(new Set(['生日', '元旦', '春节', '元宵节', '端午节', '中秋节', '国庆节']));
  expect(occasions.map(({ title }) => title)).toEqual(expect.arrayContaining(['清明节', '中元节', '圣诞节']));
});
