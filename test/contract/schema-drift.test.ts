import { expect, it } from 'vitest';
import { openDatabase } from '../../server/db/data-source.ts';
import { availableDatabases, freshDatabaseUrl } from '../support/database.ts';

it.each(availableDatabases())(
  'migrations give exactly the entities’ schema on %s, forwards and after undo and redo',
  async (kind) => {
    const fresh = await freshDatabaseUrl(kind);
    const { writer, close } = await openDatabase(fresh.url);
    const drift = async () => (await writer.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    try {
      expect(await drift()).toEqual([]);
      for (const _ of writer.migrations) await writer.undoLastMigration({ transaction: 'none' });
      await writer.runMigrations({ transaction: 'none' });
      expect(await drift()).toEqual([]);
    } finally {
      await close();
      await fresh.drop();
    }
  },
);
