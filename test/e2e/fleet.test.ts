import { expect, inject, it, onTestFinished } from 'vitest';
import type { ChatItem } from '../../scripts/sandbox/api.ts';
import { openDatabase } from '../../server/db/data-source.ts';
import { system } from '../../server/kernel/actor.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { createNewId, newSecret } from '../../server/kernel/ids.ts';
import { logInMember } from '../../server/sessions/log-in.ts';
import { Callback } from '../../entities/callback.ts';
import { Followup } from '../../entities/followup.ts';
import { freshDatabaseUrl } from '../support/database.ts';
import { hasNginx, startNginx } from '../support/nginx.ts';
import { freePort, startProduct, type Product } from '../support/product.ts';
import { startWecom, WECOM_SETTINGS } from '../support/wecom-server.ts';

const REPS = ['zhouhang', 'xujing'];
const LINES = 40;

it.skipIf(inject('mysqlUrl') === null || !hasNginx)(
  'three processes behind one address: one is killed and one is stopped while callbacks come, nothing is lost, and a log-in goes on',
  { timeout: 300_000 },
  async () => {
    const fresh = await freshDatabaseUrl('mysql');
    const ports = [String(await freePort()), String(await freePort()), String(await freePort())];
    const proxy = await startNginx(ports);
    const wecom = await startWecom(`${proxy.address}/wecom/callback`);
    const settings = {
      ...{ ...WECOM_SETTINGS, WECOM_API_BASE: wecom.address, DATABASE_URL: fresh.url, HOST: '127.0.0.1' },
      ...{ LOG_LEVEL: 'info', DRAIN_SECONDS: '1' },
    };
    const start = (port: string): Promise<Product> => startProduct({ ...settings, PORT: port });
    const products = await Promise.all(ports.map(start));
    onTestFinished(async () => {
      for (const { child } of products) child.kill('SIGKILL');
      await wecom.close();
      await proxy.stop();
      await fresh.drop();
    });
    const say = (userId: string, text: string) => wecom.control('POST', `/members/${userId}/messages`, { text });
    const answers = async (userId: string, title: string) =>
      (await wecom.control<ChatItem[]>('GET', `/members/${userId}/chat`)).filter(
        (item) => item.kind === 'card' && item.card.title.startsWith(title),
      ).length;

    for (const userId of REPS) await say(userId, `新客户 赵敏${userId}`);
    for (const userId of REPS) await expect.poll(() => answers(userId, ''), { timeout: 30_000 }).toBeGreaterThan(0);

    const database = await openDatabase(fresh.url);
    onTestFinished(() => database.close());
    const token = newSecret();
    const now = new Date();
    const ctx = { actor: system, db: database.writer.manager, now, newId: createNewId(() => now) };
    await logInMember(ctx as unknown as Ctx, 'zhouhang', token);
    const me = () => fetch(`${proxy.address}/api/me`, { headers: { cookie: `changke=${token}` } });
    expect((await me()).status).toBe(200);

    let stopped: Promise<number | null> | null = null;
    for (let n = 1; n <= LINES; n += 1) {
      for (const userId of REPS) await say(userId, `跟进 赵敏${userId} 第${n}句`);
      if (n === 10) void products[0]?.end('SIGKILL');
      if (n === 20) stopped = products[1]?.end('SIGTERM') ?? null;
      if (n % 10 === 5) expect((await me()).status).toBe(200);
    }
    await wecom.sandbox.idle();
    expect(await stopped).toBe(0);
    expect((await me()).status).toBe(200);
    // What the killed process had in hand waits for its lease; whoever starts or wakes next takes it.
    products[0] = await start(ports[0] ?? '');

    const notes = () => database.reader.manager.find(Followup).then((rows) => rows.map(({ note }) => note).sort());
    const expected = REPS.flatMap(() => Array.from({ length: LINES }, (_, n) => `第${n + 1}句`)).sort();
    await expect.poll(notes, { timeout: 60_000 }).toEqual(expected);
    expect(await database.reader.manager.countBy(Callback, { status: 'dead' })).toBe(0);
    for (const userId of REPS) {
      await expect.poll(() => answers(userId, '已记下'), { timeout: 60_000 }).toBeGreaterThanOrEqual(20);
    }
    for (const path of ['/metrics', '/readyz', '/healthz', '/_sandbox/state', '/cgi-bin/gettoken']) {
      expect((await fetch(`${proxy.address}${path}`)).status, path).toBe(404);
    }
    expect((await fetch(`${proxy.address}/m/`)).status).toBe(200);
    const tooLong = await fetch(`${proxy.address}/wecom/callback`, { method: 'POST', body: 'x'.repeat(70_000) });
    expect(tooLong.status).toBe(413);
  },
);
