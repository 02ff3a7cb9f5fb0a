import { expect, it } from 'vitest';
import { Session } from '../../../../entities/session.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { fetchDirectory } from '../../../../server/wecom/messages/fetch-directory.ts';
import { ask, signIn, type Refused } from '../../../support/api.ts';
import { friend } from '../../../support/offers.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

/** A page as a browser gets it, without following where it leads. */
async function open(url: string, cookie = '') {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const cookies = response.headers.getSetCookie();
  return { status: response.status, to: response.headers.get('location') ?? '', cookies, body: await response.text() };
}

const valueOf = (cookie = ''): string => cookie.split(';')[0] ?? '';

/** Goes through WeCom's log-in page as somebody, up to the address that leads back with a code. */
async function authorized(app: TestApp, who: string, to = '') {
  const start = await open(`${app.address}/api/login${to && `?to=${encodeURIComponent(to)}`}`);
  const page = await open(new URL(start.to, app.address).href, `sandbox_as=${who}`);
  return { callback: page.to, cookie: valueOf(start.cookies[0]), start };
}

const me = (app: TestApp, cookie: string) => ask<Refused>(`${app.address}/api/me`, { headers: { cookie } });

it('logs a member in through WeCom and leads back to the page he wanted', async () => {
  const app = await testApp();
  const { callback, cookie, start } = await authorized(app, 'zhouhang', '/m/#/pages/customers/customer?id=1');
  const done = await open(callback, cookie);

  expect(start.cookies[0]).toMatch(/^changke-login=.*Path=\/api\/login; Max-Age=600; HttpOnly; SameSite=Lax$/);
  expect([done.status, done.to]).toEqual([302, '/m/#/pages/customers/customer?id=1']);
  const session = done.cookies.find((each) => each.startsWith('changke=')) ?? '';
  expect(session).toMatch(/^changke=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
  expect(await me(app, valueOf(session))).toMatchObject({ status: 200, body: { name: '周航' } });
  const stored = await app.read(system, ({ db }) => db.find(Session));
  expect(JSON.stringify(stored)).not.toContain(valueOf(session).slice('changke='.length));
});

it('a code works once, and only in the browser that asked for it', async () => {
  const app = await testApp();
  const { callback, cookie } = await authorized(app, 'zhouhang');

  const elsewhere = await open(callback);
  expect([elsewhere.status, elsewhere.cookies.some((each) => each.startsWith('changke='))]).toEqual([401, false]);
  const other = await authorized(app, 'xujing');
  expect((await open(callback, other.cookie)).status).toBe(401);
  expect((await open(callback, cookie)).status).toBe(302);
  const again = await open(callback, cookie);
  expect(again.status).toBe(401);
  expect(again.body).toContain('没有登录成功');
});

it.each([
  ['a wrong code', (url: URL) => url.searchParams.set('code', 'nonsense'), 401],
  ['no code', (url: URL) => url.searchParams.delete('code'), 401],
  ['two codes', (url: URL) => url.searchParams.append('code', 'x'), 401],
  ['a wrong state', (url: URL) => url.searchParams.set('state', 'x'), 401],
])('%s logs nobody in', async (_what, change, status) => {
  const app = await testApp();
  const { callback, cookie } = await authorized(app, 'zhouhang');
  const url = new URL(callback);
  change(url);

  const done = await open(url.href, cookie);

  expect(done.status).toBe(status);
  expect(done.cookies.filter((each) => each.startsWith('changke='))).toEqual([]);
});

it('a code older than five minutes is refused', async () => {
  const app = await testApp();
  const { callback, cookie } = await authorized(app, 'zhouhang');
  await app.moveClock({ hours: 1 });
  expect((await open(callback, cookie)).status).toBe(401);
});

it('logs a customer in to his own page and to nothing else, wherever he wanted to go', async () => {
  const app = await testApp();
  const zhao = await friend(app, '赵敏');
  const { callback, cookie } = await authorized(app, zhao.externalUserId ?? '', '/m/#/pages/customers/customers');

  const done = await open(callback, cookie);

  expect([done.status, done.to]).toEqual([302, '/m/#/pages/member/home']);
  const session = done.cookies.find((each) => each.startsWith('changke=')) ?? '';
  expect(session).toMatch(/^changke=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  const own = () => ask<Refused>(`${app.address}/api/own`, { headers: { cookie: valueOf(session) } });
  expect(await own()).toMatchObject({ status: 200, body: { name: '赵敏' } });
  expect(await me(app, valueOf(session))).toMatchObject({ status: 403, body: { code: 'session.of-customer' } });
  expect((await open(callback, cookie)).status).toBe(401);

  await app.moveClock({ hours: 12 });
  expect(await own()).toMatchObject({ status: 401, body: { code: 'session.over' } });
});

it('tells somebody who is neither member nor customer so', async () => {
  const app = await testApp();
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name: '孙悦' });
  const { callback, cookie } = await authorized(app, externalUserId);

  const done = await open(callback, cookie);

  expect([done.status, done.cookies.some((each) => each.startsWith('changke='))]).toEqual([403, false]);
  expect(done.body).toContain('没有找到您的会员资料');
});

it('leads back to the name of this machine by which it was asked', async () => {
  const app = await testApp({ publicUrl: 'http://127.0.0.1:3000' });
  const start = await open(`${app.address}/api/login`);
  expect(new URL(start.to, app.address).searchParams.get('redirect_uri')).toBe(`${app.address}/api/login/callback`);
});

it.each(['https://evil.example/', '//evil.example', '/m/../api/logout', 'javascript:alert(1)', '/m/\r\nX: 1'])(
  'never leads on to %j',
  async (to) => {
    const app = await testApp();
    const { callback, cookie } = await authorized(app, 'zhouhang', to);
    expect((await open(callback, cookie)).to).toBe('/m/');
    // The cookie is the browser's own, so it may say anything.
    const second = await authorized(app, 'zhouhang');
    const state = second.cookie.split('.')[0] ?? '';
    expect((await open(second.callback, `${state}.${encodeURIComponent(to)}`)).to).toBe('/m/');
  },
);

it('with TLS the cookie is bound to this host and to TLS', async () => {
  const app = await testApp({ publicUrl: 'https://crm.example.com' });
  const start = await open(`${app.address}/api/login`);
  expect(new URL(start.to, app.address).searchParams.get('redirect_uri')).toBe(
    'https://crm.example.com/api/login/callback',
  );
  const page = await open(new URL(start.to, app.address).href, 'sandbox_as=zhouhang');
  const back = page.to.replace('https://crm.example.com', app.address);
  const done = await open(back, valueOf(start.cookies[0]));
  const session = done.cookies.find((each) => each.includes('changke=')) ?? '';
  expect(session).toMatch(/^__Host-changke=[\w-]{43}; Path=\/; .*; Secure$/);
  expect((await me(app, valueOf(session))).status).toBe(200);
});

it('logs the mini-program in by its code, once, with a token', async () => {
  const app = await testApp();
  const { code } = await app.control<{ code: string }>('POST', '/members/zhouhang/login');
  const logIn = (given: unknown) =>
    ask<{ token: string }>(`${app.address}/api/login/miniprogram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: given }),
    });

  const { status, body } = await logIn(code);

  expect(status).toBe(200);
  const headers = { authorization: `Bearer ${body.token}` };
  expect(await ask(`${app.address}/api/me`, { headers })).toMatchObject({ status: 200, body: { name: '周航' } });
  expect((await logIn(code)).status).toBe(401);
  expect((await logIn('nonsense')).status).toBe(401);
  expect((await logIn(7)).status).toBe(400);
  const web = new URL((await authorized(app, 'zhouhang')).callback).searchParams.get('code');
  expect((await logIn(web)).status).toBe(401);
});

it('a session ends by log-out, by twelve idle hours, after seven days, and when the member leaves', async () => {
  const app = await testApp();
  const [left, idle, used, gone] = [
    await signIn(app, 'zhouhang'),
    await signIn(app, 'zhouhang'),
    await signIn(app, 'zhouhang'),
    await signIn(app, 'xujing'),
  ];
  const over = { status: 401, body: { code: 'session.over', message: '登录已经过期，请重新登录。' } };

  expect((await left.post('/logout')).status).toBe(200);
  expect(await left.get('/me')).toEqual(over);
  expect((await used.get('/me')).status).toBe(200);

  await app.control('DELETE', '/members/xujing');
  await app.run(system, (ctx) => ctx.send(fetchDirectory, {}));
  await app.settle();
  expect(await gone.get('/me')).toEqual(over);
  const revoked = await app.read(system, ({ db }) => db.find(Session));
  expect(revoked.filter(({ revokedAt }) => revokedAt !== null)).toHaveLength(2);

  await app.moveClock({ hours: 11 });
  expect((await used.get('/me')).status).toBe(200);
  await app.moveClock({ hours: 2 });
  expect(await idle.get('/me')).toEqual(over);
  for (let half = 0; half < 13; half += 1) {
    expect((await used.get('/me')).status).toBe(200);
    await app.moveClock({ hours: 12 - 1 / 60 });
  }
  expect(await used.get('/me')).toEqual(over);
});

it('a made-up session, or none, is nobody’s', async () => {
  const app = await testApp();
  const shown: Record<string, string>[] = [
    {},
    { cookie: 'changke=x' },
    { cookie: `changke=${'A'.repeat(43)}` },
    { cookie: `changke=${'A'.repeat(4000)}` },
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${'A'.repeat(43)}` },
    { authorization: "Bearer ' OR 1=1 --" },
  ];
  for (const headers of shown) {
    const { status, body } = await ask<Refused>(`${app.address}/api/me`, { headers });
    expect([status, body.message.startsWith('请先登录') || body.message.startsWith('登录已经过期')]).toEqual([
      401,
      true,
    ]);
  }
});
