import { expect, it } from 'vitest';
import { Department } from '../../../../entities/department.ts';
import { openDatabase } from '../../../../server/db/data-source.ts';
import { createTransact } from '../../../../server/db/transaction.ts';
import { freshDatabaseUrl } from '../../../support/database.ts';
import { START } from '../../../support/test-app.ts';

const department = (id: number) => ({ id, parentId: 0, name: String(id), syncedAt: START });

it('fifty transactions at once keep their own outcome, and a reader never sees half of one', async () => {
  const fresh = await freshDatabaseUrl();
  const database = await openDatabase(fresh.url);
  const transact = createTransact(database);
  const halves: number[] = [];
  try {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        transact(async (db) => {
          await db.insert(Department, department(n * 2 + 1));
          halves.push((await database.reader.manager.count(Department)) % 2);
          await db.insert(Department, department(n * 2 + 2));
          if (n % 5 === 0) throw new Error('changed my mind');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await database.reader.manager.count(Department)).toBe(80);
    expect(halves.filter(Boolean)).toEqual([]);
  } finally {
    await database.close();
    await fresh.drop();
  }
});
