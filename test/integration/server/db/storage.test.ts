import { expect, inject, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { rawSqlite } from '../../../../server/db/data-source.ts';
import { signIn } from '../../../support/api.ts';
import { postCallback, textXml } from '../../../support/callbacks.ts';
import { testApp } from '../../../support/test-app.ts';

it.runIf(inject('database') === 'sqlite')(
  'a database that takes nothing in: WeCom is told to come again, pages and the watch say why, and all goes on by itself',
  async () => {
    const app = await testApp();
    const page = await signIn(app, 'zhouhang');
    const ready = async () => {
      const response = await fetch(`${app.address}/readyz`);
      return { status: response.status, text: await response.text() };
    };
    const line = textXml({ from: 'zhouhang', content: '新客户 顾明远', msgId: '1' });
    const raw = rawSqlite(app.database.writer);

    raw.pragma('query_only = ON');
    expect(await postCallback(app, line)).toBe(503);
    expect(await page.post('/logout')).toMatchObject({
      status: 503,
      body: { code: 'database.read-only', message: expect.stringContaining('只能读') as string },
    });
    expect((await page.get('/me')).status).toBe(200);
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringContaining('只能读') as string });

    raw.pragma('query_only = OFF');
    expect(await postCallback(app, line)).toBe(200);
    await app.settle();
    expect(await app.database.reader.manager.countBy(Callback, { status: 'done' })).toBe(1);
    expect((await app.chat('zhouhang')).filter(({ from }) => from === 'app')).toHaveLength(1);
    expect(await ready()).toMatchObject({ status: 200 });
  },
);
