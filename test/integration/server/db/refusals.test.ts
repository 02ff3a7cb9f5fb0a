import { createConnection } from 'mysql2/promise';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../../../server/db/data-source.ts';
import { claimInstallation } from '../../../../server/installation.ts';
import { testApp } from '../../../support/test-app.ts';
import { freshDatabaseUrl } from '../../../support/database.ts';
import { system } from '../../../../server/kernel/actor.ts';

it.runIf(inject('database') === 'sqlite')(
  'refuses a second process on one SQLite file, until the first is gone',
  async () => {
    const fresh = await freshDatabaseUrl();
    const first = await openDatabase(fresh.url);
    await expect(openDatabase(fresh.url)).rejects.toThrow('正被另一个常客进程使用');
    await first.close();
    const second = await openDatabase(fresh.url);
    await second.close();
    await fresh.drop();
  },
);

it.runIf(inject('database') === 'mysql')(
  'refuses a schema that confuses upper and lower case, with the statement that mends it',
  async () => {
    const fresh = await freshDatabaseUrl();
    const name = new URL(fresh.url).pathname.slice(1);
    const connection = await createConnection({ uri: fresh.url });
    await connection.query(`ALTER DATABASE ${name} COLLATE utf8mb4_general_ci`);
    await expect(openDatabase(fresh.url)).rejects.toThrow(
      `ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
    await connection.query(`ALTER DATABASE ${name} COLLATE utf8mb4_bin`);
    await connection.end();
    await (await openDatabase(fresh.url)).close();
    await fresh.drop();
  },
);

it('refuses a company’s WeCom on the sandbox’s demo data', async () => {
  const { run } = await testApp({ unstarted: true });
  const claim = run(system, (ctx) => claimInstallation(ctx, { corpId: 'wwtestcorp', sandbox: false }));

  await expect(claim).rejects.toThrow('演示数据');
});

it('refuses the sandbox, and another corp, on a company’s own data', async () => {
  const { run } = await testApp({ unstarted: true });
  await run(system, ({ db }) => db.query('UPDATE installation SET sandbox = 0'));
  const claim = (corpId: string, sandbox: boolean) => run(system, (ctx) => claimInstallation(ctx, { corpId, sandbox }));

  await expect(claim('ww-changke-sandbox', true)).rejects.toThrow('沙盒不能用它');
  await expect(claim('wwother', false)).rejects.toThrow('不一致');
  await expect(claim('wwtestcorp', false)).resolves.toMatchObject({ corpId: 'wwtestcorp' });
});
