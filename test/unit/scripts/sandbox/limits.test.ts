import { describe, expect, it } from 'vitest';
import type { SandboxSettings } from '../../../../scripts/sandbox/api.ts';
import { CREDENTIALS, CUSTOMER, stand, type Stand } from './stand.ts';

const settings = ({ control }: Stand, change: Partial<SandboxSettings>) => control('PUT', '/settings', change);
const SECRET = { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret };
const user = async ({ get }: Stand) => (await get('user/get', { userid: 'ZhouHang' })).errcode;
const forward = ({ control }: Stand, seconds: number) => control('POST', '/clock', { hours: seconds / 3600 });

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results = [];
  for (let at = 0; at < count; at += 1) results.push(await work());
  return results;
}

describe('how often', () => {
  it('one API may be called a minute: over it 45009 for 60 seconds', async () => {
    const world = await stand();
    await settings(world, { callsPerMinute: 2 });
    expect(await times(3, () => user(world))).toEqual([0, 0, 45009]);
    expect(await world.get('department/list')).toMatchObject({ errcode: 0 });
    await forward(world, 59);
    expect(await user(world)).toBe(45009);
    await forward(world, 1);
    expect(await user(world)).toBe(0);
  });

  it('one API may be called an hour: over it 45009 for 60 minutes', async () => {
    const world = await stand();
    await settings(world, { callsPerHour: 2 });
    expect(await times(3, () => user(world))).toEqual([0, 0, 45009]);
    await forward(world, 3599);
    expect(await user(world)).toBe(45009);
    await forward(world, 1);
    expect(await user(world)).toBe(0);
  });

  it('messages go does not count into that, but each app has its persons a day', async () => {
    const world = await stand();
    await settings(world, { callsPerMinute: 1, accounts: 1 });
    const send = async () => (await world.sendText('ZhouHang|LinYue|XuJing|ShenLan', '开会')).errcode;
    expect(await times(51, send)).toEqual([...Array<number>(50).fill(0), 45009]);
    await world.control('POST', '/clock', { to: '2026-11-20T15:59:59.000Z' });
    expect(await send()).toBe(45009);
    await world.control('POST', '/clock', { to: '2026-11-20T16:00:00.000Z' });
    expect(await send()).toBe(0);
  });

  it('one API may be called at once: 45033 for the rest', async () => {
    const world = await stand();
    await settings(world, { callsAtOnce: 2 });
    const { access_token: token } = await world.get('gettoken', SECRET);
    await world.faults({ delayMs: 50 });
    const ends = await Promise.all(
      [1, 2, 3].map(() => world.get('user/get', { userid: 'ZhouHang', access_token: String(token) })),
    );
    expect(ends.map(({ errcode }) => errcode).sort()).toEqual([0, 0, 45033]);
    expect(await user(world)).toBe(0);
  });

  it('debug=1 may be asked for: five times a minute', async () => {
    const world = await stand();
    const debug = async () => (await world.get('user/get', { userid: 'ZhouHang', debug: '1' })).errcode;
    expect(await times(6, debug)).toEqual([0, 0, 0, 0, 0, 45009]);
    expect(await user(world)).toBe(0);
  });

  it('a secret may be wrong: then the address is blocked for an hour, whatever it asks', async () => {
    const world = await stand();
    await settings(world, { wrongSecrets: 2 });
    const { access_token: token } = await world.get('gettoken', SECRET);
    const guess = async () => (await world.get('gettoken', { ...SECRET, corpsecret: 'wrong' })).errcode;
    expect(await times(4, guess)).toEqual([40001, 40001, 40001, 45009]);
    expect(await world.get('user/get', { userid: 'ZhouHang', access_token: String(token) })).toMatchObject({
      errcode: 45009,
    });
    await forward(world, 3600);
    expect((await world.get('gettoken', SECRET)).errcode).toBe(0);
  });
});

describe('who may call', () => {
  it.each([
    [['127.0.0.1'], 0],
    [['127.0.0.0/8'], 0],
    [['10.1.2.3', '192.168.0.0/16'], 60020],
    [[], 60020],
  ])('from trusted addresses %o: %i', async (trustedIps, errcode) => {
    const world = await stand();
    await settings(world, { trustedIps });
    expect(await user(world)).toBe(errcode);
    expect(await world.get('gettoken', SECRET)).toMatchObject({ errcode: 0 });
    await settings(world, { tokenNeedsTrustedIp: true });
    expect(await world.get('gettoken', SECRET)).toMatchObject({ errcode });
  });

  it('an app that is not among the callable ones of customer contact: 48002', async () => {
    const world = await stand();
    await settings(world, { customerContact: false });
    expect(await world.get('externalcontact/list', { userid: 'ZhouHang' })).toMatchObject({
      errcode: 48002,
      external_userid: [],
    });
    expect(await user(world)).toBe(0);
  });
});

describe('of whom', () => {
  it('a member outside the visible range is neither shown nor reached', async () => {
    const world = await stand();
    await settings(world, { invisible: ['zhouhang'] });
    expect(await user(world)).toBe(60011);
    expect(JSON.stringify(await world.get('user/list', { department_id: '2' }))).not.toContain('ZhouHang');
    expect(await world.sendText('ZhouHang|LinYue', '你好')).toMatchObject({ errcode: 0, invaliduser: 'zhouhang' });
    expect(await world.sendText('ZhouHang', '你好')).toMatchObject({ errcode: 81013 });
    expect(await world.get('externalcontact/list', { userid: 'ZhouHang' })).toMatchObject({ errcode: 60011 });
    expect(await world.control('POST', '/members/ZhouHang/messages', { text: '在吗' })).toEqual({
      error: '应用对他不可见',
    });
    await world.control('DELETE', `/customers/${CUSTOMER}/contacts/ZhouHang`);
    await world.control('DELETE', '/members/ZhouHang');
    await world.sandbox.idle();
    expect(world.received).toEqual([]);
  });

  it('a member without customer contact has none for the app: 84074', async () => {
    const world = await stand();
    await settings(world, { withoutCustomers: ['ZhouHang'] });
    expect(await user(world)).toBe(0);
    expect(await world.get('externalcontact/list', { userid: 'ZhouHang' })).toMatchObject({ errcode: 84074 });
    expect(await world.get('externalcontact/get_follow_user_list')).toMatchObject({
      follow_user: ['ShenLan', 'LinYue', 'XuJing'],
    });
    expect(await world.get('externalcontact/get', { external_userid: CUSTOMER })).toMatchObject({ errcode: 84061 });
    const mass = { external_userid: [CUSTOMER], text: { content: '新豆到了' } };
    expect(await world.post('externalcontact/add_msg_template', { ...mass, sender: 'ZhouHang' })).toMatchObject({
      errcode: 84074,
    });
    expect(await world.post('externalcontact/add_msg_template', mass)).toMatchObject({ errcode: 41048 });
    await world.control('DELETE', `/customers/${CUSTOMER}/contacts/ZhouHang`);
    await world.sandbox.idle();
    expect(world.received).toEqual([]);
  });
});
