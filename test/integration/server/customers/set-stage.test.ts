import { afterEach, beforeEach, expect, it } from 'vitest';
import { Customer } from '../../../../entities/customer.ts';
import { createCustomer } from '../../../../server/customers/create-customer.ts';
import { setStage } from '../../../../server/customers/set-stage.ts';
import { openDatabase, type Database } from '../../../../server/db/data-source.ts';
import { createRun, type Run } from '../../../../server/db/run.ts';
import { createTransact } from '../../../../server/db/transaction.ts';
import { system, type Actor } from '../../../../server/kernel/actor.ts';
import { createNewId } from '../../../../server/kernel/ids.ts';
import { ensureMember } from '../../../../server/members/ensure-member.ts';
import { freshDatabaseUrl, type FreshDatabase } from '../../../support/database.ts';

let fresh: FreshDatabase;
let database: Database;
let run: Run;
let rep: Actor;
let colleague: Actor;
let customer: Customer;

beforeEach(async () => {
  fresh = await freshDatabaseUrl();
  database = await openDatabase(fresh.url);
  const clock = { now: () => new Date('2026-11-26T01:30:00Z') };
  const deps = { clock, newId: createNewId(clock.now), enqueue: () => Promise.resolve(), reactions: [] };
  run = createRun({ ...deps, transact: createTransact(database), committed: () => undefined });
  rep = await member('zhouhang');
  colleague = await member('linyue');
  customer = await run(rep, (ctx) => createCustomer(ctx, { name: '张三', company: null, phone: null }));
});

afterEach(async () => {
  await database.close();
  await fresh.drop();
});

async function member(userId: string): Promise<Actor> {
  const { id, name } = await run(system, (ctx) => ensureMember(ctx, userId));
  return { kind: 'member', id, userId, name, scope: { kind: 'own' } };
}

const stored = async (): Promise<string | undefined> =>
  (await database.reader.manager.findOneBy(Customer, { id: customer.id }))?.stage;

it('moves a customer of one’s own to a stage', async () => {
  expect(await run(rep, (ctx) => setStage(ctx, customer.id, 'quoted'))).toMatchObject({
    name: '张三',
    stage: 'quoted',
  });
  expect(await stored()).toBe('quoted');
});

it('refuses a colleague’s customer as if he were absent', async () => {
  const refused = run(colleague, (ctx) => setStage(ctx, customer.id, 'won'));
  await expect(refused).rejects.toMatchObject({ kind: 'not_found', code: 'customer.absent' });
  expect(await stored()).toBe('lead');
});
