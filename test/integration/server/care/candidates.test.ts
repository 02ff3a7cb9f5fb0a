import { expect, it, vi } from 'vitest';
import type { EntityManager } from 'typeorm';
import { Birthday } from '../../../../entities/birthday.ts';
import { Customer } from '../../../../entities/customer.ts';
import { nextCandidates } from '../../../../server/care/candidates.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp } from '../../../support/test-app.ts';

const CUSTOMERS = 600;

it('planning a birthday reads those born that day and nobody else', async () => {
  const app = await testApp();
  const first = await app.build.customer({ owner: 'zhouhang', name: '客户' });
  await app.run(system, async ({ db, newId }) => {
    const others = Array.from({ length: CUSTOMERS }, () => ({ ...first, id: newId(), externalUserId: null }));
    for (let from = 0; from < CUSTOMERS; from += 100) {
      const some = others.slice(from, from + 100);
      await db.insert(Customer, some);
      const birthday = (n: number) => ({ calendar: n % 3 === 0 ? 'lunar' : 'solar', month: 1 + (n % 12) }) as const;
      await db.insert(
        Birthday,
        some.map(({ id }, at) => ({
          ...{ customerId: id, ...birthday(from + at), year: null },
          ...{ day: 1 + ((from + at) % 28), leap: false },
        })),
      );
    }
  });

  await app.read(system, async (ctx) => {
    const statements = vi.spyOn(ctx.db.connection.logger, 'logQuery');
    const born = await ctx.db.findBy(Birthday, { calendar: 'solar', month: 5, day: 5 });
    statements.mockClear();
    const { customers } = await nextCandidates(ctx, { kind: 'birthday', segmentId: null }, '2027-05-05', {
      ...{ after: '', limit: 500 },
    });
    const asked = statements.mock.calls.map(([sql, values]) => ({ sql, values: Array.isArray(values) ? values : [] }));
    statements.mockRestore();

    expect(born.length).toBeGreaterThan(0);
    expect(customers.map(({ id }) => id)).toEqual(expect.arrayContaining(born.map(({ customerId }) => customerId)));
    expect(customers.length).toBeLessThan(CUSTOMERS / 50);
    expect(asked.map(({ sql }) => sql).filter((sql) => /birthdays|customers/.test(sql)).length).toBeGreaterThan(1);
    for (const { sql, values } of asked) expect(await scans(ctx.db, sql, values), sql).toEqual([]);
  });
});

/** The steps of a statement that go through a whole table or a whole index. */
async function scans(db: EntityManager, sql: string, values: unknown[]): Promise<unknown[]> {
  if (db.connection.options.type === 'better-sqlite3') {
    const steps = await db.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, values);
    return steps.filter(({ detail }) => detail.startsWith('SCAN'));
  }
  const steps = await db.query<{ type: string | null }[]>(`EXPLAIN ${sql}`, values);
  return steps.filter(({ type }) => type === 'ALL' || type === 'index');
}
