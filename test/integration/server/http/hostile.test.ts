import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { Followup } from '../../../../entities/followup.ts';
import { Task } from '../../../../entities/task.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { ask, signIn, type Refused } from '../../../support/api.ts';
import { testApp } from '../../../support/test-app.ts';

const task = { title: '寄样品', dueAt: '2026-11-25T07:00:00Z' };

it('writes only for our own page, which other sites cannot pass for', async () => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  const refused = async (headers: Record<string, string>) => {
    const { status, body } = await client.post('/tasks', task, headers);
    expect([status, body.code], JSON.stringify(headers)).toEqual([403, 'http.other-site']);
  };

  await refused({ 'x-changke': '' });
  await refused({ origin: 'https://evil.example' });
  await refused({ origin: 'null' });
  await refused({ 'sec-fetch-site': 'cross-site' });
  await refused({ 'sec-fetch-site': 'same-site' });
  expect((await client.post('/logout', {}, { 'x-changke': '' })).status).toBe(403);
  expect(await app.read(system, ({ db }) => db.count(Task))).toBe(0);
  expect((await client.post('/tasks', task, { origin: app.address, 'sec-fetch-site': 'same-origin' })).status).toBe(
    200,
  );
  // A header is added by whoever has the token, not by the browser.
  const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
  const byToken = await ask(`${app.address}/api/tasks`, { method: 'POST', headers, body: JSON.stringify(task) });
  expect(byToken.status).toBe(200);
});

it.each([
  ['no JSON', 'title=x', 'http.not-json'],
  ['half of it', '{"title":', 'http.not-json'],
  ['a list', '[]', 'http.not-json'],
  ['null', 'null', 'http.not-json'],
  ['nothing', '', 'http.input'],
  ['wrong types', '{"title":{"$gt":""},"dueAt":7}', 'http.input'],
  ['a bare date', '{"title":"x","dueAt":"2026-11-25"}', 'http.input'],
  ['no such date', '{"title":"x","dueAt":"2026-02-30T00:00:00Z"}', 'http.input'],
  ['the past', '{"title":"x","dueAt":"2020-01-01T00:00:00Z"}', 'task.past'],
  ['a foreign id', `{"title":"x","dueAt":"${task.dueAt}","customerId":"' OR 1=1"}`, 'http.input'],
])('refuses %s with a sentence', async (_what, body, code) => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');

  const answer = await client.post('/tasks', body);

  expect([answer.status, answer.body.code]).toEqual([400, code]);
  expect(answer.body.message).toMatch(/[\u4e00-\u9fff]{2}.*。$|[\u4e00-\u9fff]/);
  expect(app.faults).toEqual([]);
});

it('takes no form for JSON', async () => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  const answer = await client.post('/tasks', JSON.stringify(task), { 'content-type': 'text/plain' });
  expect([answer.status, answer.body.code]).toEqual([400, 'http.not-json']);
});

it('reads no more than 64 KB, whatever the sender says of the length', async () => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  const long = JSON.stringify({ ...task, title: '长'.repeat(40_000) });
  expect((await client.post('/tasks', long)).status).toBe(429);

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(`${app.address}/api/tasks`, {
      method: 'POST',
      headers: { cookie: `changke=${client.token}`, 'content-type': 'application/json', 'x-changke': '1' },
    });
    sending.on('response', (response) => resolve(response.resume().statusCode));
    sending.on('error', reject);
    for (let n = 0; n < 20; n += 1) sending.write('x'.repeat(10_000));
  });
  expect(status).toBe(429);
  expect((await client.get('/me')).status).toBe(200);
});

it.each([
  'cursor=',
  'cursor=%00',
  'cursor=abc',
  'cursor=99999999999999999999_x',
  "cursor=1_'%20OR%201=1",
  'cursor=1_A&cursor=2_B',
  'stage=gone',
  'stage[]=lead',
  'mine=yes',
  `q=${'a'.repeat(65)}`,
])('a list asked for by %s is refused, not a fault', async (query) => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  const { status, body } = await client.get(`/customers?${query}`);
  if (query === 'stage[]=lead') expect(status).toBe(200);
  else expect([status, typeof body.message]).toEqual([400, 'string']);
  expect(app.faults).toEqual([]);
});

it('keeps hostile words as words, and finds by them', async () => {
  const app = await testApp();
  const name = `'; DROP TABLE customers; --`;
  const customer = await app.build.customer({ owner: 'zhouhang', name });
  const client = await signIn(app, 'zhouhang');
  const text = `<img src=x onerror=alert(1)> %' OR '1'='1 \u0000 \ud83d __proto__`;

  await client.post('/followups', { customerId: customer.id, text });

  expect(await app.read(system, ({ db }) => db.count(Followup))).toBe(1);
  for (const q of [name, '%', '_', '*', text.slice(0, 40), '\u202e', '😀'])
    expect((await client.get(`/customers?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
  const polluted = await client.post('/tasks', `{"__proto__":{"admin":true},"title":"x","dueAt":"${task.dueAt}"}`);
  expect(polluted.status).toBe(200);
  expect(app.faults).toEqual([]);
});

it('what is not there is said so, and no answer may be kept or framed by others', async () => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  expect((await client.get<Refused>('/nothing')).body).toEqual({ code: 'http.no-route', message: '没有这个接口。' });
  expect((await client.post('/me')).status).toBe(404);

  const { headers } = await fetch(`${app.address}/api/me`);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'self' https://work.weixin.qq.com");
  expect(policy).not.toContain('script-src');
});

it('serves the built pages, packed, and nothing beside them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'changke-pages-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'm', 'assets'), { recursive: true });
  await writeFile(join(folder, 'm', 'index.html'), '<!doctype html><title>常客</title>');
  await writeFile(join(folder, 'm', 'assets', 'app-1.js'), 'let a = 1;'.repeat(100));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const app = await testApp({ pagesDir: join(folder, 'm') });

  const index = await fetch(`${app.address}/m/`);
  expect([index.status, index.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  expect(await index.text()).toContain('常客');
  const tag = index.headers.get('etag') ?? '';
  expect((await raw(`${app.address}/m/`, { 'accept-encoding': 'gzip', 'if-none-match': tag })).status).toBe(304);

  const script = await raw(`${app.address}/m/assets/app-1.js`, { 'accept-encoding': 'gzip' });
  expect(script.headers).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect(gunzipSync(script.body).toString()).toBe('let a = 1;'.repeat(100));
  const plain = await raw(`${app.address}/m/assets/app-1.js`, {});
  expect(plain.headers['content-encoding']).toBeUndefined();

  for (const path of ['../secret.txt', '%2e%2e/secret.txt', '..%2fsecret.txt', '..%5csecret.txt', 'assets', '%00', '%'])
    expect((await raw(`${app.address}/m/${path}`, {})).body.toString(), path).not.toContain('secret');
});

it('says so where the pages are not built', async () => {
  const app = await testApp();
  const { status, body } = await raw(`${app.address}/m/`, {});
  expect([status, body.toString()]).toEqual([503, '页面还没有构建。在服务器上执行 npm run build，再打开一次。']);
});

/** A GET whose path is sent as it is written. */
function raw(url: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const asking = request({ hostname, port, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
        );
      });
      asking.on('error', reject).end();
    },
  );
}
