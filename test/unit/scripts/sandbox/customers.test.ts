import { describe, expect, it } from 'vitest';
import type { CustomerChatItem, SandboxState } from '../../../../scripts/sandbox/api.ts';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';
import { CUSTOMER, stand, type Stand } from './stand.ts';

const newCustomer = async ({ control }: Stand, name = '孙悦'): Promise<string> =>
  (await control<{ externalUserId: string }>('POST', '/customers', { name })).externalUserId;

const scan = ({ control }: Stand, id: string, more: Record<string, unknown> = {}) =>
  control('POST', `/customers/${id}/contacts`, { userid: 'ZhouHang', ...more });

const phone = ({ control }: Stand, id: string) => control<CustomerChatItem[]>('GET', `/customers/${id}/chats/ZhouHang`);

const welcome = ({ post }: Stand, code: unknown, more: Record<string, unknown> = {}) =>
  post('externalcontact/send_welcome_msg', { welcome_code: code, text: { content: '您好，我是周航' }, ...more });

/** The last callback's ChangeType, ids, state and whether it brought a code. */
async function lastChange({ sandbox, received }: Stand) {
  await sandbox.idle();
  const xml = received.at(-1)?.xml ?? '';
  const read = (name: string) => xmlText(xml, name);
  return {
    change: read('ChangeType'),
    from: read('FromUserName'),
    user: read('UserID'),
    customer: read('ExternalUserID'),
    state: read('State'),
    code: read('WelcomeCode'),
  };
}

describe('a new customer', () => {
  it('scans a code, and the product is told with a welcome code', async () => {
    const world = await stand();
    const id = await newCustomer(world);
    expect(id).toMatch(/^wm[A-Za-z0-9]{30}$/);
    await scan(world, id, { userid: 'zhouhang', state: 'expo' });
    expect(await lastChange(world)).toEqual({
      change: 'add_external_contact',
      from: 'sys',
      user: 'ZhouHang',
      customer: id,
      state: 'expo',
      code: expect.stringMatching(/^[\w-]{20,}$/) as unknown,
    });
    expect((await world.wire()).at(-1)).toMatchObject({ name: 'add_external_contact', summary: '孙悦加了周航' });
    expect(await phone(world, id)).toMatchObject([{ from: 'notice', text: '你已添加了周航，现在可以开始聊天了' }]);

    const { customers } = await world.control<SandboxState>('GET', '/state');
    expect(customers[0]).toMatchObject({
      externalUserId: id,
      name: '孙悦',
      corpName: null,
      contacts: [{ userid: 'ZhouHang', memberName: '周航', half: false }],
    });
    expect(await world.get('externalcontact/get', { external_userid: id })).toMatchObject({
      errcode: 0,
      external_contact: { external_userid: id, name: '孙悦', type: 1 },
      follow_user: [{ userid: 'ZhouHang', state: 'expo', add_way: 1, tags: [] }],
    });
    expect(await scan(world, id)).toEqual({ error: '已经加过周航了' });
  });

  it('may be added by half first', async () => {
    const world = await stand();
    const id = await newCustomer(world);
    await scan(world, id, { half: true });
    const half = await lastChange(world);
    expect(half).toMatchObject({ change: 'add_half_external_contact', code: expect.any(String) as unknown });
    expect(await welcome(world, half.code)).toMatchObject({ errcode: 0 });
    await scan(world, id);
    expect(await lastChange(world)).toMatchObject({ change: 'add_external_contact', code: undefined });
    expect((await phone(world, id)).filter(({ from }) => from === 'notice')).toHaveLength(1);
  });

  it('brings a code with the full addition when the half one was not used', async () => {
    const world = await stand();
    const id = await newCustomer(world);
    await scan(world, id, { half: true });
    await scan(world, id);
    expect((await lastChange(world)).code).toEqual(expect.any(String));
  });
});

describe('the welcome message', () => {
  it('reaches the phone once', async () => {
    const world = await stand();
    const id = await newCustomer(world);
    await scan(world, id);
    const { code } = await lastChange(world);
    const attachments = [
      { msgtype: 'link', link: { title: '产品手册', url: 'https://example.com/p' } },
      { msgtype: 'image', image: { pic_url: 'https://example.com/1.png' } },
    ];
    expect(await welcome(world, code, { attachments })).toMatchObject({ errcode: 0 });
    expect((await phone(world, id)).at(-1)).toMatchObject({
      from: 'member',
      origin: 'welcome',
      text: '您好，我是周航',
      attachments: [
        { kind: 'link', title: '产品手册', url: 'https://example.com/p' },
        { kind: 'image', title: '图片', url: null },
      ],
    });
    expect((await world.wire()).at(-1)?.summary).toBe('给孙悦发欢迎语：您好，我是周航');
    expect(await welcome(world, code)).toMatchObject({ errcode: 41050 });
    expect((await world.control<SandboxState>('GET', '/state')).customers[0]?.unread).toBe(1);
    await world.control('POST', `/customers/${id}/read`, { userid: 'ZhouHang' });
    expect((await world.control<SandboxState>('GET', '/state')).customers[0]?.unread).toBe(0);
  });

  it('has 20 seconds of the virtual clock', async () => {
    const world = await stand();
    const [early, late] = [await newCustomer(world), await newCustomer(world)];
    await scan(world, early);
    const first = await lastChange(world);
    await world.control('POST', '/clock', { hours: 20 / 3600 });
    expect(await welcome(world, first.code)).toMatchObject({ errcode: 0 });
    await scan(world, late);
    const second = await lastChange(world);
    await world.control('POST', '/clock', { hours: 21 / 3600 });
    expect(await welcome(world, second.code)).toMatchObject({ errcode: 41050 });
    expect(await phone(world, late)).toHaveLength(1);
  });

  it('comes too late when they write already, and may be held up by another app', async () => {
    const world = await stand();
    const id = await newCustomer(world);
    await scan(world, id);
    const { code } = await lastChange(world);
    await world.faults({ errors: [{ path: 'externalcontact/send_welcome_msg', errcode: 41096, count: 1 }] });
    expect((await welcome(world, code)).errmsg).toMatch(/^welcome msg is being distributed/);
    await world.control('POST', `/customers/${id}/messages`, { userid: 'ZhouHang', text: '在吗' });
    expect((await welcome(world, code)).errmsg).toMatch(/^externaluser has started chatting/);
  });

  it.each([
    ['no code', { welcome_code: undefined }, 41049],
    ['nothing to say', { text: { content: '' } }, 40063],
    ['over 4000 bytes', { text: { content: '好'.repeat(1334) } }, 45002],
    [
      'ten attachments',
      { attachments: Array(10).fill({ msgtype: 'image', image: { pic_url: 'https://a.cn/1.png' } }) },
      41064,
    ],
    ['an unknown attachment', { attachments: [{ msgtype: 'song' }] }, 41065],
    ['a link without an address', { attachments: [{ msgtype: 'link', link: { title: 't' } }] }, 41010],
    ['a file that was never uploaded', { attachments: [{ msgtype: 'file', file: { media_id: 'made-up' } }] }, 40007],
  ])('is refused with %s and the code stays good', async (_case, more, errcode) => {
    const world = await stand();
    const id = await newCustomer(world);
    await scan(world, id);
    const { code } = await lastChange(world);
    expect(await welcome(world, code, more)).toMatchObject({ errcode });
    expect(await welcome(world, code)).toMatchObject({ errcode: 0 });
  });
});

describe('the end of a friendship', () => {
  it.each([
    ['the customer', `/customers/${CUSTOMER}/contacts/ZhouHang`, 'del_follow_user', '赵敏删除了周航'],
    ['the member', `/members/ZhouHang/contacts/${CUSTOMER}`, 'del_external_contact', '周航删除了赵敏'],
  ])('by %s', async (_who, path, change, summary) => {
    const world = await stand();
    expect(await world.control('DELETE', path)).toEqual({});
    expect(await lastChange(world)).toMatchObject({ change, user: 'ZhouHang', customer: CUSTOMER, code: undefined });
    expect((await world.wire()).at(-1)?.summary).toBe(summary);
    expect(await world.get('externalcontact/get', { external_userid: CUSTOMER })).toMatchObject({ errcode: 84061 });
    expect(
      await world.control('POST', `/customers/${CUSTOMER}/messages`, { userid: 'ZhouHang', text: '在吗' }),
    ).toEqual({ error: '和周航还不是好友' });
    expect(await world.control('DELETE', path)).toEqual({ error: '和周航还不是好友' });
  });
});

it('a remark written in the client is told, what they write to each other is not', async () => {
  const world = await stand();
  await world.control('POST', `/members/ZhouHang/contacts/${CUSTOMER}/remark`, { remark: '赵总' });
  expect(await lastChange(world)).toMatchObject({ change: 'edit_external_contact' });
  await world.control('POST', `/customers/${CUSTOMER}/messages`, { userid: 'ZhouHang', text: '报价呢' });
  await world.control('POST', `/members/ZhouHang/contacts/${CUSTOMER}/messages`, { text: '马上发您' });
  await world.sandbox.idle();
  expect(world.received).toHaveLength(1);
  expect((await phone(world, CUSTOMER)).map(({ from, text }) => [from, text]).slice(-2)).toEqual([
    ['customer', '报价呢'],
    ['member', '马上发您'],
  ]);
});

describe('the customer calls', () => {
  it('list by member and page through many', async () => {
    const world = await stand();
    for (const name of ['甲', '乙', '丙']) await scan(world, await newCustomer(world, name));
    const { external_userid: ids } = await world.get('externalcontact/list', { userid: 'zhouhang' });
    expect(ids).toHaveLength(4);
    const page = (cursor: string) =>
      world.post('externalcontact/batch/get_by_user', { userid_list: ['ZhouHang', 'linyue'], cursor, limit: 3 });
    const first = await page('');
    const second = await page(String(first['next_cursor']));
    const rows = [first, second].flatMap(
      ({ external_contact_list: list }) =>
        list as { external_contact: { name: string }; follow_info: { tag_id: string[] } }[],
    );
    expect(rows.map(({ external_contact: { name } }) => name)).toEqual(['赵敏', '钱坤', '甲', '乙', '丙']);
    expect(rows[0]?.follow_info.tag_id).toHaveLength(1);
    expect(second['next_cursor']).toBe('');
    expect(await page('nonsense')).toMatchObject({ errcode: 50100, external_contact_list: [] });
    expect(await world.get('externalcontact/get_follow_user_list')).toMatchObject({
      follow_user: ['ShenLan', 'ZhouHang', 'LinYue', 'XuJing'],
    });
  });

  it.each([
    ['get', 'externalcontact/get', { external_userid: 'wmNobody' }, 40096],
    ['get', 'externalcontact/get', {}, 41035],
    ['get', 'externalcontact/list', { userid: 'nobody' }, 60111],
    ['post', 'externalcontact/batch/get_by_user', { userid_list: [] }, 41009],
    ['post', 'externalcontact/batch/get_by_user', { userid_list: ['ZhouHang'], limit: 101 }, 40058],
    ['post', 'externalcontact/remark', { userid: 'ZhouHang', external_userid: CUSTOMER }, 40063],
    [
      'post',
      'externalcontact/remark',
      { userid: 'ZhouHang', external_userid: CUSTOMER, remark: '一'.repeat(21) },
      40058,
    ],
    ['post', 'externalcontact/remark', { userid: 'XuJing', external_userid: CUSTOMER, remark: '赵总' }, 84061],
    ['post', 'externalcontact/mark_tag', { userid: 'ZhouHang', external_userid: CUSTOMER }, 40063],
    ['post', 'externalcontact/mark_tag', { userid: 'ZhouHang', external_userid: CUSTOMER, add_tag: ['etNone'] }, 40068],
    ['post', 'externalcontact/mark_tag', { userid: 'XuJing', external_userid: CUSTOMER, add_tag: ['etNone'] }, 84061],
    ['post', 'externalcontact/add_corp_tag', { group_name: '分层', tag: [] }, 40063],
    ['post', 'externalcontact/add_corp_tag', { group_name: '分层', tag: [{ name: '' }] }, 40072],
  ] as const)('%s %s %j is refused with %i', async (method, path, input, errcode) => {
    const world = await stand();
    const answer = method === 'get' ? await world.get(path, input) : await world.post(path, input);
    expect(answer).toMatchObject({ errcode });
  });

  it('keep remarks and tags', async () => {
    const world = await stand();
    const added = await world.post('externalcontact/add_corp_tag', {
      group_name: '来源',
      tag: [{ name: '官网' }, { name: '抖音' }, { name: '抖音' }],
    });
    const { tag } = added['tag_group'] as { tag: { id: string; name: string }[] };
    expect(tag.map(({ name }) => name)).toEqual(['官网', '抖音']);
    const [site, douyin] = tag.map(({ id }) => id);
    const pair = { userid: 'ZhouHang', external_userid: CUSTOMER };
    expect(
      await world.post('externalcontact/mark_tag', { ...pair, add_tag: [douyin], remove_tag: [site] }),
    ).toMatchObject({ errcode: 0 });
    await world.post('externalcontact/remark', {
      ...pair,
      remark: '赵总',
      remark_company: '云栖民宿',
      remark_mobiles: ['13800000000'],
    });
    expect(await world.get('externalcontact/get', { external_userid: CUSTOMER })).toMatchObject({
      follow_user: [
        {
          remark: '赵总',
          description: '民宿老板，想要双头半自动',
          remark_corp_name: '云栖民宿',
          remark_mobiles: ['13800000000'],
          tags: [{ group_name: '来源', tag_name: '抖音', type: 1, tag_id: douyin }],
        },
      ],
    });
    const { tag_group: groups } = await world.post('externalcontact/get_corp_tag_list', { tag_id: [douyin] });
    expect(groups).toMatchObject([{ group_name: '来源', tag: [{ id: douyin, name: '抖音' }] }]);
  });
});
