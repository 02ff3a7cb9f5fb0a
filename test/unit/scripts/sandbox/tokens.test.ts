import { describe, expect, it } from 'vitest';
import { CREDENTIALS, stand } from './stand.ts';

const GOOD = { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret };

describe('gettoken', () => {
  it('gives one token while it lives and another after 7200 seconds', async () => {
    const { get, control } = await stand();
    const first = await get('gettoken', GOOD);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
    expect((await get('gettoken', GOOD))['access_token']).toBe(first['access_token']);

    await control('POST', '/clock', { hours: 2 });
    const later = await get('gettoken', GOOD);
    expect(later['access_token']).not.toBe(first['access_token']);
    expect(await get('user/get', { userid: 'ZhouHang', access_token: String(first['access_token']) })).toMatchObject({
      errcode: 42001,
    });
    expect(await get('user/get', { userid: 'ZhouHang', access_token: String(later['access_token']) })).toMatchObject({
      errcode: 0,
    });
  });

  it.each([
    ['nothing at all', {}, 41004],
    ['no corp id', { corpsecret: 'x' }, 41002],
    ['another corp id', { ...GOOD, corpid: 'wwother' }, 40013],
    ['a wrong secret', { ...GOOD, corpsecret: 'wrong' }, 40001],
  ])('refuses %s', async (_case, query, errcode) => {
    const { get } = await stand();
    expect(await get('gettoken', query)).toMatchObject({ errcode });
  });
});

describe('calls', () => {
  it('need the token in the query and are refused before their parameters are looked at', async () => {
    const { url, post } = await stand();
    const bare = await fetch(`${url}/cgi-bin/message/send`, {
      method: 'POST',
      body: '{"access_token":"x"}',
      headers: { authorization: 'x' },
    });
    expect(bare.status).toBe(200);
    expect(await bare.json()).toMatchObject({ errcode: 41001, invaliduser: '' });
    expect(await post('message/send', '', { access_token: 'made-up' })).toMatchObject({
      errcode: 40014,
      errmsg: 'invalid access_token',
    });
  });

  it('die early when the token is lost, and live again with a new one', async () => {
    const { get, faults } = await stand();
    const { access_token: lost } = await get('gettoken', GOOD);
    await faults({ expireToken: true });
    expect(await get('user/get', { userid: 'ZhouHang', access_token: String(lost) })).toMatchObject({ errcode: 40014 });
    const { access_token: fresh } = await get('gettoken', GOOD);
    expect(fresh).not.toBe(lost);
    expect(await get('user/get', { userid: 'ZhouHang', access_token: String(fresh) })).toMatchObject({
      errcode: 0,
      name: '周航',
    });
  });

  it('carry hint, address and link in the error text, and the empty collections', async () => {
    const { get } = await stand();
    const answer = await get('externalcontact/list', { userid: 'XuJing' });
    expect(answer).toMatchObject({ errcode: 84061, external_userid: [] });
    expect(answer.errmsg).toMatch(
      /^not external contact, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=84061$/,
    );
  });

  it('to unknown paths are 404 with an empty body', async () => {
    const { url } = await stand();
    const response = await fetch(`${url}/cgi-bin/no/such?access_token=x`);
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  it('fail as ordered, as often as ordered', async () => {
    const { get, faults } = await stand();
    await faults({ errors: [{ path: 'user/get', errcode: 45009, count: 2 }] });
    const codes = [];
    for (let call = 0; call < 3; call += 1) codes.push((await get('user/get', { userid: 'ZhouHang' })).errcode);
    expect(codes).toEqual([45009, 45009, 0]);
    await faults({ refuseIp: true });
    expect((await get('user/get', { userid: 'ZhouHang' })).errmsg).toMatch(/^not allow to access from your ip/);
  });

  it.each([
    ['no body', '', 40058],
    ['no JSON', '{"touser":', 40058],
    ['escapes', String.raw`{"touser":"\u0041"}`, 40033],
    ['an array', '[]', 40058],
  ])('refuse %s', async (_case, body, errcode) => {
    const { post } = await stand();
    expect(await post('message/send', body)).toMatchObject({ errcode });
  });

  it('leave no secret and no token on the wire record', async () => {
    const { get, wire } = await stand();
    const { access_token: token } = await get('gettoken', GOOD);
    await get('user/get', { userid: 'ZhouHang', access_token: String(token) });
    const [asked, read] = await wire();
    expect(asked).toMatchObject({
      kind: 'call',
      name: 'gettoken',
      errcode: 0,
      request: '{"corpid":"wwtest","corpsecret":"***"}',
    });
    expect(read).toMatchObject({ name: 'user/get', summary: '读员工 周航', request: '{"userid":"ZhouHang"}' });
    expect(JSON.stringify([asked, read])).not.toContain(String(token));
  });
});
