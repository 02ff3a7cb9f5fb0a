import { In, IsNull, LessThan, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { Followup } from '../../../../entities/followup.ts';
import { Installation } from '../../../../entities/installation.ts';
import { Member } from '../../../../entities/member.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { Task } from '../../../../entities/task.ts';
import { demoCompany } from '../../../../scripts/demo/company.ts';
import { seedDemo } from '../../../../scripts/demo/past.ts';
import { takeCustomer } from '../../../../server/customers/take-customer.ts';
import { openDatabase, type Database } from '../../../../server/db/data-source.ts';
import { createRead, createRun } from '../../../../server/db/run.ts';
import { createTransact } from '../../../../server/db/transaction.ts';
import { claimInstallation } from '../../../../server/installation.ts';
import { system } from '../../../../server/kernel/actor.ts';
import type { ReadCtx } from '../../../../server/kernel/context.ts';
import { createNewId } from '../../../../server/kernel/ids.ts';
import { loadActor } from '../../../../server/members/load-actor.ts';
import { remindersDue } from '../../../../server/tasks/remind-task.ts';
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
  const tables = { Member, Customer, CustomerRelation, Followup, Task, OutboxMessage };
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
  }, 60_000);
  afterAll(drop);

  it('was left empty by a start that was cut short', () => {
    expect(before).toEqual({ rows: [0, 0, 0, 0, 0, 0], seeded: 0 });
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
