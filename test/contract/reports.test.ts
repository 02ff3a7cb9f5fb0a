import { expect, it, onTestFinished } from 'vitest';
import { createRead } from '../../server/db/run.ts';
import { openDatabase } from '../../server/db/data-source.ts';
import { system } from '../../server/kernel/actor.ts';
import { spanOf } from '../../server/reports/periods.ts';
import { reports } from '../../server/reports/figures/index.ts';
import { availableDatabases, freshDatabaseUrl } from '../support/database.ts';

const NOW = new Date('2026-11-21T02:00:00.000Z');

it.each(availableDatabases())(
  'every report counts with its own example on %s, and with nothing that does not fit',
  async (kind) => {
    const fresh = await freshDatabaseUrl(kind);
    const database = await openDatabase(fresh.url);
    onTestFinished(async () => {
      await database.close();
      await fresh.drop();
    });
    const read = createRead(database, { now: () => NOW });
    const { current, previous, points } = spanOf('quarter', NOW);
    const question = { windows: [current, previous, ...points], memberIds: null };

    for (const report of reports) {
      expect(await read(system, (ctx) => report.count(ctx, question, report.example)), report.code).toEqual([]);
      const wrong = { ...report.example, surprise: true };
      await expect(
        read(system, (ctx) => report.count(ctx, question, wrong)),
        report.code,
      ).rejects.toThrow(expect.objectContaining({ code: 'report.params' }));
    }
  },
);

it('every report has a code and a title of its own, and says in a sentence what it counts', () => {
  for (const key of ['code', 'title', 'short'] as const) {
    expect(new Set(reports.map((report) => report[key])).size).toBe(reports.length);
  }
  for (const { code, definition } of reports) expect(definition, code).toMatch(/^这段时间|^在这段时间/);
});
