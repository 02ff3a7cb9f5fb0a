import { describe, expect, it } from 'vitest';
import { CREDENTIALS, CUSTOMER, stand, type Stand } from './stand.ts';

const BACK = 'http://127.0.0.1:3000/api/login/callback?next=%2Fm%2F';

/** The log-in page as a browser asks for it, without following where it leads. */
async function authorize({ url }: Stand, more: Record<string, string> = {}, cookie = '') {
  const query = new URLSearchParams({
    appid: CREDENTIALS.corpId,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    ...more,
  });
  const response = await fetch(`${url}/connect/oauth2/authorize?${query.toString()}`, {
    redirect: 'manual',
    headers: { cookie },
  });
  const location = response.headers.get('location');
  return { status: response.status, body: await response.text(), to: location === null ? null : new URL(location) };
}

const codeOf = async (world: Stand, id: string, more: Record<string, string> = {}): Promise<string> =>
  (await authorize(world, { sandbox_as: id, ...more })).to?.searchParams.get('code') ?? '';

const identify = ({ get }: Stand, code: string) => get('auth/getuserinfo', { code });

describe('logging in to a page', () => {
  it('asks who it is when nobody said so', async () => {
    const world = await stand();
    const { status, body } = await authorize(world);
    expect(status).toBe(200);
    expect(body).toContain('谁在打开这个页面？');
    expect(body).toContain('周航 <small>销售</small>');
    const link = /href="([^"]+sandbox_as=ZhouHang)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const response = await fetch(`${world.url}${link}`, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/api\/login\/callback\?next=/);
    const found = (await authorize(world, { q: '钱' })).body;
    expect([found.includes('钱坤'), found.includes('周航'), found.includes('没有找到。')]).toEqual([true, false, true]);
  });

  it('leads back with a code that tells a member once', async () => {
    const world = await stand();
    const { status, to } = await authorize(world, {}, 'other=1; sandbox_as=zhouhang');
    expect(status).toBe(302);
    expect(`${to?.origin}${to?.pathname}`).toBe('http://127.0.0.1:3000/api/login/callback');
    expect([to?.searchParams.get('next'), to?.searchParams.get('state')]).toEqual(['/m/', 'abc123']);
    const code = to?.searchParams.get('code') ?? '';
    const answer = await identify(world, code);
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', userid: 'ZhouHang' });
    expect(await identify(world, code)).toMatchObject({ errcode: 42022 });
    expect((await world.wire()).map(({ summary }) => summary)).toContain('网页登录：周航');
  });

  it('tells a customer by his external_userid, and a stranger by his openid alone', async () => {
    const world = await stand();
    const known = await identify(world, await codeOf(world, CUSTOMER));
    expect(known).toEqual({
      errcode: 0,
      errmsg: 'ok',
      external_userid: CUSTOMER,
      openid: expect.stringMatching(/^o[\w-]{27}$/) as unknown,
    });
    const { externalUserId } = await world.control<{ externalUserId: string }>('POST', '/customers', { name: '孙悦' });
    const stranger = await identify(world, await codeOf(world, externalUserId));
    expect(Object.keys(stranger).toSorted()).toEqual(['errcode', 'errmsg', 'openid']);
    await world.control('POST', `/customers/${externalUserId}/contacts`, { userid: 'ZhouHang' });
    const friend = await identify(world, await codeOf(world, externalUserId));
    expect([friend['external_userid'], friend['openid']]).toEqual([externalUserId, stranger['openid']]);
    expect(friend['openid']).not.toBe(known['openid']);
  });

  it('gives codes that live five minutes', async () => {
    const world = await stand();
    const [early, late] = [await codeOf(world, 'ZhouHang'), await codeOf(world, 'ZhouHang')];
    await world.control('POST', '/clock', { hours: 5 / 60 });
    expect(await identify(world, early)).toMatchObject({ errcode: 0 });
    await world.control('POST', '/clock', { hours: 1 / 3600 });
    expect(await identify(world, late)).toMatchObject({ errcode: 42003 });
  });

  it.each([
    ['an unknown code', { code: 'x' }, 40029],
    ['no code', {}, 41008],
  ])('refuses %s', async (_what, query, errcode) => {
    const { get } = await stand();
    expect(await get('auth/getuserinfo', query as Record<string, string>)).toMatchObject({ errcode });
  });

  it('does not know who has left', async () => {
    const world = await stand();
    const code = await codeOf(world, 'ZhouHang');
    await world.control('DELETE', '/members/ZhouHang');
    expect(await identify(world, code)).toMatchObject({ errcode: 60111 });
    expect((await authorize(world, {}, 'sandbox_as=ZhouHang')).body).toContain('谁在打开这个页面？');
  });

  it('shows what a member agreed to, for half an hour', async () => {
    const world = await stand();
    const scope = { scope: 'snsapi_privateinfo', agentid: String(CREDENTIALS.agentId) };
    const { user_ticket: ticket } = await identify(world, await codeOf(world, 'ZhouHang', scope));
    const detail = () => world.post('auth/getuserdetail', { user_ticket: ticket });
    expect(await detail()).toMatchObject({ errcode: 0, userid: 'ZhouHang', mobile: '' });
    await world.control('POST', '/clock', { hours: 0.5 });
    expect(await detail()).toMatchObject({ errcode: 84014 });
    expect(await world.post('auth/getuserdetail', { user_ticket: 'x' })).toMatchObject({ errcode: 84015 });
    expect(JSON.stringify(await world.wire())).not.toContain(String(ticket));
  });

  it.each([
    ['another corp', { appid: 'wwother' }, 'appid'],
    ['a redirect to a script', { redirect_uri: 'javascript:alert(1)' }, 'redirect_uri'],
    ['a redirect to nowhere', { redirect_uri: '' }, 'redirect_uri'],
    ['another flow', { response_type: 'token' }, 'response_type'],
    ['an unknown scope', { scope: 'snsapi_userinfo' }, 'scope'],
    ['private data without the app', { scope: 'snsapi_privateinfo' }, 'agentid'],
    ['a state with other signs', { state: 'a-b' }, 'state'],
    ['too long a state', { state: 'a'.repeat(129) }, 'state'],
  ])('refuses %s', async (_what, query, word) => {
    const world = await stand();
    const { status, body, to } = await authorize(world, { sandbox_as: 'ZhouHang', ...query });
    expect([status, to]).toEqual([400, null]);
    expect(body).toContain(word);
  });

  it('shows hostile words as words', async () => {
    const world = await stand();
    await world.control('POST', '/customers', { name: '<script>alert(1)</script>"' });
    const { body } = await authorize(world, { q: '"><b>', evil: '"><img>' });
    expect(body).not.toMatch(/<b>|<img>/);
    expect((await authorize(world)).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
  });
});

describe('a link pressed on somebody’s phone', () => {
  const open = ({ url }: Stand, query: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}/_sandbox/open?${new URLSearchParams(query).toString()}`, { redirect: 'manual', headers });

  it('opens as that person, without what was kept for the one before', async () => {
    const world = await stand();
    const cookie = 'sandbox_as=ZhouHang; changke=secret';
    const response = await open(world, { as: CUSTOMER, to: 'http://127.0.0.1:3000/m/#/gift' }, { cookie });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:3000/m/#/gift']);
    expect(response.headers.getSetCookie()).toEqual([
      `sandbox_as=${CUSTOMER}; Path=/; HttpOnly; SameSite=Lax`,
      'changke=; Path=/; Max-Age=0',
    ]);
  });

  it('leads to the name of this machine by which it was asked, and to other places as they are', async () => {
    const world = await stand();
    const { port } = new URL(world.url);
    const there = async (to: string) => (await open(world, { as: CUSTOMER, to })).headers.get('location');
    expect(await there(`http://localhost:${port}/m/#/gift`)).toBe(`${world.url}/m/#/gift`);
    expect(await there('http://localhost:1/m/')).toBe('http://localhost:1/m/');
    expect(await there(`http://shop.example:${port}/`)).toBe(`http://shop.example:${port}/`);
  });

  it('is offered on a customer’s phone where the company has a page for him', async () => {
    const page = async (options: { customerPage?: string }) =>
      (await (await stand(options)).control<{ customerPage: unknown }>('GET', '/state')).customerPage;
    expect([await page({ customerPage: 'http://127.0.0.1:3000/m/' }), await page({})]).toEqual([
      'http://127.0.0.1:3000/m/',
      null,
    ]);
  });

  it('keeps what was kept for the same person', async () => {
    const world = await stand();
    const cookie = 'changke=secret; sandbox_as=ZhouHang';
    const response = await open(world, { as: 'zhouhang', to: 'http://127.0.0.1:3000/m/' }, { cookie });
    expect(response.headers.getSetCookie()).toEqual(['sandbox_as=ZhouHang; Path=/; HttpOnly; SameSite=Lax']);
  });

  it.each([
    ['a nobody', { as: 'nobody', to: 'http://127.0.0.1:3000/' }, {}, 400],
    ['a script', { as: 'ZhouHang', to: 'javascript:alert(1)' }, {}, 400],
    ['another site', { as: 'ZhouHang', to: 'http://127.0.0.1:3000/' }, { 'sec-fetch-site': 'cross-site' }, 403],
  ])('is refused for %s', async (_what, query, headers, status) => {
    const response = await open(await stand(), query, headers as Record<string, string>);
    expect([response.status, response.headers.getSetCookie()]).toEqual([status, []]);
  });
});

describe('logging in to the mini-program', () => {
  const session = ({ get }: Stand, code: string, grant = 'authorization_code') =>
    get('miniprogram/jscode2session', { js_code: code, grant_type: grant });
  const login = async ({ control }: Stand) => (await control<{ code: string }>('POST', '/members/ZhouHang/login')).code;

  it('tells the member once, with a session key that the record does not show', async () => {
    const world = await stand();
    const code = await login(world);
    const answer = await session(world, code);
    expect(answer).toMatchObject({ errcode: 0, corpid: CREDENTIALS.corpId, userid: 'ZhouHang' });
    expect(answer['session_key']).toMatch(/^[\w-]{20,}$/);
    expect(JSON.stringify(await world.wire())).not.toContain(String(answer['session_key']));
    expect(await session(world, code)).toMatchObject({ errcode: 42022 });
  });

  it('does not take a page’s code, nor a page the mini-program’s', async () => {
    const world = await stand();
    expect(await session(world, await codeOf(world, 'ZhouHang'))).toMatchObject({ errcode: 40029 });
    expect(await identify(world, await login(world))).toMatchObject({ errcode: 40029 });
    expect(await session(world, await login(world), 'password')).toMatchObject({ errcode: 40002 });
  });
});

it('gives one JS-SDK ticket per kind while it lives', async () => {
  const { get, control } = await stand();
  const corp = await get('get_jsapi_ticket');
  const app = await get('ticket/get', { type: 'agent_config' });
  expect(corp).toMatchObject({ errcode: 0, expires_in: 7200 });
  expect(app['ticket']).not.toBe(corp['ticket']);
  await control('POST', '/clock', { hours: 1 });
  expect(await get('get_jsapi_ticket')).toMatchObject({ ticket: corp['ticket'], expires_in: 3600 });
  await control('POST', '/clock', { hours: 1 });
  expect((await get('get_jsapi_ticket'))['ticket']).not.toBe(corp['ticket']);
  expect(await get('ticket/get', { type: 'other' })).toMatchObject({ errcode: 40058 });
});
