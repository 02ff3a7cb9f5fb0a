import { Customer } from '../../entities/customer.ts';
import { Installation } from '../../entities/installation.ts';
import { recordCustomer } from '../../server/customers/record-customer.ts';
import { setStage } from '../../server/customers/set-stage.ts';
import type { Database } from '../../server/db/data-source.ts';
import { createRun, type Run } from '../../server/db/run.ts';
import { createTransact, type Transact } from '../../server/db/transaction.ts';
import { logFollowup } from '../../server/followups/log-followup.ts';
import { markSeeded } from '../../server/installation.ts';
import { system, type Actor } from '../../server/kernel/actor.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { createNewId } from '../../server/kernel/ids.ts';
import { loadActor } from '../../server/members/load-actor.ts';
import { recordDirectory } from '../../server/members/record-directory.ts';
import { reactions } from '../../server/reactions.ts';
import { nextTaskFor } from '../../server/tasks/list-tasks.ts';
import { remindersDue, remindTask } from '../../server/tasks/remind-task.ts';
import { completeTask } from '../../server/tasks/settle-task.ts';
import type { CompanyCustomer, SandboxCompany } from '../sandbox/company.ts';
import { fetchedCustomer, fetchedDirectory } from './fetched.ts';
import type { Contact, Journey } from './journey.ts';
import { demoJourneys } from './journeys.ts';
import type { Person } from './people.ts';

/** Does at an instant of the past what a member, or the product, did then. */
type At = <R>(instant: Date, who: string | null, useCase: (ctx: Ctx) => Promise<R>) => Promise<R>;

/** Something that happened; the past is told in the order of these. */
interface Moment {
  at: Date;
  happens: (at: At) => Promise<void>;
}

const REPORT_EVERY = 250;
const HOUR_MS = 3_600_000;

/**
 * Loads the demo company's past into a sandbox's database, through the product's own use-cases and without a message leaving.
 * All of it is one transaction, so that a start that is cut short leaves nothing; a database that has it already stays as it is.
 * Runs before anything else writes. Throws `conflict` for a company's own database.
 */
export async function seedDemo(
  database: Database,
  company: SandboxCompany,
  now: Date,
  progress: (line: string) => void,
): Promise<void> {
  await createTransact(database)(async (db) => {
    const [installation] = await db.find(Installation);
    if (!installation?.sandbox)
      throw new DomainError('conflict', 'demo.not-sandbox', '这个数据库不是沙盒的，不放演示数据。');
    if (installation.seededAt) return;

    const at = createAt((work) => work(db), now);
    const moments = [...pastOf(company, now)].sort((a, b) => a.at.getTime() - b.at.getTime());
    await openCompany(at, company, moments[0]?.at ?? now);
    progress(`演示公司 ${company.name}：${company.members.length} 位员工，${company.customers.length} 位客户`);
    for (const [index, moment] of moments.entries()) {
      await moment.happens(at);
      if ((index + 1) % REPORT_EVERY === 0) progress(`正在载入往事：${index + 1} / ${moments.length}`);
    }
    await remindUntil(at, now);
    await at(now, null, markSeeded);
    progress('演示数据载入完成');
  });
}

/** Runs that join one transaction, each at its own instant, and whose messages are dropped. */
function createAt(transact: Transact, now: Date): At {
  let instant = now;
  const clock = { now: () => instant };
  const run: Run = createRun({
    transact,
    clock,
    newId: createNewId(() => clock.now()),
    enqueue: () => Promise.resolve(),
    reactions,
    committed: () => undefined,
  });
  const actors = new Map<string, Actor>();

  async function actorOf(userId: string): Promise<Actor> {
    const actor = actors.get(userId) ?? (await run(system, (ctx) => loadActor(ctx, userId, new Set())));
    if (!actor) throw new Error(`Nobody here is called ${userId}`);
    actors.set(userId, actor);
    return actor;
  }

  return async (then, who, useCase) => {
    instant = then;
    return run(who === null ? system : await actorOf(who), useCase);
  };
}

/** The directory was known before the first customer. */
const openCompany = (at: At, company: SandboxCompany, first: Date): Promise<void> =>
  at(new Date(first.getTime() - HOUR_MS), null, (ctx) => recordDirectory(ctx, fetchedDirectory(company)));

function* pastOf(company: SandboxCompany, now: Date): Generator<Moment> {
  const journeys = new Map(demoJourneys(now).map((journey) => [journey.person.externalUserId, journey]));
  for (const customer of company.customers) {
    const journey = journeys.get(customer.external_userid) ?? null;
    // The product knows of nobody whom no member has as a contact.
    if (customer.follow.length === 0) continue;
    yield meeting(customer, journey);
    if (!journey) continue;
    const { person, contacts } = journey;
    for (const [index, contact] of contacts.entries()) {
      yield { at: contact.at, happens: (at) => makeContact(at, person, contact, contacts[index - 1] ?? null) };
    }
  }
}

/** A customer becomes a contact; with one of old the deal was made before anybody wrote things down. */
function meeting(customer: CompanyCustomer, journey: Journey | null): Moment {
  const friends = customer.follow.map(({ createtime }) => createtime * 1000);
  const met = new Date(Math.min(...friends, journey?.contacts[0]?.at.getTime() ?? Infinity));
  return {
    at: met,
    async happens(at) {
      await at(met, null, (ctx) => recordCustomer(ctx, fetchedCustomer(customer, journey?.person.phone ?? null)));
      if (!journey?.regular) return;
      const { person } = journey;
      await at(met, person.ownerId, async (ctx) => setStage(ctx, await idOf(ctx, person), 'won'));
    },
  };
}

/** A contact does what was promised at the one before, and brings the customer to his next stage. */
async function makeContact(at: At, person: Person, contact: Contact, before: Contact | null): Promise<void> {
  if (before?.nextStep && !contact.leavesOpen) {
    await at(contact.at, before.authorId, async (ctx) => {
      const task = await nextTaskFor(ctx, await idOf(ctx, person));
      if (task) await completeTask(ctx, task.id);
    });
  }
  await at(contact.at, contact.authorId, async (ctx) => {
    const customerId = await idOf(ctx, person);
    const { channel, note, reaction, nextStep, reaches } = contact;
    await logFollowup(ctx, { customerId, channel, note, reaction, nextStep });
    if (reaches) await setStage(ctx, customerId, reaches);
  });
}

const idOf = async ({ db }: Ctx, { externalUserId }: Person): Promise<string> =>
  (await db.findOneOrFail(Customer, { select: { id: true }, where: { externalUserId } })).id;

/** Whoever is late was reminded at the time. */
async function remindUntil(at: At, now: Date): Promise<void> {
  for (const id of await at(now, null, (ctx) => remindersDue(ctx, 1000))) {
    await at(now, null, (ctx) => remindTask(ctx, id));
  }
}
