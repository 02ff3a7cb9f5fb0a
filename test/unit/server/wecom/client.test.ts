import { afterEach, describe, expect, it } from 'vitest';
import { createWecomClient, WecomFault, type WecomClientOptions } from '../../../../server/wecom/client.ts';
import { startWecomStub, type StubAnswer, type WecomStub } from '../../../support/wecom-stub.ts';

const SECRET = 'the-secret-of-the-app';
const NOON = new Date('2026-11-21T04:00:00.000Z');

const stubs: WecomStub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});

async function stubOf(answer: StubAnswer): Promise<WecomStub> {
  const stub = await startWecomStub(answer);
  stubs.push(stub);
  return stub;
}

function clockAt(start: Date) {
  let now = start;
  return { now: () => now, pass: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) };
}

const clientOf = (stub: WecomStub, options: Partial<WecomClientOptions> = {}) =>
  createWecomClient({ baseUrl: stub.baseUrl, corpId: 'corp', secret: SECRET, clock: clockAt(NOON), ...options });

/** Issues tokens `token-1`, `token-2`, ... and accepts only the newest, as WeCom does after it has dropped one early. */
function issuer(expiresIn = 7200) {
  let issued = 0;
  let valid = '';
  return {
    drop: () => (valid = ''),
    answer:
      (fallback: StubAnswer = () => ({ errcode: 0, errmsg: 'ok' })): StubAnswer =>
      (request, response) => {
        if (request.path === 'gettoken') {
          valid = `token-${(issued += 1)}`;
          return { errcode: 0, errmsg: 'ok', access_token: valid, expires_in: expiresIn };
        }
        if (request.query['access_token'] !== valid) return { errcode: 40014, errmsg: 'invalid access_token' };
        return fallback(request, response);
      },
  };
}

/** A client that waits 50 ms for everything but its token, so that a busy machine does not change what is tested. */
const hasty = (stub: WecomStub) =>
  clientOf(stub, {
    timeoutMs: 50,
    fetch: (url, init) => fetch(url, String(url).includes('gettoken') ? { ...init, signal: null } : (init ?? {})),
  });

/** The fault of a call; anything else that is thrown fails the test, and so does success. */
async function faultOf(call: Promise<unknown>): Promise<WecomFault> {
  const result: unknown = await call.catch((error: unknown) => error);
  if (result instanceof WecomFault) return result;
  throw new Error(`Expected a fault, not ${String(result)}`);
}

/** Everything that a logger could find in an error. */
const said = (fault: WecomFault) =>
  [fault.message, fault.stack, JSON.stringify(fault), String(fault.cause), fault.sentence].join(' ');

describe('a call', () => {
  it('carries the token in the query and the body as JSON with plain Chinese', async () => {
    const stub = await stubOf(issuer().answer(() => ({ errcode: 0, errmsg: 'ok', msgid: 'm1' })));
    const reply = await clientOf(stub).post('message/send', { touser: 'zhangsan', text: { content: '你好\n🎂' } });
    expect(reply).toMatchObject({ msgid: 'm1' });
    expect(stub.requests).toEqual([
      { method: 'GET', path: 'gettoken', query: { corpid: 'corp', corpsecret: SECRET }, body: '' },
      {
        method: 'POST',
        path: 'message/send',
        query: { access_token: 'token-1' },
        body: '{"touser":"zhangsan","text":{"content":"你好\\n🎂"}}',
      },
    ]);
  });

  it('leaves out what JSON could only write as an escape, which WeCom refuses', async () => {
    const stub = await stubOf(issuer().answer());
    await clientOf(stub).post('message/send', { text: 'a\u0000\u001b[1m\ud800b\t\u0085' });
    expect(stub.requests.at(-1)?.body).toBe('{"text":"a[1mb\\t"}');
  });

  it('escapes what comes in its query, and keeps the token whatever is asked', async () => {
    const stub = await stubOf(issuer().answer());
    const query = { userid: 'a&access_token=b#c', access_token: 'mine' };
    await clientOf(stub).get('user/get', query);
    expect(stub.requests.at(-1)?.query).toEqual({ userid: 'a&access_token=b#c', access_token: 'token-1' });
  });

  it('succeeds without an errcode', async () => {
    const stub = await stubOf(issuer().answer(() => ({ ip_list: ['1.2.3.4'] })));
    expect(await clientOf(stub).get('getcallbackip')).toEqual({ ip_list: ['1.2.3.4'] });
  });

  it('finds the sandbox behind a path', async () => {
    const stub = await stubOf((request) => ({ errcode: 0, access_token: 't', expires_in: 7200, seen: request.path }));
    const client = clientOf(stub, { baseUrl: `${stub.baseUrl}/wecom/` });
    expect(await client.get('user/get')).toMatchObject({ seen: '/wecom/cgi-bin/user/get' });
  });
});

describe('the token', () => {
  it('is fetched once for 50 calls at once', async () => {
    const stub = await stubOf(issuer().answer());
    const client = clientOf(stub);
    await Promise.all(Array.from({ length: 50 }, () => client.get('user/get')));
    expect(stub.count('gettoken')).toBe(1);
    expect(stub.count('user/get')).toBe(50);
  });

  it('is kept until shortly before its end', async () => {
    const stub = await stubOf(issuer(7200).answer());
    const clock = clockAt(NOON);
    const client = clientOf(stub, { clock });
    await client.get('user/get');
    clock.pass(7139);
    await client.get('user/get');
    expect(stub.count('gettoken')).toBe(1);
    clock.pass(1);
    await client.get('user/get');
    expect(stub.count('gettoken')).toBe(2);
  });

  it('is used at all when WeCom answers with the short rest of its life', async () => {
    const stub = await stubOf(issuer(30).answer());
    const client = clientOf(stub);
    await client.get('user/get');
    await client.get('user/get');
    expect(stub.count('gettoken')).toBe(1);
  });

  it.each([40014, 42001])('is renewed once when it is lost early (%i), unseen by the caller', async (errcode) => {
    const tokens = issuer();
    const stub = await stubOf((request, response) => {
      const reply = tokens.answer()(request, response) as { errcode: number };
      return reply.errcode === 40014 ? { ...reply, errcode } : reply;
    });
    const client = clientOf(stub);
    await client.get('user/get');
    tokens.drop();
    expect(await client.post('message/send', { text: 'a' })).toMatchObject({ errcode: 0 });
    expect(stub.count('gettoken')).toBe(2);
    expect(stub.requests.filter(({ path }) => path === 'message/send').map(({ body }) => body)).toEqual([
      '{"text":"a"}',
      '{"text":"a"}',
    ]);
  });

  it('is renewed once for 50 calls that lost it at once', async () => {
    const tokens = issuer();
    const stub = await stubOf(tokens.answer());
    const client = clientOf(stub);
    await client.get('user/get');
    tokens.drop();
    await Promise.all(Array.from({ length: 50 }, () => client.get('user/list')));
    expect(stub.count('gettoken')).toBe(2);
    expect(stub.count('user/list')).toBe(100);
  });

  it('is not renewed again for a call that comes back late with the old one', async () => {
    const tokens = issuer();
    let release = () => {};
    const stub = await stubOf((request, response) => {
      if (request.path === 'slow' && request.query['access_token'] === 'token-1') {
        release = () => response.end('{"errcode":40014,"errmsg":"invalid access_token"}');
        return undefined;
      }
      return tokens.answer()(request, response);
    });
    const client = clientOf(stub);
    await client.get('user/get');
    const late = client.get('slow');
    await expect.poll(() => stub.count('slow')).toBe(1);
    tokens.drop();
    await client.get('user/get');
    release();
    expect(await late).toMatchObject({ errcode: 0 });
    expect(stub.count('gettoken')).toBe(2);
  });

  it('that is refused although new ends in a fault, and gettoken is left in peace for a while', async () => {
    const stub = await stubOf((request) =>
      request.path === 'gettoken'
        ? { errcode: 0, access_token: 'same', expires_in: 7200 }
        : { errcode: 40014, errmsg: 'invalid access_token' },
    );
    const clock = clockAt(NOON);
    const client = clientOf(stub, { clock });
    const faults = await Promise.all(Array.from({ length: 20 }, () => faultOf(client.get('user/get'))));
    expect(new Set(faults.map(({ errcode, treatment }) => `${errcode} ${treatment}`))).toEqual(
      new Set(['40014 refresh']),
    );
    expect(stub.count('gettoken')).toBe(2);

    const held = await faultOf(client.get('user/get'));
    expect(held).toMatchObject({ errcode: 40014, waitSeconds: 1, outcome: 'refused' });
    expect(stub.count('gettoken')).toBe(2);

    clock.pass(1);
    await faultOf(client.get('user/get'));
    expect(stub.count('gettoken')).toBe(4);
    expect(await faultOf(client.get('user/get'))).toMatchObject({ waitSeconds: 2 });
  });

  it('is not asked for in a loop with a wrong secret, and less often each time', async () => {
    const stub = await stubOf(() => ({ errcode: 40001, errmsg: 'invalid credential' }));
    const clock = clockAt(NOON);
    const client = clientOf(stub, { clock });
    const faults = await Promise.all(Array.from({ length: 50 }, () => faultOf(client.post('message/send', {}))));
    expect(stub.count('gettoken')).toBe(1);
    expect(stub.count('message/send')).toBe(0);
    expect(faults[0]).toMatchObject({ treatment: 'pause', errcode: 40001, path: 'gettoken', outcome: 'refused' });
    expect(faults[0]?.sentence).toContain('Secret');

    // One minute, two, four, ... and never more than an hour.
    for (const seconds of [60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      expect((await faultOf(client.get('user/get'))).waitSeconds).toBe(seconds);
      clock.pass(seconds - 1);
      const asked = stub.count('gettoken');
      expect((await faultOf(client.get('user/get'))).waitSeconds).toBe(1);
      expect(stub.count('gettoken')).toBe(asked);
      clock.pass(1);
      await faultOf(client.get('user/get'));
      expect(stub.count('gettoken')).toBe(asked + 1);
    }
  });

  it('comes back after a fault, and forgives it', async () => {
    let broken = true;
    const tokens = issuer();
    const stub = await stubOf((request, response) =>
      broken && request.path === 'gettoken' ? { errcode: -1, errmsg: 'busy' } : tokens.answer()(request, response),
    );
    const clock = clockAt(NOON);
    const client = clientOf(stub, { clock });
    expect(await faultOf(client.get('user/get'))).toMatchObject({ treatment: 'retry', errcode: -1 });
    clock.pass(1);
    expect(await faultOf(client.get('user/get'))).toMatchObject({ errcode: -1 });
    broken = false;
    clock.pass(2);
    expect(await client.get('user/get')).toMatchObject({ errcode: 0 });

    broken = true;
    tokens.drop();
    await faultOf(client.get('user/get'));
    expect(await faultOf(client.get('user/get'))).toMatchObject({ waitSeconds: 1 });
  });

  it.each([
    ['no token', { errcode: 0, errmsg: 'ok', expires_in: 7200 }],
    ['an empty one', { errcode: 0, access_token: '', expires_in: 7200 }],
    ['one that is too long', { errcode: 0, access_token: 'x'.repeat(513), expires_in: 7200 }],
    ['no life', { errcode: 0, access_token: 'x', expires_in: 0 }],
    ['a strange life', { errcode: 0, access_token: 'x', expires_in: 'long' }],
  ])('with %s is no token', async (_what, reply) => {
    const stub = await stubOf(() => reply);
    const fault = await faultOf(clientOf(stub).get('user/get'));
    expect(fault).toMatchObject({ treatment: 'retry', errcode: null, path: 'gettoken', outcome: 'refused' });
    expect(stub.requests).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each([
    [-1, 'retry', undefined],
    [45033, 'retry', undefined],
    [45009, 'wait', 60],
    [48002, 'pause', undefined],
    [41050, 'give-up', undefined],
    [123456789, 'give-up', undefined],
  ])('with errcode %i is made once and says what to do: %s', async (errcode, treatment, waitSeconds) => {
    const stub = await stubOf(issuer().answer(() => ({ errcode, errmsg: 'x', external_userid: [] })));
    const fault = await faultOf(clientOf(stub).post('message/send', {}));
    expect(fault).toMatchObject({ errcode, treatment, outcome: 'refused', path: 'message/send' });
    expect(fault.waitSeconds).toBe(waitSeconds);
    expect(fault.message).toContain(`WeCom message/send: ${errcode} `);
    expect(stub.count('message/send')).toBe(1);
  });

  it('for the IP tells an admin which one to enter', async () => {
    const errmsg =
      'not allow to access from your ip, hint: [1658], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020';
    const stub = await stubOf(issuer().answer(() => ({ errcode: 60020, errmsg })));
    const fault = await faultOf(clientOf(stub).get('user/get'));
    expect(fault.treatment).toBe('pause');
    expect(fault.sentence).toContain('企业可信IP');
    expect(fault.sentence).toContain('203.0.113.9');
  });

  it('does not repeat what WeCom says about people', async () => {
    const stub = await stubOf(issuer().answer(() => ({ errcode: 40003, errmsg: 'invalid userid: wangxiaoming' })));
    expect(said(await faultOf(clientOf(stub).get('user/get')))).not.toContain('wangxiaoming');
  });
});

describe('no answer', () => {
  const answering = (bad: StubAnswer) => stubOf(issuer().answer(bad));

  it('in time leaves open whether WeCom did it', async () => {
    const stub = await answering(() => undefined);
    expect(await faultOf(hasty(stub).post('message/send', {}))).toMatchObject({
      treatment: 'retry',
      errcode: null,
      outcome: 'unknown',
      path: 'message/send',
      message: 'WeCom message/send: no answer within 50 ms',
    });
  });

  it('within the time counts the body too', async () => {
    const stub = await answering((_request, response) => void response.write('{"errcode":0,'));
    expect(await faultOf(hasty(stub).post('message/send', {}))).toMatchObject({
      treatment: 'retry',
      outcome: 'unknown',
    });
  });

  it('because the connection broke leaves it open, too', async () => {
    const stub = await answering((_request, response) => void response.destroy());
    expect(await faultOf(clientOf(stub).post('message/send', {}))).toMatchObject({ outcome: 'unknown' });
  });

  it('about the token means that the call was not made', async () => {
    const stub = await stubOf(() => undefined);
    const fault = await faultOf(clientOf(stub, { timeoutMs: 40 }).post('message/send', {}));
    expect(fault).toMatchObject({ treatment: 'retry', outcome: 'refused', path: 'gettoken' });
    expect(stub.count('message/send')).toBe(0);
  });

  it('from a port where nobody listens means that nothing was done', async () => {
    const tokens = issuer();
    const stub = await stubOf(tokens.answer());
    const client = clientOf(stub);
    await client.get('user/get');
    await stub.close();
    const fault = await faultOf(client.post('message/send', {}));
    expect(fault).toMatchObject({ treatment: 'retry', errcode: null });
    // The first one may still meet the connection that was just closed.
    expect(await faultOf(client.post('message/send', {}))).toMatchObject({ outcome: 'refused' });
  });

  it.each([
    [301, 'refused'],
    [404, 'refused'],
    [429, 'refused'],
    [500, 'unknown'],
    [502, 'unknown'],
  ])('but HTTP %i is worth another try; what was asked is %s', async (status, outcome) => {
    const stub = await answering((_request, response) => {
      response.writeHead(status, { location: 'https://elsewhere.example.com/' }).end('{"errcode":0}');
    });
    expect(await faultOf(clientOf(stub).post('message/send', {}))).toMatchObject({
      treatment: 'retry',
      errcode: null,
      outcome,
    });
  });

  it('but a redirect is not followed, because it would carry the token', async () => {
    const stub = await answering(({ path }, response) => {
      if (path === '/elsewhere') return { errcode: 0 };
      return void response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect((await faultOf(clientOf(stub).post('message/send', {}))).message).toContain('HTTP 307');
    expect(stub.count('/elsewhere')).toBe(0);
  });

  it.each(['', '<html>gateway</html>', '[]', 'null', '"ok"', '{"errcode":"0"}', '{"errcode":0'])(
    'but %j is no answer of WeCom',
    async (text) => {
      const stub = await answering((_request, response) => void response.end(text));
      expect(await faultOf(clientOf(stub).get('user/get'))).toMatchObject({ treatment: 'retry', outcome: 'unknown' });
    },
  );

  it('is read beyond 4 MB', async () => {
    const stub = await answering((_request, response) => {
      response.on('error', () => undefined);
      response.end(JSON.stringify({ errcode: 0, filler: 'x'.repeat(5_000_000) }));
    });
    expect((await faultOf(clientOf(stub).get('user/get'))).message).toContain('too large');
  });

  it('shorter than that is read whole', async () => {
    const filler = '常客'.repeat(600_000);
    const stub = await answering(() => ({ errcode: 0, filler }));
    expect(await clientOf(stub).get('user/get')).toEqual({ errcode: 0, filler });
  });
});

describe('secrets', () => {
  it.each<[string, StubAnswer]>([
    ['a refusal that quotes the token', ({ query }) => ({ errcode: 40035, errmsg: `bad ${query['access_token']}` })],
    ['a broken connection', (_request, response) => void response.destroy()],
    ['a redirect', (_request, response) => void response.writeHead(301, { location: '/x' }).end()],
    ['a time-out', () => undefined],
    ['no JSON', (_request, response) => void response.end('no')],
  ])('stay out of the fault of %s', async (what, answer) => {
    const stub = await stubOf(issuer().answer(answer));
    const client = what === 'a time-out' ? hasty(stub) : clientOf(stub);
    const fault = await faultOf(client.post('message/send', {}));
    expect(said(fault)).not.toContain('token-1');
    expect(said(fault)).not.toContain(stub.baseUrl);
  });

  it('stay out of the fault of a fetch that quotes the URL in its message and its cause', async () => {
    const stub = await stubOf(issuer().answer());
    const fetch = (url: unknown) =>
      Promise.reject(new TypeError(`Failed to fetch ${String(url)}`, { cause: new Error(String(url)) }));
    const fault = await faultOf(clientOf(stub, { fetch }).get('user/get'));
    expect(said(fault)).not.toContain(SECRET);
    expect(fault.cause).toBeUndefined();
  });
});
