import { describe, expect, it } from 'vitest';
import type { CallFault, CallbackFault } from '../../../../scripts/sandbox/api.ts';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';
import { CREDENTIALS, CUSTOMER, stand, type Stand } from './stand.ts';

const token = async ({ get }: Stand): Promise<string> =>
  String((await get('gettoken', { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret }))['access_token']);

/** How one text to 周航 ends: the errcode, the HTTP status, or that nothing came. */
async function ending(world: Stand, text: string, accessToken: string): Promise<number | string> {
  const body = JSON.stringify({
    touser: 'ZhouHang',
    msgtype: 'text',
    agentid: CREDENTIALS.agentId,
    text: { content: text },
  });
  try {
    const response = await fetch(`${world.url}/cgi-bin/message/send?access_token=${accessToken}`, {
      method: 'POST',
      body,
    });
    return response.status === 200
      ? ((await response.json()) as { errcode: number }).errcode
      : `HTTP ${response.status}`;
  } catch {
    return 'nothing';
  }
}

const shown = async ({ chat }: Stand): Promise<string[]> =>
  (await chat('ZhouHang')).flatMap((item) => (item.kind === 'text' && item.from === 'app' ? [item.text] : []));

describe('a call', () => {
  it.each([
    [{ does: 'errcode', errcodes: [-1] }, -1, []],
    [{ does: 'reset', work: 'undone' }, 'nothing', []],
    [{ does: 'reset', work: 'done' }, 'nothing', ['你好']],
    [{ does: 'bad-gateway', work: 'undone' }, 'HTTP 502', []],
    [{ does: 'gateway-timeout', work: 'done' }, 'HTTP 504', ['你好']],
    [{ does: 'delay', meanMs: 3 }, 0, ['你好']],
    [{ does: 'drip', meanMs: 20 }, 0, ['你好']],
    [{ does: 'lose-token' }, 40014, []],
  ] as const)('befallen by %o ends with %s and the member has seen %o', async (fault, end, texts) => {
    const world = await stand();
    const accessToken = await token(world);
    await world.faults({ calls: [{ path: '*', percent: 100, ...fault } as CallFault] });
    expect(await ending(world, '你好', accessToken)).toBe(end);
    expect(await shown(world)).toEqual(texts);
  });

  it('whose answer was lost stands on the wire record as what it was', async () => {
    const world = await stand();
    const accessToken = await token(world);
    await world.faults({ calls: [{ does: 'bad-gateway', path: 'message/send', percent: 100, work: 'done' }] });
    await ending(world, '你好', accessToken);
    expect((await world.wire()).at(-1)).toMatchObject({
      name: 'message/send',
      summary: '发给周航：文本「你好」',
      status: 502,
      errcode: null,
      response: '(HTTP 502, the work was done)',
    });
  });

  it('goes wrong at the rate and in the places that the seed decides', async () => {
    const endings = async (seed: number): Promise<(number | string)[]> => {
      const world = await stand();
      const accessToken = await token(world);
      await world.faults({
        seed,
        calls: [
          { does: 'errcode', path: 'message/send', percent: 15, errcodes: [-1, 45033] },
          { does: 'gateway-timeout', path: '*', percent: 10, work: 'done' },
        ],
      });
      const ends = [];
      for (let call = 0; call < 60; call += 1) ends.push(await ending(world, `第 ${call} 句`, accessToken));
      return ends;
    };
    const [first, again, other] = [await endings(7), await endings(7), await endings(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const wrong = first.filter((end) => end !== 0);
    expect(new Set(wrong)).toEqual(new Set([-1, 45033, 'HTTP 504']));
    expect(wrong.length).toBeGreaterThan(5);
    expect(wrong.length).toBeLessThan(28);
  });

  it('of one endpoint does not change the luck of another, and gettoken has to be named', async () => {
    const world = await stand();
    await world.faults({ calls: [{ does: 'errcode', path: '*', percent: 100, errcodes: [45009] }] });
    const accessToken = await token(world);
    expect(accessToken).not.toBe('undefined');
    expect(await ending(world, '你好', accessToken)).toBe(45009);
    await world.faults({ calls: [{ does: 'errcode', path: 'gettoken', percent: 100, errcodes: [-1] }] });
    expect(await world.get('gettoken', { corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret })).toMatchObject({
      errcode: -1,
    });
    expect(await ending(world, '你好', accessToken)).toBe(0);
  });
});

describe('a callback', () => {
  const befallen = async (fault: CallbackFault, lines: string[]) => {
    const world = await stand();
    await world.faults({ callbacks: [fault] });
    for (const text of lines) await world.control('POST', '/members/ZhouHang/messages', { text });
    await world.sandbox.idle();
    return world.received;
  };
  const texts = (received: { xml: string }[]) => received.map(({ xml }) => xmlText(xml, 'Content'));

  it('is lost, or comes twice at once', async () => {
    expect(await befallen({ does: 'drop', percent: 100 }, ['一'])).toEqual([]);
    expect(texts(await befallen({ does: 'duplicate', percent: 100 }, ['一']))).toEqual(['一', '一']);
  });

  it.each([
    ['same', 1],
    ['new', 3],
  ] as const)('is tried again although it was answered, under the %s signature', async (signature, signatures) => {
    const received = await befallen({ does: 'retry', percent: 100, signature }, ['一']);
    expect(texts(received)).toEqual(['一', '一']);
    expect(new Set(received.map(({ query }) => query.get('msg_signature'))).size).toBe(Math.min(signatures, 2));
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  it('is overtaken by the one behind it, and no more than that', async () => {
    const world = await stand({ timing: { pauseMs: 1, gatherMs: 1 } });
    let release: () => void = () => undefined;
    world.replyWith((response, { xml }) => {
      if (xml.includes('零')) release = () => void response.end();
      else response.end();
    });
    await world.control('POST', '/members/ZhouHang/messages', { text: '零' });
    await expect.poll(() => world.received.length).toBe(1);
    await world.faults({ callbacks: [{ does: 'overtake', percent: 100 }] });
    for (const text of ['一', '二', '三']) await world.control('POST', '/members/ZhouHang/messages', { text });
    release();
    await world.sandbox.idle();
    expect(texts(world.received)).toEqual(['零', '二', '一', '三']);
  });

  it('is late', async () => {
    expect(texts(await befallen({ does: 'delay', percent: 100, meanMs: 2 }, ['一', '二']))).toEqual(['一', '二']);
  });
});

it('refuses faults that make no sense', async () => {
  const { control } = await stand();
  for (const wrong of [
    { calls: [{ does: 'errcode', path: '*', percent: 101, errcodes: [1] }] },
    { calls: [{ does: 'errcode', path: '*', percent: 5, errcodes: [0] }] },
    { calls: [{ does: 'reset', path: '*', percent: 5 }] },
    { calls: [{ does: 'explode', path: '*', percent: 5 }] },
    { callbacks: [{ does: 'retry', percent: 5 }] },
  ])
    expect(await control('PUT', '/faults', wrong)).toHaveProperty('error');
  expect(await control('GET', '/faults')).toMatchObject({ calls: [], callbacks: [] });
});

it('two mark_tag of one pair at the same time are a conflict, of two pairs not', async () => {
  const world = await stand();
  const { tag_group: groups } = await world.post('externalcontact/get_corp_tag_list', {});
  const id = (groups as { tag: { id: string }[] }[])[0]?.tag[0]?.id;
  const mark = (userid: string, external: string) =>
    world.post('externalcontact/mark_tag', { userid, external_userid: external, add_tag: [id] });
  await world.faults({ delayMs: 50 });
  const ends = await Promise.all([
    mark('ZhouHang', CUSTOMER),
    mark('zhouhang', CUSTOMER),
    mark('LinYue', 'woQianKun000000000000000000000001'),
  ]);
  expect(ends.map(({ errcode }) => errcode).sort()).toEqual([0, 0, 45035]);
});
