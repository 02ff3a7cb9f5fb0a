import { afterEach, expect, it, vi } from 'vitest';
import { createHeavyReads, type HeavyReads } from '../../../../server/http/heavy-reads.ts';
import { signIn, type Refused } from '../../../support/api.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

// A thread loads the whole product, from TypeScript.
vi.setConfig({ testTimeout: 300_000 });
const LIMIT_MS = 3_600_000;

const held = new SharedArrayBuffer(8);
const [IS_HELD, ASKED] = [0, 1];
const flags = new Int32Array(held);

/** Lets the held threads go on. */
function letGo(): void {
  Atomics.store(flags, IS_HELD, 0);
  Atomics.notify(flags, IS_HELD);
}

/** Resolves when a thread has been asked so many questions since the test began. */
async function asked(count: number): Promise<void> {
  for (let now = Atomics.load(flags, ASKED); now < count; now = Atomics.load(flags, ASKED)) {
    const waited = Atomics.waitAsync(flags, ASKED, now);
    if (waited.async) await waited.value;
  }
}

let reads: HeavyReads;
const withThreads = (): Promise<TestApp> =>
  testApp({
    heavyReads: (database, log) =>
      (reads = createHeavyReads({
        ...{ address: database.address, log, data: { held }, execArgv: ['--import', 'tsx'] },
        limitMs: LIMIT_MS,
        entry: new URL('../../../support/held-worker.ts', import.meta.url),
      })),
  });

afterEach(() => {
  vi.useRealTimers();
  letGo();
  flags.fill(0);
});

it('a chat line is answered while a report is still being read, and the report says what it says elsewhere', async () => {
  flags[IS_HELD] = 1;
  const app = await withThreads();
  const page = await signIn(app, 'zhouhang');
  const report = page.get('/figures?period=month');
  await asked(1);

  expect((await app.say('zhouhang', '新客户 顾明远'))[0]).toContain('顾明远');
  letGo();
  const { status, body } = await report;
  expect(status).toBe(200);
  const plain = await testApp();
  expect((await (await signIn(plain, 'zhouhang')).get('/figures?period=month')).body).toEqual(body);

  // Wrong input and refusals read as they do elsewhere as well.
  const wrong = await page.get('/figures?period=century');
  expect(wrong).toMatchObject({ status: 400, body: { code: 'http.input' } });
  const absent = await page.get('/segments/01NONE/size');
  expect(absent).toMatchObject({ status: 404, body: { code: 'segment.absent', message: '没有找到这个分群。' } });
  expect(app.faults).toEqual([]);
});

it('a report that takes too long costs itself alone, and what is stopped in the middle is told', async () => {
  flags[IS_HELD] = 1;
  const app = await withThreads();
  const page = await signIn(app, 'zhouhang');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const late = page.get('/figures?period=month');
  await asked(1);
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  expect(await late).toMatchObject({ status: 503, body: { code: 'reads.too-long' } });
  vi.useRealTimers();
  letGo();
  expect((await page.get('/figures?period=month')).status).toBe(200);

  Atomics.store(flags, IS_HELD, 1);
  const cut = page.get('/figures?period=month');
  await asked(3);
  await reads.stop();
  expect(await cut).toMatchObject({ status: 503, body: { code: 'reads.stopped' } });
});

it('takes no more questions than can be answered', async () => {
  flags[IS_HELD] = 1;
  const app = await withThreads();
  const page = await signIn(app, 'zhouhang');
  const all = Array.from({ length: 40 }, () => page.get('/segments/01NONE/size'));
  const first = await Promise.race(all);
  expect(first).toMatchObject({
    status: 503,
    body: { code: 'reads.too-many', message: expect.stringContaining('过一会儿') as string },
  });
  letGo();
  const codes = (await Promise.all(all)).map(({ body }) => (body as Refused).code);
  expect(codes.filter((code) => code === 'reads.too-many')).toHaveLength(8);
  expect(codes.filter((code) => code === 'segment.absent')).toHaveLength(32);
});
