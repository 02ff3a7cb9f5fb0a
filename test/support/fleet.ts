import { onTestFinished } from 'vitest';
import { createApp, type App } from '../../server/app.ts';
import { openDatabase } from '../../server/db/data-source.ts';
import { createNewId } from '../../server/kernel/ids.ts';
import { KEYS, type TestApp } from './test-app.ts';

/** More of the product on the MySQL database of a test, each as a process of its own would be: with its own connections, queues and ids. */
export async function joinFleet(
  first: TestApp,
  { size, admins = [] }: { size: number; admins?: string[] },
): Promise<App[]> {
  const { url } = first.database.writer.options as { url?: string };
  if (url === undefined) throw new Error('several processes share a MySQL or MariaDB, not a file');
  const apps: App[] = [];
  for (let n = 1; n < size; n += 1) {
    const database = await openDatabase(url);
    const app = createApp({
      config: {
        wecom: { ...KEYS, apiBase: first.address, oauthBase: '' },
        admins: new Set(admins),
        ...{ domainVerification: null, metricsToken: null, publicUrl: null },
      },
      pagesDir: '/nowhere',
      database,
      clock: first.sandbox.clock,
      newId: createNewId(() => first.sandbox.clock.now()),
      log: { info: () => undefined, warn: () => undefined, error: (code, error) => first.faults.push({ code, error }) },
    });
    apps.push(app);
    onTestFinished(async () => {
      await app.stop();
      await database.close();
    });
  }
  await Promise.all(apps.map((app) => app.start()));
  // Whoever moves the clock lets all of them do what is due, side by side.
  const fleet = [first.app, ...apps];
  const each = fleet.map(({ settle }) => settle);
  first.app.settle = async () => {
    await Promise.all(each.map((settle) => settle()));
  };
  return fleet;
}
