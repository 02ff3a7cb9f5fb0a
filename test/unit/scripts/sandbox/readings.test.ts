import { expect, it } from 'vitest';
import type { SandboxSettings } from '../../../../scripts/sandbox/api.ts';
import { CREDENTIALS, CUSTOMER, stand, type Json, type Stand } from './stand.ts';

const AGENT = { agentid: String(CREDENTIALS.agentId) };

async function standing(settings: Partial<SandboxSettings>): Promise<Stand> {
  const world = await stand();
  await world.control('PUT', '/settings', settings);
  return world;
}

const forward = ({ control }: Stand, hours: number) => control('POST', '/clock', { hours });

/** A new customer's welcome code, as the product gets it. */
async function welcomeCode({ control, sandbox, received }: Stand): Promise<string> {
  const { externalUserId } = await control<{ externalUserId: string }>('POST', '/customers', { name: '林晓彤' });
  await control('POST', `/customers/${externalUserId}/contacts`, { userid: 'ZhouHang' });
  await sandbox.idle();
  return /<WelcomeCode><!\[CDATA\[(.+?)]]>/.exec(received.at(-1)?.xml ?? '')?.[1] ?? '';
}

async function welcome({ post }: Stand, code: string): Promise<number | undefined> {
  const body = { welcome_code: code, text: { content: '您好' } };
  return (await post('externalcontact/send_welcome_msg', body)).errcode;
}

it.each([
  [{ longMarkdown: 'refused' }, 40058, []],
  [{ longMarkdown: 'cut' }, 0, [2048]],
] as const)('%o: markdown over 2048 bytes', async (settings, errcode, shown) => {
  const { post, chat } = await standing(settings);
  const body = { touser: 'ZhouHang', msgtype: 'markdown', agentid: CREDENTIALS.agentId };
  expect(await post('message/send', { ...body, markdown: { content: 'x'.repeat(2049) } })).toMatchObject({ errcode });
  expect((await chat('ZhouHang')).map((item) => 'text' in item && item.text.length)).toEqual(shown);
});

it.each([
  [{ duplicateCheck: 'content' }, 1],
  [{ duplicateCheck: 'json' }, 2],
] as const)('%o: the same message with and without the check', async (settings, shown) => {
  const { sendText, chat } = await standing(settings);
  await sendText('ZhouHang', '你好');
  await sendText('ZhouHang', '你好', { enable_duplicate_check: 1 });
  await sendText('ZhouHang', '你好', { enable_duplicate_check: 1 });
  expect(await chat('ZhouHang')).toHaveLength(shown);
});

it.each([
  [{ duplicateMsgid: 'first' }, true],
  [{ duplicateMsgid: 'new' }, false],
] as const)('%o: what a duplicate is answered with', async (settings, same) => {
  const { sendText } = await standing(settings);
  const [first, second] = [
    await sendText('ZhouHang', '你好'),
    await sendText('ZhouHang', '你好', { enable_duplicate_check: 1 }),
  ];
  expect(first['msgid'] === second['msgid']).toBe(same);
});

it.each([
  [{ subMenuNameBytes: 16 }, 17],
  [{ subMenuNameBytes: 40 }, 41],
  [{ subMenuNameBytes: 60 }, 61],
] as const)('%o: a name inside a sub-menu', async (settings, tooLong) => {
  const { post } = await standing(settings);
  const menu = (bytes: number) => ({
    button: [{ name: '更多', sub_button: [{ type: 'click', name: 'x'.repeat(bytes), key: 'k' }] }],
  });
  expect(await post('menu/create', menu(tooLong - 1), AGENT)).toMatchObject({ errcode: 0 });
  expect(await post('menu/create', menu(tooLong), AGENT)).toMatchObject({ errcode: 40025 });
});

it.each([
  [{ imageMb: 5 }, 45001],
  [{ imageMb: 10 }, 0],
] as const)('%o: a picture of 6 MB', async (settings, errcode) => {
  const { url, get } = await standing(settings);
  const token = await get('gettoken', { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret });
  const body = new FormData();
  body.set('media', new File([new Uint8Array(6 * 1024 * 1024)], '1.png'));
  const query = new URLSearchParams({ type: 'image', access_token: String(token['access_token']) });
  const response = await fetch(`${url}/cgi-bin/media/upload?${query.toString()}`, { method: 'POST', body });
  expect((await response.json()) as Json).toMatchObject({ errcode });
});

it.each([
  [{ corpTags: 3000 }, 40126],
  [{ corpTags: 10_000 }, 0],
] as const)('%o: more than 3000 tags', async (settings, errcode) => {
  const { post } = await standing(settings);
  const add = (group: number) =>
    post('externalcontact/add_corp_tag', {
      group_name: `组${group}`,
      tag: Array.from({ length: 999 }, (_, at) => ({ name: `${group}-${at}` })),
    });
  for (const group of [1, 2, 3]) expect(await add(group)).toMatchObject({ errcode: 0 });
  expect(await add(4)).toMatchObject({ errcode });
});

it.each([
  [{ responseCodeHours: 24 }, 60140],
  [{ responseCodeHours: 72 }, 0],
] as const)('%o: a response_code after 25 hours', async (settings, errcode) => {
  const world = await standing(settings);
  const card = {
    ...{ card_type: 'button_interaction', main_title: { title: '客户' }, task_id: 'b1' },
    button_list: [{ text: '好', key: 'go' }],
  };
  const sent = { touser: 'ZhouHang', msgtype: 'template_card', agentid: CREDENTIALS.agentId, template_card: card };
  const { response_code: code } = await world.post('message/send', sent);
  await forward(world, 25);
  const update = { userids: ['ZhouHang'], agentid: CREDENTIALS.agentId, response_code: code };
  expect(
    await world.post('message/update_template_card', { ...update, button: { replace_name: '已办' } }),
  ).toMatchObject({
    errcode,
  });
});

it.each([
  [{ tokenLife: 'rest' }, 3600],
  [{ tokenLife: 'whole' }, 7200],
] as const)('%o: expires_in after an hour', async (settings, expiresIn) => {
  const world = await standing(settings);
  const ask = () => world.get('gettoken', { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret });
  await ask();
  await forward(world, 1);
  expect(await ask()).toMatchObject({ expires_in: expiresIn });
});

it.each([
  [{ usedWelcomeCode: 41_050 }, 41_050],
  [{ usedWelcomeCode: 41_051 }, 41_051],
] as const)('%o: a second welcome', async (settings, errcode) => {
  const world = await standing(settings);
  const code = await welcomeCode(world);
  expect([await welcome(world, code), await welcome(world, code)]).toEqual([0, errcode]);
  await forward(world, 0.01);
  expect(await welcome(world, code)).toBe(41_050);
});

it('another app that welcomes faster: 41096 while it does, 41051 afterwards', async () => {
  const world = await standing({ otherAppWelcomes: true });
  const code = await welcomeCode(world);
  expect(await welcome(world, code)).toBe(41_096);
  await forward(world, 3 / 3600);
  expect(await welcome(world, code)).toBe(41_051);
});

it('two welcomes with one code at the same time: one is being sent, the other 41096', async () => {
  const world = await stand();
  const code = await welcomeCode(world);
  await world.faults({ delayMs: 50 });
  expect((await Promise.all([welcome(world, code), welcome(world, code)])).sort()).toEqual([0, 41_096]);
});

it.each([
  [{ usedMiniCode: 42_022 }, 42_022],
  [{ usedMiniCode: 40_029 }, 40_029],
] as const)('%o: a mini-program code for the second time', async (settings, errcode) => {
  const { control, get } = await standing(settings);
  const { code } = await control<{ code: string }>('POST', '/members/ZhouHang/login');
  const use = async () =>
    (await get('miniprogram/jscode2session', { js_code: code, grant_type: 'authorization_code' })).errcode;
  expect([await use(), await use()]).toEqual([0, errcode]);
});

it.each([
  [{ retrySignature: 'new' }, 3],
  [{ retrySignature: 'same' }, 1],
] as const)('%o: three tries of a callback', async (settings, signatures) => {
  const { control, sandbox, received, replyWith } = await standing(settings);
  replyWith((response) => void response.writeHead(503).end());
  await control('POST', '/members/ZhouHang/messages', { text: '你好' });
  await sandbox.idle();
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ query }) => query.get('msg_signature'))).size).toBe(signatures);
});

it('settings outlive others, and what makes no sense is refused', async () => {
  const { control, get } = await standing({ accounts: 5 });
  await control('PUT', '/settings', { massPolicy: 'week' });
  expect(await control('GET', '/settings')).toMatchObject({ accounts: 5, massPolicy: 'week', trustedIps: null });
  for (const wrong of [
    { imageMb: 7 },
    { accounts: 0 },
    { trustedIps: ['everywhere'] },
    { trustedIps: ['10.0.0.0/33'] },
    { trustedIps: ['10.0.0.1/8/8'] },
    { invisible: 'ZhouHang' },
    { unknown: true },
  ])
    expect(await control('PUT', '/settings', wrong)).toHaveProperty('error');
  expect(await get('externalcontact/get', { external_userid: CUSTOMER })).toMatchObject({ errcode: 0 });
});
