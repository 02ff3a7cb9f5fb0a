import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SandboxFaults, SandboxState } from '../../../../scripts/sandbox/api.ts';
import { CUSTOMER, stand, START } from './stand.ts';

interface Answer {
  status: number;
  body: string;
  headers: Record<string, unknown>;
}

/** A request with headers and paths that `fetch` would not let through. */
function raw(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            headers: response.headers,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('state', () => {
  it('shows company, members and customers', async () => {
    const { control } = await stand();
    const state = await control<SandboxState>('GET', '/state');
    expect(state).toMatchObject({
      corp: { id: 'wwtest', name: '禾木咖啡' },
      app: { agentId: 1_000_002, name: '常客助手', menu: [] },
      clock: { now: START.toISOString(), running: false },
      wireSeq: 0,
    });
    expect(state.members[0]).toEqual({
      userid: 'ShenLan',
      name: '沈岚',
      position: '主管',
      department: '销售部',
      isLeader: true,
      unread: 0,
    });
    expect(state.customers.map(({ name, corpName, unread }) => [name, corpName, unread])).toEqual([
      ['赵敏', null, 0],
      ['钱坤', '坤记烘焙', 0],
    ]);
    expect(JSON.stringify(state)).not.toContain('app-secret');
  });

  it('is announced to whoever listens', async () => {
    const { url, sendText } = await stand();
    const stop = new AbortController();
    const stream = await fetch(`${url}/_sandbox/events`, { signal: stop.signal });
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    await sendText('ZhouHang', '早');
    const topics = new Set<string>();
    while (!(topics.has('chat:ZhouHang') && topics.has('state') && topics.has('wire'))) {
      const { value = '' } = await reader.read();
      for (const [, data] of value.matchAll(/^data: (.*)$/gm))
        (JSON.parse(data ?? '') as { changed: string[] }).changed.forEach((topic) => topics.add(topic));
    }
    stop.abort();
    expect(topics).toContain('chat:ZhouHang');
  });
});

describe('the wire record', () => {
  it('is read from a place on, newest last, and can be cleared without starting over', async () => {
    const { control, sandbox } = await stand();
    for (const name of ['a', 'b', 'c']) sandbox.recordInternal({ name, summary: `做了 ${name}`, ms: 3 });
    const names = async (query: string) =>
      (await control<{ name: string }[]>('GET', `/wire${query}`)).map(({ name }) => name);
    expect(await names('')).toEqual(['a', 'b', 'c']);
    expect(await names('?after=1')).toEqual(['b', 'c']);
    expect(await names('?limit=1')).toEqual(['c']);
    expect(await names('?limit=many&after=-1')).toEqual(['a', 'b', 'c']);
    await control('DELETE', '/wire');
    expect(await names('')).toEqual([]);
    sandbox.recordInternal({ name: 'd', summary: '做了 d' });
    expect(await control('GET', '/wire')).toMatchObject([{ seq: 4, kind: 'internal', status: null, errcode: null }]);
  });

  it('keeps the newest 500', async () => {
    const { control, sandbox } = await stand();
    for (let line = 1; line <= 510; line += 1) sandbox.recordInternal({ name: String(line), summary: '' });
    const wire = await control<{ seq: number }[]>('GET', '/wire');
    expect([wire.length, wire[0]?.seq, wire.at(-1)?.seq]).toEqual([500, 11, 510]);
  });
});

it('tells what the launcher knows of the future', async () => {
  const { control } = await stand({ upcoming: () => Promise.resolve([{ at: START.toISOString(), text: '早上清单' }]) });
  expect(await control('GET', '/upcoming')).toEqual([{ at: START.toISOString(), text: '早上清单' }]);
  expect(await (await stand()).control('GET', '/upcoming')).toEqual([]);
});

it('keeps faults until they are changed', async () => {
  const { control } = await stand();
  const none: SandboxFaults = {
    errors: [],
    seed: 1,
    calls: [],
    callbacks: [],
    duplicateCallbacks: false,
    strictDuplicateCheck: false,
    retryWithSameSignature: false,
    dropCallbacks: false,
    reorderCallbacks: false,
    delayMs: 0,
    expireToken: false,
    refuseIp: false,
  };
  expect(await control('GET', '/faults')).toEqual(none);
  expect(await control('PUT', '/faults', { ...none, delayMs: 5, expireToken: true })).toEqual({ ...none, delayMs: 5 });
  expect(await control('PUT', '/faults', { delayMs: -1 })).toEqual({ error: 'delayMs不对' });
  expect(await control('GET', '/faults')).toMatchObject({ delayMs: 5 });
});

describe('hostile input', () => {
  it.each([
    ['a foreign Host', { host: 'evil.example' }],
    ['a Host that begins like ours', { host: 'localhost.evil.example' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_case, headers) => {
    const { url, chat } = await stand();
    const post = await raw(
      url,
      'POST',
      '/_sandbox/members/ZhouHang/messages',
      headers as Record<string, string>,
      '{"text":"x"}',
    );
    expect([post.status, post.body]).toEqual([403, '{"error":"只能从本机使用"}']);
    expect((await raw(url, 'GET', '/_sandbox/state', headers as Record<string, string>)).status).toBe(403);
    expect(await chat('ZhouHang')).toEqual([]);
  });

  it('the console itself is let in', async () => {
    const { url } = await stand();
    const headers = { origin: url, 'sec-fetch-site': 'same-origin' };
    expect((await raw(url, 'POST', '/_sandbox/members/ZhouHang/messages', headers, '{"text":"x"}')).status).toBe(200);
  });

  it.each([
    ['no JSON', '/members/ZhouHang/messages', '{"text":', {}, 400, 'JSON 写得不对'],
    [
      'a form',
      '/members/ZhouHang/messages',
      'text=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      '只接受 JSON',
    ],
    ['an empty line', '/members/ZhouHang/messages', '{"text":"  "}', {}, 400, '说点什么吧'],
    ['a line that is a number', '/members/ZhouHang/messages', '{"text":5}', {}, 400, '说点什么吧，最多 5000 个字'],
    [
      'too long a line',
      '/members/ZhouHang/messages',
      JSON.stringify({ text: '长'.repeat(5001) }),
      {},
      400,
      '最多 5000 个字',
    ],
    [
      'too large a body',
      '/members/ZhouHang/messages',
      JSON.stringify({ text: 'x'.repeat(70_000) }),
      {},
      413,
      '请求太大了',
    ],
    ['an unknown member', '/members/__proto__/messages', '{"text":"x"}', {}, 404, '没有这位员工'],
    ['an unknown customer', '/customers/wmNobody/contacts', '{"userid":"ZhouHang"}', {}, 404, '没有这位客户'],
    ['an unknown path', '/members/ZhouHang/dance', '{}', {}, 404, '没有这个地址'],
    ['a broken path', '/members/%E0%A4%A/messages', '{"text":"x"}', {}, 400, '地址写得不对'],
    ['a nameless customer', '/customers', '{"name":" "}', {}, 400, '请写名字'],
    [
      'too long a remark',
      `/members/ZhouHang/contacts/${CUSTOMER}/remark`,
      JSON.stringify({ remark: '一'.repeat(21) }),
      {},
      400,
      '备注最多 20 个字',
    ],
    ['a menu key that is not there', '/members/ZhouHang/menu', '{"key":"x"}', {}, 404, '菜单里没有这一项'],
  ])('%s is refused in words', async (_case, path, body, headers, status, error) => {
    const { url, sandbox, received } = await stand();
    const answer = await raw(url, 'POST', `/_sandbox${path}`, headers as Record<string, string>, body);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error }]);
    await sandbox.idle();
    expect(received).toEqual([]);
  });

  it('control characters do not break the callback', async () => {
    const { control, sandbox, received } = await stand();
    await control('POST', '/members/ZhouHang/messages', { text: 'a\u0000b\u0008c\ud800d\n😀' });
    await sandbox.idle();
    expect(received[0]?.xml).toContain('<Content><![CDATA[abcd\n😀]]></Content>');
  });
});

describe('the console', () => {
  function builtConsole(): string {
    const directory = mkdtempSync(join(tmpdir(), 'console-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const site = join(directory, 'site');
    mkdirSync(join(site, 'assets'), { recursive: true });
    writeFileSync(join(directory, 'secret.txt'), 'secret');
    writeFileSync(join(site, 'index.html'), '<title>常客</title>');
    writeFileSync(join(site, 'assets', 'a.js'), '1');
    return site;
  }

  it('is served with types and a policy that lets in nothing foreign', async () => {
    const { url } = await stand({ consoleDir: builtConsole() });
    const page = await raw(url, 'GET', '/');
    expect(page).toMatchObject({ status: 200, body: '<title>常客</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self'; style-src 'self';/);
    expect((await raw(url, 'GET', '/assets/a.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await raw(url, 'POST', '/')).status).toBe(405);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/index.html%00',
    '/assets',
    '//',
    '/%',
  ])('keeps %s inside its folder', async (path) => {
    const { url } = await stand({ consoleDir: builtConsole() });
    const { status, body } = await raw(url, 'GET', path);
    expect([400, 404]).toContain(status);
    expect(body).toBe('');
  });

  it('says when it is not built', async () => {
    const { url } = await stand();
    expect((await raw(url, 'GET', '/')).body).toContain('控制台页面还没有构建');
  });
});
