import { Installation } from '../../entities/installation.ts';
import type { Database } from '../../server/db/data-source.ts';
import { createTransact } from '../../server/db/transaction.ts';
import { markSeeded } from '../../server/installation.ts';
import { startOfShanghaiDay } from '../../server/kernel/dates.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { recordDirectory } from '../../server/members/record-directory.ts';
import { remindersDue, remindTask } from '../../server/tasks/remind-task.ts';
import type { SandboxCompany } from '../sandbox/company.ts';
import { createCalendar } from './calendar.ts';
import { fetchedDirectory } from './fetched.ts';
import { demoJourneys } from './journeys.ts';
import { createAgenda } from './past/agenda.ts';
import { createAt, type At } from './past/at.ts';
import { tellCustomer } from './past/customers.ts';
import type { Means } from './past/means.ts';
import { tellOffers } from './past/offers.ts';
import { reckonTiers, tellOwnAccord } from './past/own-accord.ts';
import { createWecomThen } from './past/wecom-then.ts';
import { createRandom } from './random.ts';

const REPORT_EVERY = 250;
const SEED = 11_21;

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

    const random = createRandom(SEED);
    const wecom = createWecomThen(random);
    const at = createAt((work) => work(db), wecom, now);
    const means: Means = {
      ...{ at, wecom, random, agenda: createAgenda() },
      ...{ calendar: createCalendar(now), midnight: startOfShanghaiDay(now) },
    };
    await openCompany(means, company);
    progress(`演示公司 ${company.name}：${company.members.length} 位员工，${company.customers.length} 位客户`);
    tellAll(means, company, now);
    await means.agenda.tell((told) => {
      if (told % REPORT_EVERY === 0) progress(`正在载入往事：${told} / ${means.agenda.size()}`);
    });
    await reckonTiers(means, now);
    await remindUntil(at, now);
    await at(now, null, markSeeded);
    progress('演示数据载入完成');
  });
}

/** The directory was known before the first customer. */
const openCompany = ({ at, calendar }: Means, company: SandboxCompany): Promise<void> =>
  at(calendar.longAgo(FOUNDED_DAYS, '09:00'), null, (ctx) => recordDirectory(ctx, fetchedDirectory(company)));

const FOUNDED_DAYS = 1200;

function tellAll(means: Means, company: SandboxCompany, now: Date): void {
  const journeys = new Map(demoJourneys(now).map((journey) => [journey.person.externalUserId, journey]));
  for (const customer of company.customers) {
    // The product knows of nobody whom no member has as a contact.
    if (customer.follow.length > 0) tellCustomer(means, customer, journeys.get(customer.external_userid) ?? null);
  }
  tellOwnAccord(means, now);
  tellOffers(means);
}

/** Whoever is late was reminded at the time. */
async function remindUntil(at: At, now: Date): Promise<void> {
  for (const id of await at(now, null, (ctx) => remindersDue(ctx, 1000))) {
    await at(now, null, (ctx) => remindTask(ctx, id));
  }
}
