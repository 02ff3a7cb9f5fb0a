import { describe, expect, it } from 'vitest';
import { stand, START } from './stand.ts';

const AGENT = 1_000_002;
const send = (msgtype: string, body: unknown) => ({ touser: 'ZhouHang', msgtype, agentid: AGENT, [msgtype]: body });

describe('recipients', () => {
  it('are found without regard to case, and the unknown come back in lower case', async () => {
    const { sendText, chat, wire } = await stand();
    const answer = await sendText('zhouhang|NoSuch|XuJing|AlsoNot', '开会');
    expect(answer).toMatchObject({
      errcode: 0,
      errmsg: 'ok',
      invaliduser: 'nosuch|alsonot',
      invalidparty: '',
      invalidtag: '',
      unlicenseduser: '',
    });
    expect(answer['msgid']).toMatch(/^[\w-]{20,}$/);
    expect(answer['response_code']).toBeUndefined();
    expect(await chat('ZhouHang')).toMatchObject([
      { from: 'app', kind: 'text', text: '开会', at: START.toISOString() },
    ]);
    expect(await chat('XuJing')).toHaveLength(1);
    expect(await chat('LinYue')).toEqual([]);
    expect((await wire()).at(-1)).toMatchObject({
      name: 'message/send',
      summary: '发给周航、许静：文本「开会」',
      errcode: 0,
    });
  });

  it('may be departments with all below them, or everybody', async () => {
    const { post, chat } = await stand();
    const body = { msgtype: 'text', agentid: AGENT, text: { content: '早' } };
    expect(await post('message/send', { ...body, toparty: '2|99' })).toMatchObject({ errcode: 0, invalidparty: '99' });
    expect(await chat('ZhouHang')).toHaveLength(1);
    expect(await chat('XuJing')).toHaveLength(0);
    await post('message/send', { ...body, toparty: '1' });
    await post('message/send', { ...body, touser: '@all' });
    expect(await chat('XuJing')).toHaveLength(2);
  });

  it.each([
    ['nobody named', { touser: '' }, 82001],
    ['nobody known', { touser: 'a|b' }, 81013],
    ['more than 1000', { touser: Array(1001).fill('a').join('|') }, 40032],
    ['another app', { agentid: 5 }, 301002],
    ['an agentid in quotes', { agentid: '1000002' }, 40056],
    ['an unknown type', { msgtype: 'poem' }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['no text', { text: undefined }, 44004],
  ])('are refused: %s', async (_case, change, errcode) => {
    const { sendText, chat } = await stand();
    expect(await sendText('ZhouHang', '早', change)).toMatchObject({ errcode });
    expect(await chat('ZhouHang')).toEqual([]);
  });
});

describe('what a member sees', () => {
  it('is cut at 2048 bytes without breaking a character', async () => {
    const { sendText, chat } = await stand();
    await sendText('ZhouHang', `a${'好'.repeat(1000)}`);
    const [item] = await chat('ZhouHang');
    expect(item?.kind === 'text' && item.text).toBe(`a${'好'.repeat(682)}`);
  });

  it('are markdown, links and mini-program notices', async () => {
    const { post, chat } = await stand();
    const address = 'https://example.com/';
    await post('message/send', send('markdown', { content: '**早** <font color="warning">3</font>' }));
    await post('message/send', send('textcard', { title: '周报', description: '上周成交 3 单', url: address }));
    await post(
      'message/send',
      send('news', {
        articles: [
          { title: '新品', url: address },
          { title: '活动', description: '周六', url: address },
        ],
      }),
    );
    await post(
      'message/send',
      send('miniprogram_notice', { appid: 'wx1', title: '待办提醒', content_item: [{ key: '客户', value: '赵敏' }] }),
    );
    expect(await chat('ZhouHang')).toMatchObject([
      { kind: 'markdown', text: '**早** <font color="warning">3</font>' },
      { kind: 'textcard', title: '周报', description: '上周成交 3 单', url: address, button: '详情' },
      { kind: 'textcard', title: '新品' },
      { kind: 'textcard', title: '活动', description: '周六' },
      { kind: 'textcard', title: '待办提醒', description: '客户：赵敏' },
    ]);
  });

  it.each([
    ['markdown over 2048 bytes', 'markdown', { content: '好'.repeat(683) }, 40058],
    ['a text card without a title', 'textcard', { description: 'd', url: 'https://a.cn' }, 41016],
    ['a text card without a description', 'textcard', { title: 't', url: 'https://a.cn' }, 41033],
    ['a text card without an address', 'textcard', { title: 't', description: 'd' }, 41010],
    ['an address without a scheme', 'textcard', { title: 't', description: 'd', url: 'a.cn' }, 45034],
    ['nine articles', 'news', { articles: Array(9).fill({ title: 't', url: 'https://a.cn' }) }, 45008],
    ['a picture that was never uploaded', 'image', { media_id: 'made-up' }, 40007],
  ])('is never %s', async (_case, msgtype, body, errcode) => {
    const { post, chat } = await stand();
    expect(await post('message/send', send(msgtype, body))).toMatchObject({ errcode });
    expect(await chat('ZhouHang')).toEqual([]);
  });

  it('counts as unread until he looks', async () => {
    const { sendText, control } = await stand();
    await sendText('ZhouHang', '一');
    await sendText('ZhouHang', '二');
    const unread = async () => {
      const { members } = await control<{ members: { userid: string; unread: number }[] }>('GET', '/state');
      return members.find(({ userid }) => userid === 'ZhouHang')?.unread;
    };
    expect(await unread()).toBe(2);
    await control('POST', '/members/ZhouHang/read');
    expect(await unread()).toBe(0);
  });
});

describe('too many messages', () => {
  it('are dropped without a word beyond 30 in a minute, for that member alone', async () => {
    const { sendText, chat, control, wire } = await stand();
    for (let sent = 1; sent <= 31; sent += 1) await sendText('ZhouHang', String(sent));
    expect(await sendText('ZhouHang|XuJing', '32')).toMatchObject({ errcode: 0, invaliduser: '' });
    expect(await chat('ZhouHang')).toHaveLength(30);
    expect(await chat('XuJing')).toHaveLength(1);
    expect((await wire()).at(-1)?.summary).toBe('发给周航、许静：文本「32」（太频繁，周航没有收到）');

    await control('POST', '/clock', { hours: 1 / 60 });
    await sendText('ZhouHang', '33');
    expect(await chat('ZhouHang')).toHaveLength(31);
  });

  it('with the same content are delivered once inside the interval when the second asks for the check', async () => {
    const { sendText, chat, control } = await stand();
    const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };
    const first = await sendText('ZhouHang', '提醒');
    expect(await sendText('ZhouHang', '提醒', check)).toEqual(first);
    expect(await chat('ZhouHang')).toHaveLength(1);
    await sendText('ZhouHang', '提醒');
    await sendText('ZhouHang', '别的', check);
    expect(await chat('ZhouHang')).toHaveLength(3);
    await control('POST', '/clock', { hours: 601 / 3600 });
    await sendText('ZhouHang', '提醒', check);
    expect(await chat('ZhouHang')).toHaveLength(4);
  });

  it('are, by a setting, duplicates only where both ask for the check in the same words', async () => {
    const { sendText, chat, control } = await stand();
    await control('PUT', '/faults', { strictDuplicateCheck: true });
    const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };
    await sendText('ZhouHang', '提醒');
    await sendText('ZhouHang', '提醒', check);
    await sendText('ZhouHang', '提醒', check);
    expect(await chat('ZhouHang')).toHaveLength(2);
  });
});

describe('recall', () => {
  it('takes a message back within 24 hours', async () => {
    const { sendText, post, chat } = await stand();
    const { msgid } = await sendText('ZhouHang', '发错了');
    expect(await post('message/recall', { msgid })).toMatchObject({ errcode: 0 });
    expect(await chat('ZhouHang')).toMatchObject([{ kind: 'text', text: '', recalled: true }]);
    expect(await post('message/recall', { msgid: 'made-up' })).toMatchObject({ errcode: 40058 });
  });

  it('comes too late after that', async () => {
    const { sendText, post, chat, control } = await stand();
    const { msgid } = await sendText('ZhouHang', '发错了');
    await control('POST', '/clock', { hours: 24.01 });
    const { msgid: later } = await sendText('ZhouHang', '又发错了');
    expect(await post('message/recall', { msgid })).toMatchObject({ errcode: 42052 });
    expect(await post('message/recall', { msgid: later })).toMatchObject({ errcode: 0 });
    expect((await chat('ZhouHang')).map((item) => 'text' in item && item.text)).toEqual(['发错了', '']);
  });
});

describe('media', () => {
  it('are kept for three days', async () => {
    const { get, post, url, chat, control } = await stand();
    const { access_token: token } = await get('gettoken', { corpid: 'wwtest', corpsecret: 'app-secret' });
    const upload = async (bytes: number, type = 'file') => {
      const form = new FormData();
      form.set('media', new Blob([new Uint8Array(bytes)]), '报价单.pdf');
      const address = `${url}/cgi-bin/media/upload?access_token=${String(token)}&type=${type}`;
      return (await (await fetch(address, { method: 'POST', body: form })).json()) as Record<string, unknown>;
    };
    const file = await upload(100);
    expect(file).toMatchObject({ errcode: 0, type: 'file', created_at: String(START.getTime() / 1000) });
    const message = send('file', { media_id: file['media_id'] });
    expect(await post('message/send', message)).toMatchObject({ errcode: 0 });
    expect(await chat('ZhouHang')).toMatchObject([{ text: '[文件] 报价单.pdf' }]);
    expect(await post('message/send', send('image', { media_id: file['media_id'] }))).toMatchObject({ errcode: 40007 });
    expect(await upload(5)).toMatchObject({ errcode: 44001 });
    expect(await upload(3 * 1024 * 1024, 'voice')).toMatchObject({ errcode: 45001 });
    expect(await upload(100, 'song')).toMatchObject({ errcode: 40004 });

    await control('POST', '/clock', { hours: 71.9 });
    expect(await post('message/send', message)).toMatchObject({ errcode: 0 });
    await control('POST', '/clock', { hours: 0.1 });
    expect(await post('message/send', message)).toMatchObject({ errcode: 40007 });
  });
});
