import { In, IsNull, LessThan, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Birthday } from '../../../../entities/birthday.ts';
import { Campaign, CampaignMember } from '../../../../entities/campaign.ts';
import { CareItem } from '../../../../entities/care.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { Deal } from '../../../../entities/deal.ts';
import { Followup } from '../../../../entities/followup.ts';
import { Installation } from '../../../../entities/installation.ts';
import { Maintenance, MaintenanceStep } from '../../../../entities/maintenance.ts';
import { MassSend } from '../../../../entities/mass-send.ts';
import { Member } from '../../../../entities/member.ts';
import { Coupon, Offer } from '../../../../entities/offer.ts';
import { CustomerValue, Order } from '../../../../entities/order.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { CustomerTag, Tag } from '../../../../entities/tag.ts';
import { Task } from '../../../../entities/task.ts';
import { Ticket } from '../../../../entities/ticket.ts';
import { CustomerTier } from '../../../../entities/tier.ts';
import { Consent, HeldTouch, Touch } from '../../../../entities/touch.ts';
import { demoCompany } from '../../../../scripts/demo/company.ts';
import { seedDemo } from '../../../../scripts/demo/past.ts';
import { upcoming } from '../../../../scripts/demo/upcoming.ts';
import { bornOn } from '../../../../server/care/candidates.ts';
import { takeCustomer } from '../../../../server/customers/take-customer.ts';
import { openDatabase, type Database } from '../../../../server/db/data-source.ts';
import { createRead, createRun } from '../../../../server/db/run.ts';
import { createTransact } from '../../../../server/db/transaction.ts';
import { claimInstallation } from '../../../../server/installation.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { ReadCtx } from '../../../../server/kernel/context.ts';
import { createNewId } from '../../../../server/kernel/ids.ts';
import { loadActor } from '../../../../server/members/load-actor.ts';
import { massSendsDue } from '../../../../server/mass-sends/check-mass-send.ts';
import { remindersDue } from '../../../../server/tasks/remind-task.ts';
import { retierDue } from '../../../../server/tiers/retier.ts';
import { complaintHold } from '../../../../server/tickets/complaint-hold.ts';
import { freshDatabaseUrl, type FreshDatabase } from '../../../support/database.ts';

/** A Thursday morning in Shanghai. */
const NOW = new Date('2026-11-26T01:30:00Z');
const clock = { now: () => NOW };
const company = demoCompany(NOW);

let fresh: FreshDatabase;
let database: Database;

async function open(): Promise<void> {
  fresh = await freshDatabaseUrl();
  database = await openDatabase(fresh.url);
}

async function drop(): Promise<void> {
  await database.close();
  await fresh.drop();
}

async function claim(sandbox: boolean): Promise<void> {
  const deps = { clock, newId: createNewId(clock.now), enqueue: () => Promise.resolve(), reactions: [] };
  const run = createRun({ ...deps, transact: createTransact(database), committed: () => undefined });
  await run(system, (ctx) => claimInstallation(ctx, { corpId: 'ww-demo', sandbox }));
}

async function seed(progress: (line: string) => void = () => undefined): Promise<void> {
  await seedDemo(database, company, NOW, progress);
}

/** How many rows each table holds. */
async function counts(): Promise<Record<string, number>> {
  const tables = {
    ...{ Member, Customer, CustomerRelation, Followup, Task, OutboxMessage, Deal, Order, Ticket, Touch, CustomerTag },
    ...{ Birthday, Maintenance, CareItem, MassSend, Campaign, CampaignMember, Coupon, CustomerTier, Consent },
  };
  const entries = Object.entries(tables).map(async ([name, entity]) => [
    name,
    await database.reader.manager.count(entity),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, number>;
}

/** Asks as a member would. */
async function as<R>(userId: string, query: (ctx: ReadCtx) => Promise<R>): Promise<R> {
  const read = createRead(database, clock);
  const actor = await read(system, (ctx) => loadActor(ctx, userId, new Set()));
  if (!actor) throw new Error(`nobody is called ${userId}`);
  return read(actor, query);
}

/** What is there after a start that ends in the middle of loading. */
async function afterBeingCutShort(): Promise<{ rows: number[]; seeded: number }> {
  let lines = 0;
  const cut = seed(() => {
    lines += 1;
    if (lines === 2) throw new Error('killed');
  });
  await expect(cut).rejects.toThrow('killed');
  const seeded = await database.reader.manager.countBy(Installation, { seededAt: Not(IsNull()) });
  return { rows: Object.values(await counts()), seeded };
}

describe('a seeded sandbox', () => {
  let before: Awaited<ReturnType<typeof afterBeingCutShort>>;

  beforeAll(async () => {
    await open();
    await claim(true);
    before = await afterBeingCutShort();
    await seed();
  }, 120_000);
  afterAll(drop);

  it('was left empty by a start that was cut short', () => {
    expect(before.rows.filter((count) => count !== 0)).toEqual([]);
    expect(before.seeded).toBe(0);
  });

  it('fills an empty sandbox with ten months of work, and lets no message out', async () => {
    const db = database.reader.manager;

    const found = await counts();
    expect(found).toMatchObject({ Member: 12, Customer: 200, OutboxMessage: 0 });
    expect(found['Followup']).toBeGreaterThanOrEqual(700);
    expect(found['Followup']).toBeLessThanOrEqual(900);
    expect(found['CustomerRelation']).toBe(company.customers.flatMap(({ follow }) => follow).length);

    const memberIds = (await db.find(Member)).map(({ id }) => id);
    expect(await db.countBy(Customer, { ownerId: In(memberIds) })).toBe(200);
    expect(await db.countBy(Customer, { lastFollowedUpAt: Not(IsNull()) })).toBeGreaterThan(170);
    const stages = new Set((await db.find(Customer)).map(({ stage }) => stage));
    expect([...stages].sort()).toEqual(['contacted', 'lead', 'needs', 'negotiating', 'quoted', 'won']);
    expect(await db.countBy(Followup, { phase: 'maintenance' })).toBeGreaterThan(200);
    expect((await db.find(Installation)).map(({ seededAt }) => seededAt)).toEqual([NOW]);

    // Nothing lies in the future but what is still to be done.
    const midnight = new Date('2026-11-25T16:00:00Z');
    expect(await db.countBy(Followup, { at: MoreThan(midnight) })).toBe(0);
    expect(await db.countBy(Customer, { createdAt: MoreThan(midnight) })).toBe(0);
    expect(await db.countBy(Task, { createdAt: MoreThan(midnight) })).toBe(0);
    expect(await db.countBy(Followup, { at: LessThan(new Date('2026-01-20T00:00:00Z')) })).toBe(0);

    // The two sides speak of the same people.
    const customers = await db.find(Customer);
    const told = new Map(company.customers.map((customer) => [customer.external_userid, customer]));
    for (const { externalUserId, name, company: where } of customers) {
      expect(told.get(externalUserId ?? '')).toMatchObject({ name, corp_name: where });
    }
  });

  it('leaves every rep something to do, some of it late, and owes no reminder for the past', async () => {
    const db = database.reader.manager;
    const tomorrow = [new Date('2026-11-26T16:00:00Z'), new Date('2026-11-27T16:00:00Z')] as const;

    for (const { id, name } of await db.findBy(Member, { position: '销售' })) {
      const open = await db.findBy(Task, { ownerId: id, status: 'open' });
      const overdue = open.filter(({ dueAt }) => dueAt < NOW);
      expect(overdue.length, `${name} overdue`).toBeGreaterThanOrEqual(2);
      expect(
        open.filter(({ dueAt }) => dueAt > NOW && dueAt < tomorrow[0]).length,
        `${name} today`,
      ).toBeGreaterThanOrEqual(2);
      expect(
        open.filter(({ dueAt }) => dueAt > tomorrow[0] && dueAt < tomorrow[1]).length,
        `${name} tomorrow`,
      ).toBeGreaterThan(0);
      expect(
        open.every(({ dueAt, remindAt }) =>
          dueAt < NOW ? remindAt === null : remindAt?.getTime() === dueAt.getTime(),
        ),
      ).toBe(true);
      expect(await db.countBy(Task, { ownerId: id, status: 'done' })).toBeGreaterThan(open.length);
    }
    expect(await db.countBy(Task, { remindAt: LessThanOrEqual(NOW) })).toBe(0);
    expect(await createRead(database, clock)(system, (ctx) => remindersDue(ctx, 10))).toEqual([]);
  });

  it('lets a rep find his customers, ask back for namesakes, and his manager see them too', async () => {
    expect(await as('zhouhang', (ctx) => takeCustomer(ctx, '赵敏 电话 聊了报价'))).toMatchObject({
      customer: { name: '赵敏', company: '云栖民宿', stage: 'quoted', followupCount: 2 },
      rest: '电话 聊了报价',
    });
    await expect(as('zhouhang', (ctx) => takeCustomer(ctx, '王芳'))).rejects.toMatchObject({
      code: 'customer.ambiguous',
    });
    await expect(as('linyue', (ctx) => takeCustomer(ctx, '赵敏'))).rejects.toMatchObject({ code: 'customer.absent' });
    for (const manager of ['shenlan', 'gumingyuan']) {
      expect(await as(manager, (ctx) => takeCustomer(ctx, '赵敏'))).toMatchObject({
        customer: { company: '云栖民宿' },
      });
    }
    await expect(as('hanbing', (ctx) => takeCustomer(ctx, '赵敏'))).rejects.toMatchObject({
      code: 'customer.absent',
    });
  });

  it('has won and lost deals, whose customers are looked after and buy again', async () => {
    const db = database.reader.manager;
    const deals = await db.find(Deal);
    const won = deals.filter(({ stage }) => stage === 'won');
    const lost = deals.filter(({ stage }) => stage === 'lost');
    expect(won.length).toBeGreaterThan(25);
    expect(lost.length).toBeGreaterThan(10);
    expect(deals.filter(({ stage }) => stage === 'open').length).toBeGreaterThan(25);
    expect(lost.filter(({ lostBecause }) => !lostBecause)).toEqual([]);
    expect(await db.countBy(Order, { dealId: In(won.map(({ id }) => id)) })).toBe(won.length);
    expect(await db.countBy(Maintenance, { customerId: In(won.map(({ customerId }) => customerId)) })).toBe(
      new Set(won.map(({ customerId }) => customerId)).size,
    );

    const values = await db.find(CustomerValue);
    const orders = await db.find(Order);
    expect(values.reduce((sum, { totalFen }) => sum + totalFen, 0)).toBe(
      orders.reduce((sum, { amountFen }) => sum + amountFen, 0),
    );
    const old = values.filter(
      ({ orderCount, firstOrderAt }) => orderCount >= 5 && firstOrderAt < new Date('2024-11-26T00:00:00Z'),
    );
    expect(old.length).toBeGreaterThan(10);
    expect(orders.filter(({ placedAt }) => placedAt > NOW)).toEqual([]);

    const steps = await db.find(MaintenanceStep);
    const tasks = await db.findBy(Task, { id: In(steps.map(({ taskId }) => taskId)), status: 'done' });
    const late = tasks.filter(({ doneAt, dueAt }) => doneAt !== null && doneAt > dueAt);
    expect(late.length).toBeGreaterThan(5);
    expect(tasks.length - late.length).toBeGreaterThan(late.length);

    for (const [tier, least] of [
      ['A', 8],
      ['B', 25],
      ['C', 100],
    ] as const) {
      expect(await db.countBy(CustomerTier, { tier }), tier).toBeGreaterThanOrEqual(least);
    }
  });

  it('knows complaints, refusals, tags and birthdays, also those that are hard to keep', async () => {
    const db = database.reader.manager;
    const idOf = async (name: string) => (await db.findOneByOrFail(Customer, { name })).id;

    const complaints = await db.findBy(Ticket, { kind: 'complaint' });
    const [open, ...others] = complaints.filter(({ status }) => status === 'open');
    expect(others).toEqual([]);
    expect(open?.customerId).toBe(await idOf('刘建国'));
    const lately = complaints.filter(
      ({ closedAt }) => closedAt !== null && closedAt > new Date('2026-11-12T01:30:00Z'),
    );
    expect(lately).toHaveLength(1);
    expect(complaints.length).toBeGreaterThan(4);
    const customerIds = [...lately, ...(open ? [open] : [])].map(({ customerId }) => customerId);
    const held = await as('gumingyuan', (ctx) => complaintHold(ctx, { customerIds, kind: 'offer', at: NOW }));
    expect([...held.values()].map(({ reason }) => reason).sort()).toEqual(['complaint', 'complaint-recent']);

    expect(await db.countBy(Consent, { allowed: false })).toBeGreaterThan(3);
    const told = company.tags?.flatMap(({ ids = [] }) => ids) ?? [];
    const tags = await db.find(Tag);
    expect(tags.map(({ wecomId }) => wecomId ?? '').filter((id) => !told.includes(id))).toEqual([]);
    expect(tags.length).toBeGreaterThan(8);

    expect(await as('zhouhang', (ctx) => bornOn(ctx, '2026-11-26', '', 10))).toContain(await idOf('林晓彤'));
    const lunar = await db.findBy(Birthday, { calendar: 'lunar' });
    expect(lunar.filter(({ leap }) => leap).map(({ month }) => month)).toEqual([6]);
    expect(lunar.filter(({ month, day }) => month === 12 && day === 30)).toHaveLength(1);
    expect(await as('zhouhang', (ctx) => bornOn(ctx, '2026-11-29', '', 10))).toContain(await idOf('孙丽'));
    expect(await db.countBy(Birthday, { calendar: 'solar' })).toBeGreaterThan(50);
  });

  it('greeted and offered, left out with reasons, and owes WeCom no question', async () => {
    const db = database.reader.manager;
    const items = await db.find(CareItem);
    const sent = items.filter(({ status }) => status === 'sent');
    expect(sent.length).toBeGreaterThan(50);
    expect(new Set(sent.map(({ occasionId }) => occasionId)).size).toBe(2);
    expect(await db.countBy(Touch, { kind: 'care', automatic: true })).toBe(sent.length);
    expect(items.filter(({ status }) => status === 'planned' || status === 'waiting')).toEqual([]);
    const unsent = items.filter(({ status }) => status !== 'sent');
    expect(unsent.length).toBeGreaterThan(5);
    expect(unsent.filter(({ reason, detail }) => !reason || !detail)).toEqual([]);
    expect(await db.countBy(HeldTouch, { kind: 'care' })).toBe(unsent.length);

    const states = (await db.find(Campaign)).map(({ status }) => status);
    expect([...states].sort()).toEqual(['approved', 'done', 'draft']);
    const done = await db.findOneByOrFail(Campaign, { status: 'done' });
    const members = await db.findBy(CampaignMember, { campaignId: done.id });
    const reached = members.filter(({ sentAt }) => sentAt !== null).map(({ customerId }) => customerId);
    expect(new Set(members.map(({ state }) => state))).toEqual(new Set(['gets', 'holdout', 'left-out']));
    const coupons = await db.findBy(Coupon, { campaignId: done.id });
    expect(coupons.filter(({ customerId }) => !reached.includes(customerId))).toEqual([]);
    expect(coupons.filter(({ status }) => status === 'redeemed').length).toBeGreaterThan(3);
    expect(coupons.length).toBeGreaterThan(coupons.filter(({ status }) => status === 'redeemed').length);
    const offer = await db.findOneByOrFail(Offer, { id: done.offerId });
    expect(offer).toMatchObject({ status: 'open', issued: coupons.length });

    expect(await db.countBy(MassSend, { checkAt: Not(IsNull()) })).toBe(0);
    const read = createRead(database, clock);
    expect(await read(system, (ctx) => massSendsDue(ctx, 10))).toEqual([]);
    expect(await read(system, retierDue)).toEqual([]);
  });

  it('tells what is worth moving the clock for: tasks, birthdays, a holiday, a campaign', async () => {
    const items = await createRead(database, clock)(system, upcoming);
    const texts = items.map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('提醒')).length).toBe(3);
    expect(texts).toContain('元旦问候发给客户');
    expect(texts).toContain('活动发出：入冬除垢');
    expect(texts.filter((text) => text.startsWith('生日祝福：'))).toHaveLength(2);
    const times = items.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times.filter((at) => new Date(at) <= NOW)).toEqual([]);
  });

  it('does nothing the second time', async () => {
    const before = await counts();

    const lines: string[] = [];
    await seed((line) => lines.push(line));

    expect(await counts()).toEqual(before);
    expect(lines).toEqual([]);
  });
});

it("refuses a company's own database", async () => {
  await open();
  await claim(false);
  await expect(seed()).rejects.toMatchObject({ kind: 'conflict', code: 'demo.not-sandbox' });
  expect(await counts()).toMatchObject({ Member: 0, Customer: 0 });
  await drop();
});
