import { Birthday } from '../../entities/birthday.ts';
import { CustomerRelation, type Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import { entities } from '../../entities/index.ts';
import { Maintenance } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import type { Person } from '../../scripts/docs/rights.ts';
import { system } from '../../server/kernel/actor.ts';
import { serviceCompany } from './company.ts';
import { testApp, type TestApp } from './test-app.ts';

/** Those who ask: a rep of sales, one of service, a manager and an admin who leads nobody. */
export const ASKING = {
  zhouhang: 'rep',
  hejiayi: 'rep',
  shenlan: 'manager',
  xuqing: 'admin',
} as const satisfies Record<string, Person>;

/** The userid of one who asks. */
export type Asker = keyof typeof ASKING;

/** Everybody who has something of his own, no more than one list shows, with the character that all of it bears and nothing else in the product does. */
export const MARKS = {
  zhouhang: '槐',
  gaoyuan: '榆',
  shenlan: '楠',
  luoyi: '樟',
  hejiayi: '桦',
  xuqing: '梓',
} as const;

/** The userid of one who has something. */
export type Owner = keyof typeof MARKS;

/** All of them. */
export const OWNERS = Object.keys(MARKS) as Owner[];

/** Whose a thing is to whoever asks. */
export type Relation = 'own' | 'led' | 'beyond';

const LED: Partial<Record<Asker, readonly Owner[]>> = { shenlan: ['zhouhang', 'gaoyuan'] };

/** Whose a thing of the owner's is to whoever asks. */
export function relationOf(asker: Asker, owner: Owner): Relation {
  if (asker === owner) return 'own';
  return LED[asker]?.includes(owner) ? 'led' : 'beyond';
}

/** The owners whose marks stand in an answer. */
export function marksIn(answer: unknown): Owner[] {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return OWNERS.filter((owner) => text.includes(MARKS[owner]));
}

/** What WeCom asks of the trusted-domain file. */
export const VERIFICATION = 'abc123';

/** The company in which rights are tried. */
export const rightsApp = (): Promise<TestApp> =>
  testApp({ company: serviceCompany, admins: ['xuqing'], domainVerification: VERIFICATION, pagesDir: 'miniprogram' });

/**
 * A customer who is the owner's in one of the three ways: 何佳怡 has his maintenance and 高媛 his contact, while 方总, who
 * asks nothing here, owns him; to everybody else he belongs. Somebody else once had him as a contact, and has not now.
 */
export async function markedCustomer(app: TestApp, owner: Owner): Promise<Customer> {
  const mark = MARKS[owner];
  const indirect = owner === 'hejiayi' || owner === 'gaoyuan';
  const customer = await app.build.customer({
    ...{ owner: indirect ? 'boss' : owner, name: `${mark}先生`, company: `${mark}号店`, source: `${mark}源` },
    phone: '13800138000',
  });
  const { id: customerId } = customer;
  await app.run(system, async ({ db, now, newId }) => {
    const idOf = async (userKey: string) => (await db.findOneByOrFail(Member, { userKey })).id;
    const relation = async (userKey: string, ended: boolean) => {
      await db.insert(CustomerRelation, {
        ...{ customerId, memberId: await idOf(userKey), remark: null, description: null, addWay: null, state: null },
        ...{ half: false, welcomedAt: null, since: now },
        ...{ endedAt: ended ? now : null, endedBy: ended ? ('customer' as const) : null },
      });
    };
    await db.insert(Birthday, { customerId, calendar: 'solar', year: 1990, month: 11, day: 25, leap: false });
    if (owner === 'gaoyuan') await relation('gaoyuan', false);
    if (owner === 'luoyi') await relation('zhouhang', true);
    if (owner !== 'hejiayi') return;
    const [dealId, ownerId] = [newId(), await idOf('boss')];
    await db.insert(Deal, { ...wonDeal, id: dealId, customerId, ownerId, closedAt: LONG_AGO });
    await db.insert(Maintenance, {
      ...{ customerId, dealId, ownerId: await idOf('hejiayi'), stage: 'regular' as const, note: null, startedAt: now },
    });
  });
  return customer;
}

const LONG_AGO = new Date('2024-11-20T02:00:00Z');

const wonDeal = {
  ...{ title: '旧单', amountFen: 5_800_000, stage: 'won', careTaskId: null, quotedAt: null, lostBecause: null },
  ...{ closedAt: new Date('2026-11-20T02:00:00Z'), createdAt: LONG_AGO },
} as const satisfies Partial<Deal>;

/** A deal that counts in the owner's figures. */
export async function closedDeal(app: TestApp, owner: Owner, customerId: string): Promise<void> {
  await app.run(system, async ({ db, newId }) => {
    const { id: ownerId } = await db.findOneByOrFail(Member, { userKey: owner });
    await db.insert(Deal, { ...wonDeal, id: newId(), customerId, ownerId });
  });
}

/** The tables in which what was said and what was answered are kept. */
export const SAID = ['callbacks', 'outbox', 'alerts', 'job_runs'];

/** Every row of every table but those named, table by table: two that are equal tell that nothing has changed. */
export const everything = (app: TestApp, but: readonly string[] = []): Promise<Record<string, string[]>> =>
  app.read(system, async ({ db }) => {
    const rows: Record<string, string[]> = {};
    for (const entity of entities) {
      const { tableName } = db.connection.getMetadata(entity);
      if (but.includes(tableName)) continue;
      rows[tableName] = (await db.find<object>(entity)).map((row) => JSON.stringify(row)).sort();
    }
    return rows;
  });
