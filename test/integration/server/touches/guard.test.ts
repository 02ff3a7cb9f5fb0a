import { expect, it } from 'vitest';
import type { Customer } from '../../../../entities/customer.ts';
import { CustomerRelation } from '../../../../entities/customer.ts';
import { Member } from '../../../../entities/member.ts';
import { Ticket } from '../../../../entities/ticket.ts';
import { Consent, Touch } from '../../../../entities/touch.ts';
import { addDays, addSeconds, fromShanghai, shanghaiDaysBetween, toShanghai } from '../../../../server/kernel/dates.ts';
import { createRandom } from '../../../../scripts/demo/random.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { complaintHold } from '../../../../server/tickets/complaint-hold.ts';
import { setConsent } from '../../../../server/touches/consent.ts';
import { checkBudget } from '../../../../server/touches/contact-budget.ts';
import { mayTouch, mayTouchMany } from '../../../../server/touches/guard.ts';
import type { Hold, Plan } from '../../../../server/touches/hold.ts';
import { recordTouch, recordTouches, type NewTouch } from '../../../../server/touches/record-touch.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';

/** A customer who is a WeCom contact of his owner, or was. */
async function contact(app: TestApp, name: string, endedAt: Date | null = null): Promise<Customer> {
  const customer = await app.build.customer({ owner: 'zhouhang', name });
  await app.run(system, ({ db }) =>
    db.insert(CustomerRelation, {
      ...{ customerId: customer.id, memberId: customer.ownerId, remark: null, description: null, addWay: null },
      ...{ state: null, half: false, welcomedAt: null, since: START, endedAt, endedBy: endedAt && 'customer' },
    }),
  );
  return customer;
}

const greeting = (customerId: string, source: string, at: Date): NewTouch => ({
  ...{ customerId, memberId: null, kind: 'care', automatic: true, source, at, value: false },
});
const ask = (app: TestApp, customerId: string, plan: Partial<Omit<Plan, 'customerIds'>> = {}) =>
  app.read(system, (ctx) => mayTouch(ctx, { customerId, kind: 'offer', at: START, ...plan }, [complaintHold]));

it('lets through to a contact of whom nothing speaks against it', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');

  expect(await ask(app, id)).toEqual({ ok: true });
  expect(await ask(app, id, { kind: 'care' })).toEqual({ ok: true });
});

it('does not write to whom WeCom would not deliver', async () => {
  const app = await testApp();
  const lost = await contact(app, '张三', START);
  const never = await app.build.customer({ owner: 'zhouhang', name: '李四' });

  expect(await ask(app, lost.id)).toMatchObject({ ok: false, reason: 'relation-lost' });
  expect(await ask(app, never.id)).toMatchObject({ ok: false, reason: 'no-relation' });
});

it('does what the customer said last about each purpose', async () => {
  const app = await testApp();
  const { id: customerId } = await contact(app, '张三');
  const actor = await app.actor('zhouhang');
  const say = (purpose: Consent['purpose'], allowed: boolean) =>
    app.run(actor, (ctx) => setConsent(ctx, { customerId, purpose, allowed, source: 'page' }));

  await say('offer', false);
  expect(await ask(app, customerId)).toMatchObject({
    ok: false,
    reason: 'consent',
    sentence: '客户不接收优惠，不发。',
  });
  expect(await ask(app, customerId, { kind: 'care' })).toEqual({ ok: true });

  await say('offer', true);
  await say('care', false);
  expect(await ask(app, customerId)).toEqual({ ok: true });
  expect(await ask(app, customerId, { kind: 'care' })).toMatchObject({ sentence: '客户不接收关怀，不发。' });

  const colleague = await app.actor('xujing');
  const refused = app.run(colleague, (ctx) =>
    setConsent(ctx, { customerId, purpose: 'care', allowed: true, source: 'page' }),
  );
  await expect(refused).rejects.toMatchObject({ kind: 'not_found' });
});

it('holds everything back while a complaint is open, and offers for two weeks more', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  await app.say('zhouhang', '投诉 张三 漏水');

  expect(await ask(app, id)).toMatchObject({ reason: 'complaint', sentence: '投诉未结，优惠已暂停。' });
  expect(await ask(app, id, { kind: 'care' })).toMatchObject({ sentence: '投诉未结，关怀已暂停。' });

  await app.say('zhouhang', '结案 张三 已换');
  const soon = addDays(START, 13);
  expect(await ask(app, id, { at: soon })).toMatchObject({ reason: 'complaint-recent', cause: '结案不满 14 天' });
  expect(await ask(app, id, { at: soon, kind: 'care' })).toEqual({ ok: true });
  expect(await ask(app, id, { at: addDays(START, 14) })).toEqual({ ok: true });
});

it.each([
  ['20:59', 20, 59, true],
  ['21:00', 21, 0, false],
  ['03:00', 3, 0, false],
  ['08:59', 8, 59, false],
  ['09:00', 9, 0, true],
])('at %s', async (_clock, hour, minute, ok) => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  expect(await ask(app, id, { at: fromShanghai(2026, 11, 24, hour, minute) })).toMatchObject(
    ok ? { ok } : { ok, reason: 'quiet-hours' },
  );
});

it('keeps to the contact budget over care and offers, and says which limit it is', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  await app.run(system, (ctx) =>
    recordTouches(
      ctx,
      [20, 15, 10, 5].map((days, n) => greeting(id, `care:${n}`, addDays(START, -days))),
    ),
  );

  expect(await ask(app, id)).toMatchObject({ reason: 'budget', sentence: '30 天内已触达 4 次，这次不发。' });
  expect(await ask(app, id, { at: addDays(START, 10) })).toEqual({ ok: true });
  expect(await app.read(system, (ctx) => checkBudget(ctx, id, 'care', addDays(START, -4)))).toMatchObject({
    reason: 'budget',
  });

  await app.run(system, (ctx) => recordTouch(ctx, greeting(id, 'care:ahead', addDays(START, 15))));
  expect(await ask(app, id, { at: addDays(START, 13) })).toMatchObject({ cause: '3 天内已触达 1 次' });
});

it('offers nothing within a day after somebody talked with him; a greeting may go', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  await app.say('zhouhang', '跟进 张三 电话 聊了报价');

  expect(await ask(app, id, { at: addSeconds(START, 3600) })).toMatchObject({ reason: 'just-contacted' });
  expect(await ask(app, id, { at: addSeconds(START, 3600), kind: 'care' })).toEqual({ ok: true });
  expect(await ask(app, id, { at: addSeconds(addDays(START, 1), 1) })).toEqual({ ok: true });
});

it('touches nobody twice for one source', async () => {
  const app = await testApp();
  const { id } = await contact(app, '张三');
  await app.run(system, (ctx) => recordTouch(ctx, greeting(id, 'care:birthday-2026', addDays(START, -60))));

  expect(await ask(app, id, { source: 'care:birthday-2026' })).toMatchObject({ reason: 'already' });
  expect(await ask(app, id, { source: 'care:birthday-2027' })).toEqual({ ok: true });
});

it('says of many what it says of each, and what a plain reading of the rules says', async () => {
  const app = await testApp();
  const random = createRandom(20261121);
  const ids: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    const ended = random.chance(0.2) ? START : null;
    ids.push(
      random.chance(0.1)
        ? (await app.build.customer({ owner: 'zhouhang', name: `客户${n}` })).id
        : (await contact(app, `客户${n}`, ended)).id,
    );
  }
  await app.run(system, async (ctx) => {
    const { id: memberId } = await ctx.db.findOneByOrFail(Member, { userKey: 'zhouhang' });
    const when = (days = 40) => addSeconds(START, random.int(-days * 24, days * 24) * 3600);
    for (const customerId of ids) {
      for (const purpose of ['care', 'offer'] as const) {
        if (random.chance(0.3))
          await ctx.db.insert(Consent, { customerId, purpose, allowed: random.chance(0.6), at: START, source: 'page' });
      }
      for (let n = random.int(0, 2); n > 0; n -= 1) {
        const open = random.chance(0.2);
        await ctx.db.insert(Ticket, {
          ...{ id: ctx.newId(), number: ctx.newId().slice(-16), customerId, subject: '漏水', openedAt: START },
          kind: random.chance(0.5) ? 'complaint' : 'fault',
          status: open ? 'open' : 'closed',
          closedAt: open ? null : when(),
          solution: open ? null : '已换',
          ...{ openedById: memberId, ownerId: memberId },
        });
      }
      for (let n = random.int(0, 6); n > 0; n -= 1) {
        const kind = random.pick(['care', 'offer', 'welcome'] as const);
        const source = random.chance(0.1) ? 'offer:this' : `any:${n}`;
        const automatic = random.chance(0.8);
        await recordTouch(ctx, { customerId, memberId, kind, automatic, source, at: when(), value: true });
      }
      const contacts = Array.from({ length: 6 }, (_, n): NewTouch => ({
        ...{ customerId, memberId, kind: 'contact', automatic: false, value: true },
        ...{ source: `followup:${n}`, at: when(20) },
      }));
      await recordTouches(ctx, contacts);
    }
  });
  const world = await app.read(system, async ({ db }) => ({
    relations: await db.find(CustomerRelation),
    consents: await db.find(Consent),
    tickets: await db.find(Ticket),
    touches: await db.find(Touch),
  }));

  const reasons = new Set<string>();
  for (let n = 0; n < 12; n += 1) {
    const plan: Plan = {
      customerIds: ids,
      kind: random.pick(['care', 'offer'] as const),
      at: fromShanghai(2026, 11, 21 + random.int(-20, 20), random.int(7, 22), random.int(0, 59)),
      ...(random.chance(0.5) && { source: 'offer:this' }),
    };
    const many = await app.read(system, (ctx) => mayTouchMany(ctx, plan, [complaintHold]));
    expect([...many.keys()]).toEqual(ids);
    for (const [customerId, verdict] of many) {
      const { customerIds: _all, ...one } = plan;
      expect(await app.read(system, (ctx) => mayTouch(ctx, { ...one, customerId }, [complaintHold]))).toEqual(verdict);
      expect(verdict.ok ? 'ok' : verdict.reason).toBe(plainly(world, customerId, plan));
      reasons.add(verdict.ok ? 'ok' : verdict.reason);
    }
  }
  expect([...reasons].sort()).toEqual([
    ...['already', 'budget', 'complaint', 'complaint-recent', 'consent', 'just-contacted'],
    ...['no-relation', 'ok', 'quiet-hours', 'relation-lost'],
  ]);
});

interface World {
  relations: CustomerRelation[];
  consents: Consent[];
  tickets: Ticket[];
  touches: Touch[];
}

/** The rules once more, one customer at a time and without a database. */
function plainly(world: World, customerId: string, { kind, at, source }: Plan): string {
  const of = <T extends { customerId: string }>(rows: T[]) => rows.filter((row) => row.customerId === customerId);
  const relations = of(world.relations);
  if (relations.length === 0) return 'no-relation';
  if (relations.every(({ endedAt }) => endedAt !== null)) return 'relation-lost';
  const touches = of(world.touches);
  if (touches.some((touch) => touch.source === source)) return 'already';
  if (of(world.consents).some(({ purpose, allowed }) => purpose === kind && !allowed)) return 'consent';
  const complaints = of(world.tickets).filter((ticket) => ticket.kind === 'complaint');
  if (complaints.some(({ status }) => status === 'open')) return 'complaint';
  if (kind === 'offer' && complaints.some(({ closedAt }) => closedAt !== null && addDays(closedAt, 14) > at))
    return 'complaint-recent';
  const { hour } = toShanghai(at);
  if (hour < 9 || hour >= 21) return 'quiet-hours';
  const days = touches
    .filter((touch) => touch.automatic && (touch.kind === 'care' || touch.kind === 'offer'))
    .map((touch) => shanghaiDaysBetween(at, touch.at));
  for (const [length, most] of [
    [30, 4],
    [3, 1],
  ] as const) {
    for (let first = 1 - length; first <= 0; first += 1) {
      if (days.filter((day) => first <= day && day <= first + length - 1).length >= most) return 'budget';
    }
  }
  const recent = (touch: Touch) => touch.at <= at && touch.at >= addDays(at, -1);
  return kind === 'offer' && touches.some((touch) => touch.kind === 'contact' && recent(touch))
    ? 'just-contacted'
    : 'ok';
}

it('asks few questions about many customers', async () => {
  const app = await testApp();
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) ids.push((await contact(app, `客户${n}`)).id);
  let questions = 0;
  const counted: Hold = (ctx, plan) => {
    questions += 1;
    return complaintHold(ctx, plan);
  };

  const verdicts = await app.read(system, (ctx) =>
    mayTouchMany(ctx, { customerIds: ids, kind: 'offer', at: START }, [counted]),
  );

  expect([...verdicts.values()].every(({ ok }) => ok)).toBe(true);
  expect(questions).toBe(1);
});
