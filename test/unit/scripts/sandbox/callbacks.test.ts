import { describe, expect, it } from 'vitest';
import { seal, signature } from '../../../../scripts/sandbox/cipher.ts';
import { xmlDocument, xmlText } from '../../../../scripts/sandbox/xml.ts';
import { CUSTOMER, KEYS, listen, stand, START } from './stand.ts';

const say = (text: string) => ['POST', '/members/ZhouHang/messages', { text }] as const;
const lines = (received: { xml: string }[]) => received.map(({ xml }) => xmlText(xml, 'Content'));

describe('a callback', () => {
  it('brings what a member says, encrypted and signed, after one echo', async () => {
    const { control, sandbox, received, echoes, wire } = await stand();
    await control(...say('跟进 赵敏 <b>&]]> 电话'));
    await control(...say('好'));
    await sandbox.idle();

    expect(echoes()).toBe(1);
    const [first, second] = received;
    expect(first?.signed).toBe(true);
    expect(first?.body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[wwtest]]><\/ToUserName><AgentID><!\[CDATA\[1000002]]><\/AgentID><Encrypt>/,
    );
    expect(first?.query.get('timestamp')).toBe(String(START.getTime() / 1000));
    expect(first?.xml).toContain(
      '<FromUserName><![CDATA[ZhouHang]]></FromUserName><CreateTime>1795160520</CreateTime><MsgType><![CDATA[text]]></MsgType>',
    );
    expect(first?.xml).toContain('<![CDATA[跟进 赵敏 <b>&]]]]><![CDATA[> 电话]]>');
    const ids = [first, second].map((callback) => xmlText(callback?.xml ?? '', 'MsgId') ?? '');
    expect(ids[0]).toMatch(/^\d{10,19}$/);
    expect(new Set(ids).size).toBe(2);
    expect(first?.query.get('nonce')).not.toBe(second?.query.get('nonce'));
    expect((await wire()).map(({ name, summary, status }) => [name, summary, status])).toEqual([
      ['verify', '回调地址通过了验证', 200],
      ['text', '周航说：跟进 赵敏 <b>&]]> 电话', 200],
      ['text', '周航说：好', 200],
    ]);
  });

  it('is tried three times with one body, under a new signature each time', async () => {
    const { control, sandbox, received, replyWith, wire } = await stand();
    replyWith((response) => void response.writeHead(received.length === 1 ? 500 : 202).end());
    await control(...say('你好'));
    await sandbox.idle();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ query }) => query.get('msg_signature'))).size).toBe(3);
    expect(received.every(({ signed }) => signed)).toBe(true);
    expect((await wire()).slice(1).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 202],
      [3, 202],
    ]);
  });

  it('repeats the signature when that is set', async () => {
    const { control, sandbox, received, replyWith, faults } = await stand();
    await faults({ retryWithSameSignature: true });
    replyWith((response) => void response.writeHead(received.length < 2 ? 503 : 200).end());
    await control(...say('你好'));
    await sandbox.idle();
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ query }) => query.toString())).size).toBe(1);
  });

  it('that is not answered in time is tried again, and those behind it wait', async () => {
    const { control, sandbox, received, replyWith, wire } = await stand({ timing: { answerMs: 40, pauseMs: 1 } });
    replyWith((response) => void (received.length === 1 || response.end()));
    await control(...say('一'));
    await control(...say('二'));
    await sandbox.idle();
    expect(lines(received)).toEqual(['一', '一', '二']);
    expect((await wire()).find(({ attempt, name }) => name === 'text' && attempt === 1)).toMatchObject({
      status: null,
      response: 'no answer in time',
    });
  });

  it('goes out after those that came later when that is set, and each of them once', async () => {
    const { control, sandbox, received, replyWith, faults } = await stand();
    await faults({ reorderCallbacks: true });
    const answered = new Promise<() => void>((resolve) =>
      replyWith((response, { xml }) => (xml.includes('一') ? resolve(() => response.end()) : void response.end())),
    );
    await control(...say('一'));
    const answerFirst = await answered;
    for (const text of ['二', '三', '四']) await control(...say(text));
    answerFirst();
    await sandbox.idle();
    expect(lines(received)).toEqual(['一', '四', '三', '二']);
  });

  it('comes twice or not at all when that is set', async () => {
    const { control, sandbox, received, faults, wire } = await stand();
    await faults({ duplicateCallbacks: true });
    await control(...say('两遍'));
    await sandbox.idle();
    expect(lines(received)).toEqual(['两遍', '两遍']);
    await faults({ dropCallbacks: true });
    await control(...say('丢了'));
    await sandbox.idle();
    expect(received).toHaveLength(2);
    expect((await wire()).at(-1)).toMatchObject({ summary: '周航说：丢了（按设置没有送）', status: null, attempt: 0 });
  });

  it('is not sent to an address that fails the echo', async () => {
    const deaf = await listen((_request, response) => void response.end('not the echo'));
    const { control, sandbox, wire } = await stand({
      callback: { url: deaf.url, token: KEYS.token, aesKey: KEYS.aesKey },
    });
    await control(...say('你好'));
    await sandbox.idle();
    await deaf.close();
    expect((await wire()).map(({ summary }) => summary)).toEqual([
      ...Array<string>(3).fill('回调地址没有通过验证'),
      '周航说：你好（回调地址没有通过验证）',
    ]);
    expect(await control('POST', '/callback/verify')).toEqual({ verified: false });
  });

  it('may be answered with an encrypted text, which the member sees', async () => {
    const { control, sandbox, replyWith, chat, wire } = await stand();
    replyWith((response) => void response.end(passiveReply('收到')));
    await control(...say('你好'));
    await sandbox.idle();
    expect(await chat('ZhouHang')).toMatchObject([
      { from: 'member', text: '你好' },
      { from: 'app', kind: 'text', text: '收到' },
    ]);
    expect((await wire()).at(-1)?.response).toContain('<Content><![CDATA[收到]]></Content>');
  });

  it('is never caused by a call of the product', async () => {
    const { post, sandbox, received } = await stand();
    await post('externalcontact/remark', { userid: 'ZhouHang', external_userid: CUSTOMER, remark: '赵总' });
    await post('externalcontact/add_corp_tag', { group_name: '分层', tag: [{ name: 'A' }] });
    await sandbox.idle();
    expect(received).toEqual([]);
  });
});

describe('events', () => {
  it.each([
    ['open', undefined, 'enter_agent', ''],
    ['subscribe', undefined, 'subscribe', ''],
    ['menu', { key: 'todo' }, 'click', 'todo'],
    ['menu', { key: 'https://example.com/m/' }, 'view', 'https://example.com/m/'],
  ])('%s', async (action, body, event, key) => {
    const { control, post, sandbox, received } = await stand();
    const button = [
      { type: 'click', name: '待办', key: 'todo' },
      { name: '更多', sub_button: [{ type: 'view', name: '网页', url: 'https://example.com/m/' }] },
    ];
    expect(await post('menu/create', { button }, { agentid: '1000002' })).toMatchObject({ errcode: 0 });
    await control('POST', `/members/zhouhang/${action}`, body);
    await sandbox.idle();
    const xml = received[0]?.xml ?? '';
    expect(['MsgType', 'Event', 'EventKey', 'AgentID', 'FromUserName'].map((name) => xmlText(xml, name))).toEqual([
      'event',
      event,
      key,
      '1000002',
      'ZhouHang',
    ]);
  });

  it('carry places, links and pictures in their own fields', async () => {
    const { control, sandbox, received, chat } = await stand();
    const path = '/members/ZhouHang/messages';
    await control('POST', path, { location: { latitude: 30.25, longitude: 120.16, label: '西湖' } });
    await control('POST', path, { link: { title: '报价', url: 'https://example.com/1' } });
    await control('POST', path, { image: { picUrl: 'https://example.com/1.png' } });
    await sandbox.idle();
    expect(received.map(({ xml }) => xmlText(xml, 'MsgType'))).toEqual(['location', 'link', 'image']);
    expect(received[0]?.xml).toContain('<Location_X>30.25</Location_X><Location_Y>120.16</Location_Y>');
    expect(xmlText(received[2]?.xml ?? '', 'MediaId')).toMatch(/^[\w-]{20,}$/);
    expect((await chat('ZhouHang')).map((item) => item.kind === 'text' && item.text)).toEqual([
      '[位置] 西湖',
      '[链接] 报价',
      '[图片]',
    ]);
  });
});

function passiveReply(content: string): string {
  const xml = xmlDocument([
    ['ToUserName', 'ZhouHang'],
    ['FromUserName', 'wwtest'],
    ['CreateTime', 1_795_160_520],
    ['MsgType', 'text'],
    ['Content', content],
  ]);
  const encrypted = seal(KEYS, xml);
  return xmlDocument([
    ['Encrypt', encrypted],
    ['MsgSignature', signature(KEYS.token, '1795160520', '42', encrypted)],
    ['TimeStamp', 1_795_160_520],
    ['Nonce', '42'],
  ]);
}
