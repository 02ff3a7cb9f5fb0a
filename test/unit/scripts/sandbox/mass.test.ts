import { describe, expect, it } from 'vitest';
import type { ChatItem, CustomerChatItem, SandboxMass, SandboxSettings } from '../../../../scripts/sandbox/api.ts';
import { CUSTOMER, stand, START, type Json, type Stand } from './stand.ts';

const QIAN = 'woQianKun000000000000000000000001';
const TEXT = '赵女士，生日快乐';

const create = ({ post }: Stand, more: Record<string, unknown> = {}) =>
  post('externalcontact/add_msg_template', { external_userid: [CUSTOMER], text: { content: TEXT }, ...more });

const notices = async ({ chat }: Stand, userid = 'ZhouHang') =>
  (await chat(userid)).filter((item): item is Extract<ChatItem, { kind: 'mass' }> => item.kind === 'mass');

const confirm = async (world: Stand, userid = 'ZhouHang', body: unknown = {}) => {
  const id = (await notices(world, userid)).at(-1)?.id ?? 'none';
  return world.control<SandboxMass['result'] & { error?: string }>(
    'POST',
    `/members/${userid}/mass/${id}/confirm`,
    body,
  );
};

const phone = async ({ control }: Stand, id = CUSTOMER, userid = 'ZhouHang') =>
  (await control<CustomerChatItem[]>('GET', `/customers/${id}/chats/${userid}`)).filter(
    ({ origin }) => origin === 'mass',
  );

const pass = ({ control }: Stand, by: { hours?: number; days?: number } = { hours: 0.01 }) =>
  control('POST', '/clock', by);

const results = async ({ post }: Stand, msgid: unknown, userid = 'ZhouHang', more: Json = {}) =>
  post('externalcontact/get_groupmsg_send_result', { msgid, userid, ...more });

const tasks = ({ post }: Stand, msgid: unknown) => post('externalcontact/get_groupmsg_task', { msgid });

const setting = ({ control }: Stand, settings: Partial<SandboxSettings>) => control('PUT', '/settings', settings);

const befriend = ({ control }: Stand, id: string, userid: string) =>
  control('POST', `/customers/${id}/contacts`, { userid });

describe('a mass send', () => {
  it('reaches the customer only after the member has confirmed it', async () => {
    const world = await stand();
    const link = { msgtype: 'link', link: { title: '生日礼券', url: 'http://127.0.0.1:3000/m/' } };
    const { errcode, fail_list: failed, msgid } = await create(world, { attachments: [link] });
    expect([errcode, failed]).toEqual([0, []]);
    expect(await notices(world)).toMatchObject([
      {
        from: 'app',
        mass: { text: TEXT, names: ['赵敏'], count: 1, reminder: false, state: 'waiting', result: null },
      },
    ]);
    await pass(world);
    expect(await tasks(world, msgid)).toMatchObject({ errcode: 0, task_list: [{ userid: 'ZhouHang', status: 0 }] });
    expect(await results(world, msgid)).toMatchObject({ send_list: [{ external_userid: CUSTOMER, status: 0 }] });
    expect(await phone(world)).toEqual([]);

    expect(await confirm(world)).toEqual({ sent: 1, notFriends: 0, overCap: 0, skipped: 0 });
    expect(await phone(world)).toMatchObject([
      {
        from: 'member',
        text: TEXT,
        attachments: [{ kind: 'link', title: '生日礼券', url: 'http://127.0.0.1:3000/m/' }],
      },
    ]);
    const at = Math.floor(world.sandbox.clock.now().getTime() / 1000);
    expect((await tasks(world, msgid))['task_list']).toEqual([{ userid: 'ZhouHang', status: 2, send_time: at }]);
    expect((await results(world, msgid))['send_list']).toEqual([
      { external_userid: CUSTOMER, userid: 'ZhouHang', status: 1, send_time: at },
    ]);
    expect((await notices(world))[0]?.mass).toMatchObject({ state: 'sent', result: { sent: 1 } });
    await world.sandbox.idle();
    expect(world.received).toEqual([]);
  });

  it('is confirmed once', async () => {
    const world = await stand();
    await create(world);
    await confirm(world);
    expect(await confirm(world)).toEqual({ error: '这次群发已经确认过了' });
    expect(await phone(world)).toHaveLength(1);
  });

  it('cannot be confirmed by another member', async () => {
    const world = await stand();
    await create(world);
    const [notice] = await notices(world);
    const path = `/members/LinYue/mass/${notice?.id}/confirm`;
    expect(await world.control('POST', path)).toEqual({ error: '没有这次群发' });
    expect(await phone(world)).toEqual([]);
  });

  it('is still being handed out in its first seconds', async () => {
    const world = await stand();
    const { msgid } = await create(world);
    expect(await tasks(world, msgid)).toMatchObject({ errcode: 41063, task_list: [] });
    expect(await results(world, msgid)).toMatchObject({ errcode: 41063, send_list: [] });
    await pass(world);
    expect(await tasks(world, msgid)).toMatchObject({ errcode: 0 });
  });

  it('misses who is no friend any more, and who received too many', async () => {
    const world = await stand();
    await befriend(world, QIAN, 'ZhouHang');
    await setting(world, { massPolicy: 'day' });
    await create(world);
    await confirm(world);
    await pass(world, { hours: 8 });
    const { msgid } = await create(world, { sender: 'ZhouHang', external_userid: [CUSTOMER, QIAN] });
    await world.control('DELETE', `/customers/${QIAN}/contacts/ZhouHang`);
    await pass(world);
    expect(await confirm(world)).toEqual({ sent: 0, notFriends: 1, overCap: 1, skipped: 0 });
    expect((await results(world, msgid))['send_list']).toEqual([
      { external_userid: CUSTOMER, userid: 'ZhouHang', status: 3 },
      { external_userid: QIAN, userid: 'ZhouHang', status: 2 },
    ]);
    expect(await phone(world)).toHaveLength(1);

    await pass(world, { hours: 1 });
    await create(world);
    expect(await confirm(world)).toMatchObject({ sent: 1 });
  });

  it('of a member’s own counts against the cap', async () => {
    const world = await stand();
    await setting(world, { massPolicy: 'month-4' });
    const own = { text: '新豆到了', customers: [CUSTOMER] };
    for (let time = 1; time <= 4; time += 1)
      expect(await world.control('POST', '/members/ZhouHang/mass', own)).toMatchObject({ sent: 1 });
    await create(world);
    expect(await confirm(world)).toMatchObject({ sent: 0, overCap: 1 });
    expect(await world.control('POST', '/members/LinYue/mass', own)).toEqual({ error: '这些客户都不是他的好友' });
  });

  it('lets a member leave customers out only where that is allowed', async () => {
    const world = await stand();
    await create(world);
    expect(await confirm(world, 'ZhouHang', { skip: [CUSTOMER] })).toEqual({ error: '这次群发不能改收件人' });
    const { msgid } = await create(world, { allow_select: true });
    expect(await confirm(world, 'ZhouHang', { skip: [CUSTOMER] })).toMatchObject({ sent: 0, skipped: 1 });
    await pass(world);
    expect(await tasks(world, msgid)).toMatchObject({ task_list: [{ status: 2 }] });
    expect(await results(world, msgid)).toMatchObject({ send_list: [{ status: 0 }] });
    expect(await phone(world)).toEqual([]);
  });

  it('can be stopped until it is confirmed', async () => {
    const world = await stand();
    const { msgid } = await create(world);
    const stop = () => world.post('externalcontact/cancel_groupmsg_send', { msgid });
    expect(await stop()).toMatchObject({ errcode: 0 });
    expect(await confirm(world)).toEqual({ error: '这次群发已经取消了' });
    expect((await notices(world))[0]?.mass.state).toBe('cancelled');
    expect(await stop()).toMatchObject({ errcode: 41093 });
    expect(await world.post('externalcontact/remind_groupmsg_send', { msgid })).toMatchObject({ errcode: 41093 });
  });

  it('may be reminded of three times in 24 hours', async () => {
    const world = await stand();
    const { msgid } = await create(world);
    const remind = () => world.post('externalcontact/remind_groupmsg_send', { msgid });
    for (let time = 1; time <= 3; time += 1) expect(await remind()).toMatchObject({ errcode: 0 });
    expect(await remind()).toMatchObject({ errcode: 41094 });
    expect((await notices(world)).map(({ mass }) => mass.reminder)).toEqual([false, true, true, true]);
    await pass(world, { hours: 25 });
    await confirm(world);
    expect(await remind()).toMatchObject({ errcode: 0 });
    expect(await notices(world)).toHaveLength(4);
  });
});

describe('the member who gets the task', () => {
  const writers = async (world: Stand) =>
    (await Promise.all(['ZhouHang', 'LinYue', 'XuJing'].map(async (id) => [id, (await notices(world, id)).length])))
      .filter(([, count]) => count !== 0)
      .map(([id]) => id);

  it('is the one who chatted with the customer last', async () => {
    const world = await stand();
    await befriend(world, CUSTOMER, 'LinYue');
    await befriend(world, CUSTOMER, 'XuJing');
    await create(world);
    expect(await writers(world)).toEqual(['ZhouHang']);
    await world.control('POST', `/customers/${CUSTOMER}/messages`, { userid: 'LinYue', text: '在吗' });
    await create(world);
    expect(await writers(world)).toEqual(['ZhouHang', 'LinYue']);
  });

  it('is the sender, for those of the customers who are his', async () => {
    const world = await stand();
    await befriend(world, CUSTOMER, 'LinYue');
    expect(await create(world, { sender: 'linyue', external_userid: [CUSTOMER, QIAN, 'wmNobody'] })).toMatchObject({
      errcode: 0,
      fail_list: ['wmNobody'],
    });
    expect(await writers(world)).toEqual(['LinYue']);
    expect((await notices(world, 'LinYue'))[0]?.mass).toMatchObject({ names: ['赵敏', '钱坤'], count: 2 });
  });

  it('is the sender only where he chatted last, when that is set', async () => {
    const world = await stand();
    await setting(world, { massSender: 'last-chatted' });
    await befriend(world, CUSTOMER, 'LinYue');
    expect(await create(world, { sender: 'LinYue', external_userid: [CUSTOMER, QIAN] })).toMatchObject({
      errcode: 0,
      fail_list: [CUSTOMER],
    });
    expect(await create(world, { sender: 'LinYue' })).toMatchObject({ errcode: 41048 });
  });

  it('is the sender for all his customers when only he is named', async () => {
    const world = await stand();
    await befriend(world, QIAN, 'ZhouHang');
    await create(world, { sender: 'ZhouHang', external_userid: [] });
    expect((await notices(world))[0]?.mass.names.toSorted()).toEqual(['赵敏', '钱坤'].toSorted());
    expect(await writers(world)).toEqual(['ZhouHang']);
  });

  it('is found by tags: one of each group', async () => {
    const world = await stand();
    const { tag_group: groups } = await world.post('externalcontact/get_corp_tag_list', {});
    const tags = new Map(
      (groups as { tag: { id: string; name: string }[] }[]).flatMap(({ tag }) => tag.map(({ id, name }) => [name, id])),
    );
    const tagged = (...lists: string[][]) =>
      create(world, {
        external_userid: [],
        tag_filter: { group_list: lists.map((names) => ({ tag_list: names.map((name) => tags.get(name)) })) },
      });
    expect(await tagged(['展会', '官网'])).toMatchObject({ errcode: 0 });
    expect(await writers(world)).toEqual(['ZhouHang']);
    expect(await tagged(['官网'], ['展会'])).toMatchObject({ errcode: 41048 });
  });

  it('may leave before he confirms, and the task stays undone', async () => {
    const world = await stand();
    const { msgid } = await create(world);
    const [notice] = await notices(world);
    await world.control('DELETE', '/members/ZhouHang');
    await pass(world);
    expect(await world.control('POST', `/members/ZhouHang/mass/${notice?.id}/confirm`)).toEqual({
      error: '没有这位员工',
    });
    expect(await tasks(world, msgid)).toMatchObject({ task_list: [{ userid: 'ZhouHang', status: 0 }] });
    expect(await results(world, msgid)).toMatchObject({ send_list: [{ status: 0 }] });
    expect(await world.post('externalcontact/remind_groupmsg_send', { msgid })).toMatchObject({ errcode: 0 });
    expect(await create(world, { sender: 'ZhouHang' })).toMatchObject({ errcode: 60111 });
    expect(await create(world)).toMatchObject({ errcode: 41048 });
  });
});

describe('the records of mass sends', () => {
  const list = ({ post }: Stand, more: Record<string, unknown> = {}) => {
    const start = START.getTime() / 1000;
    return post('externalcontact/get_groupmsg_list_v2', {
      chat_type: 'single',
      start_time: start,
      end_time: start + 86_400,
      ...more,
    });
  };

  it('list what the company and what members made', async () => {
    const world = await stand();
    const { msgid } = await create(world);
    await pass(world);
    await world.control('POST', '/members/ZhouHang/mass', { text: '新豆到了', customers: [CUSTOMER] });
    const texts = async (more: Record<string, unknown>) =>
      ((await list(world, more))['group_msg_list'] as { text: { content: string } }[]).map(({ text }) => text.content);
    expect((await list(world))['group_msg_list']).toEqual([
      {
        msgid,
        create_time: String(START.getTime() / 1000),
        create_type: 0,
        text: { content: TEXT },
        attachments: [],
      },
      expect.objectContaining({ creator: 'ZhouHang', create_type: 1 }),
    ]);
    expect(await texts({ filter_type: 0 })).toEqual([TEXT]);
    expect(await texts({ creator: 'zhouhang' })).toEqual(['新豆到了']);
    expect(await texts({ chat_type: 'group' })).toEqual([]);
    expect(await texts({ end_time: START.getTime() / 1000 })).toEqual([TEXT]);
    expect(await list(world, { end_time: START.getTime() / 1000 + 32 * 86_400 })).toMatchObject({ errcode: 40058 });
  });

  it('come page by page', async () => {
    const world = await stand();
    await befriend(world, QIAN, 'ZhouHang');
    const { msgid } = await create(world, { sender: 'ZhouHang', external_userid: [CUSTOMER, QIAN] });
    await pass(world);
    const first = await results(world, msgid, 'zhouhang', { limit: 1 });
    expect(first['send_list']).toMatchObject([{ external_userid: CUSTOMER }]);
    const second = await results(world, msgid, 'ZhouHang', { limit: 1, cursor: first['next_cursor'] });
    expect(second).toMatchObject({ send_list: [{ external_userid: QIAN }], next_cursor: '' });
    expect(await results(world, msgid, 'ZhouHang', { cursor: 'x' })).toMatchObject({ errcode: 50100 });
    expect(await results(world, msgid, 'LinYue')).toMatchObject({ errcode: 0, send_list: [] });
    expect(await results(world, msgid, 'nobody')).toMatchObject({ errcode: 60111 });
  });
});

it('keeps the admin’s settings over other settings', async () => {
  const world = await stand();
  expect(await setting(world, {})).toMatchObject({ massPolicy: 'month', massSender: 'named' });
  await setting(world, { massPolicy: 'week' });
  expect(await setting(world, { massSender: 'last-chatted' })).toMatchObject({
    massPolicy: 'week',
    massSender: 'last-chatted',
  });
  expect(await world.control('PUT', '/settings', { massPolicy: 'often' })).toEqual({
    error: '群发上限是 month、week、day 或 month-4',
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing to say', { text: { content: '' } }, 40063],
    ['nobody to write to', { external_userid: [] }, 40063],
    ['no customer at all', { external_userid: ['wmNobody'] }, 41048],
    ['a colleague’s customer', { sender: 'LinYue' }, 41048],
    ['an unknown sender', { sender: 'nobody' }, 60111],
    ['more than 10,000 customers', { external_userid: Array.from({ length: 10_001 }, () => 'wm') }, 40058],
    ['too long a text', { text: { content: '长'.repeat(1334) } }, 45002],
    ['a tenth attachment', { attachments: Array.from({ length: 10 }, () => ({ msgtype: 'link' })) }, 41064],
    ['a dead picture', { attachments: [{ msgtype: 'image', image: { media_id: 'x' } }] }, 40007],
    ['a group without a sender', { chat_type: 'group', chat_id_list: ['wr'] }, 41009],
    ['a group', { chat_type: 'group', chat_id_list: ['wr'], sender: 'ZhouHang' }, 41048],
  ])('%s', async (_what, more, errcode) => {
    const world = await stand();
    expect(await create(world, more)).toMatchObject({ errcode, fail_list: [] });
    expect(await notices(world)).toEqual([]);
  });

  it.each([
    'externalcontact/get_groupmsg_task',
    'externalcontact/remind_groupmsg_send',
    'externalcontact/cancel_groupmsg_send',
  ])('%s without a mass send', async (path) => {
    const { post } = await stand();
    expect(await post(path, {})).toMatchObject({ errcode: 41046 });
    expect(await post(path, { msgid: 'x' })).toMatchObject({ errcode: 41047 });
  });
});
