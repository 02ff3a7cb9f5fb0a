import { request } from 'node:http';
import { expect, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { forgetCallbacks } from '../../../../server/callbacks/forget.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { answerTo, postCallback, textXml } from '../../../support/callbacks.ts';
import { START, testApp, type TestApp } from '../../../support/test-app.ts';
import { published } from '../../../support/wecom-cipher.ts';

const SECONDS = START.getTime() / 1000;
const DAY = 86_400;

const inbox = (app: TestApp) => app.read(system, ({ db }) => db.find(Callback, { order: { id: 'ASC' } }));
const help = (msgId: string, at?: number) =>
  textXml({ from: 'zhouhang', content: '待办', msgId, ...(at !== undefined && { at }) });

it('answers the very same request again without asking the database', async () => {
  const app = await testApp();
  const xml = help('7400000000000000001');
  expect(await postCallback(app, xml)).toBe(200);
  await app.settle();
  await app.run(system, ({ db }) => db.delete(Callback, { status: 'done' }));

  expect(await postCallback(app, xml)).toBe(200);
  await app.settle();

  expect(await inbox(app)).toEqual([]);
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('takes retries of hours later, signed anew, for what they are', async () => {
  const app = await testApp();
  const xml = help('7400000000000000002', SECONDS);
  for (const hours of [0, 1, 20, 70]) {
    if (hours > 0) await app.moveClock({ hours });
    expect(await postCallback(app, xml, { timestamp: String(SECONDS + hours * 3600), nonce: `n${hours}` })).toBe(200);
  }
  await app.settle();
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('takes what happened days ago, for WeCom may have been away', async () => {
  const app = await testApp();
  expect(await postCallback(app, help('7400000000000000003', SECONDS - 29 * DAY))).toBe(200);
  await app.settle();
  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('a replay from before all memory is answered, and has no effect', async () => {
  const app = await testApp();
  expect(await postCallback(app, help('7400000000000000004', SECONDS - 31 * DAY))).toBe(200);
  await app.settle();
  expect(await inbox(app)).toEqual([]);
  expect(await app.chat('zhouhang')).toEqual([]);
});

it('forgets what is done a month later, and keeps what was set aside or still waits', async () => {
  const app = await testApp();
  const row = (n: number, status: Callback['status'], receivedAt: Date): Callback => ({
    id: `01OLD${String(n).padStart(21, '0')}`,
    ...{ identity: `msg:${n}`, source: `member:m${n}`, createTime: 0, kind: 'text', payload: help(String(n)), status },
    ...{ attempts: 0, dueAt: addDays(START, 400), failure: null, receivedAt, doneAt: receivedAt },
  });
  const old = addDays(START, -32);
  await app.run(system, ({ db }) =>
    db.insert(Callback, [
      ...Array.from({ length: 700 }, (_, n) => row(n, 'done', old)),
      row(701, 'dead', old),
      row(702, 'received', old),
      row(703, 'done', addDays(START, -30)),
      { ...row(704, 'done', old), identity: 'card:once-704' },
    ]),
  );

  await app.settle();

  expect((await inbox(app)).map(({ identity }) => identity)).toEqual([
    'msg:701',
    'msg:702',
    'msg:703',
    'card:once-704',
  ]);
  // A card that acts once has acted, however long ago.
  expect((await inbox(app)).at(-1)).toMatchObject({ status: 'kept', payload: '' });
  await app.run(system, forgetCallbacks);
  expect(await inbox(app)).toHaveLength(4);
});

it('accepts either pair of keys while they are changed', async () => {
  const old = { token: 'tokenFromBefore', aesKey: 'b'.repeat(42) + 'A' };
  const app = await testApp({ oldKeys: old });

  expect(await postCallback(app, help('7400000000000000005'), { keys: old })).toBe(200);
  expect(await postCallback(app, help('7400000000000000005'))).toBe(200);
  expect(await postCallback(app, help('7400000000000000006'), { keys: { ...old, token: published.token } })).toBe(400);
  expect(await postCallback(app, help('7400000000000000007'), { keys: { ...old, token: 'third' } })).toBe(401);
  await app.settle();

  expect(await app.chat('zhouhang')).toHaveLength(1);
});

it('refuses a stranger who keeps on, and nobody else', async () => {
  const app = await testApp({ trustedProxies: ['127.0.0.1'] });
  const strangers = { signature: 'f'.repeat(40), forwardedFor: '203.0.113.9' };
  const statuses: number[] = [];
  for (let n = 0; n < 60; n += 1) statuses.push(await postCallback(app, help('1'), strangers));
  const refused = await answerTo(app, help('1'), strangers);

  expect(new Set(statuses)).toEqual(new Set([401]));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect(await postCallback(app, help('7400000000000000008'), { forwardedFor: '198.51.100.1' })).toBe(200);
  // Whoever says himself that he is somebody else is believed only as far as the proxy vouches.
  expect(await postCallback(app, help('1'), { forwardedFor: '198.51.100.1, 203.0.113.9' })).toBe(429);
  await app.moveClock({ hours: 1 });
  expect((await answerTo(app, help('1'), strangers)).status).toBe(401);
});

it('is not troubled by one who hangs up in the middle', async () => {
  const app = await testApp();
  await new Promise<void>((resolve) => {
    const sending = request(`${app.address}/wecom/callback?msg_signature=a`, {
      method: 'POST',
      headers: { 'content-length': 5000 },
    });
    sending.on('error', () => resolve());
    sending.write('<xml>', () => sending.destroy(new Error('hung up')));
  });

  expect((await app.say('zhouhang', '待办'))[0]).toContain('待办都做完了');
  expect(app.faults).toEqual([]);
});
