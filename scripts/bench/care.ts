import { In, type EntityManager } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { Customer } from '../../entities/customer.ts';
import { nextCandidates } from '../../server/care/candidates.ts';
import { readRows } from '../../server/db/read-rows.ts';
import { birthdayKeysOn } from '../../server/kernel/birthdays.ts';
import { shanghaiDate, toShanghai } from '../../server/kernel/dates.ts';
import { system } from '../../server/kernel/actor.ts';
import { NOW } from './company.ts';
import type { BenchDatabase } from './databases.ts';
import { race, type Race } from './measure.ts';

const BATCH = 500;

/** What planning one birthday read. */
export interface Reading {
  born: number;
  /** Rows that the server handed out for it; null on SQLite, which does not count them. */
  rowsRead: number | null;
  race: Race;
}

/** Finds whom a day's birthdays mean, in all batches, against one look into the index and one for the customers' rows. */
export async function benchCare({ name, database }: BenchDatabase): Promise<Reading> {
  const db = database.reader.manager;
  const ctx = { actor: system, now: NOW, db };
  const day = shanghaiDate(NOW);
  const plan = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let after = '', done = false; !done;) {
      const next = await nextCandidates(ctx, { kind: 'birthday', segmentId: null }, day, { after, limit: BATCH });
      ids.push(...next.customers.map(({ id }) => id));
      ({ reached: after, done } = next);
    }
    return ids;
  };
  const byHand = async (): Promise<string[]> => {
    const keys = [...birthdayKeysOn(toShanghai(NOW))];
    const born = (await db.findBy(Birthday, keys)).map(({ customerId }) => customerId);
    return (await db.find(Customer, { where: { id: In(born) }, order: { id: 'ASC' } })).map(({ id }) => id);
  };
  const raced = await race('plan one birthday', [
    { name: 'product', run: plan },
    { name: 'by hand', run: byHand },
  ]);
  const before = name === 'MySQL' ? await rowsRead(db) : null;
  const born = (await plan()).length;
  const after = name === 'MySQL' ? await rowsRead(db) : null;
  return { born, rowsRead: before === null || after === null ? null : after - before, race: raced };
}

/** Of all connections: let nobody else use the server meanwhile. */
async function rowsRead(db: EntityManager): Promise<number> {
  const rows = await readRows(db, `SHOW GLOBAL STATUS LIKE 'Handler_read%'`, {});
  return rows.reduce((sum, row) => sum + Number(row['Value']), 0);
}
