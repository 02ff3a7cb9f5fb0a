import { describe, expect, it } from 'vitest';
import { FileBox } from 'file-box';
import {
  MAX_TEXT_BYTES,
  PuppetSendError,
  PuppetUnsupportedError,
  PuppetWecomApp,
} from '../../../../bot/puppet/index.ts';
import type { TemplateCard } from '../../../../bot/puppet/index.ts';
import { fakeTransport, inbound, startedBot } from './started-bot.ts';

const card: TemplateCard = {
  card_type: 'button_interaction',
  main_title: { title: '待办', desc: '给张三回电话' },
  task_id: 'task-1',
  button_list: [{ text: '完成', style: 1, key: '完成 1' }],
};

function puppetAnswered(reply: Record<string, unknown>) {
  const { transport, calls } = fakeTransport({ 'message/send': async () => ({ errcode: 0, ...reply }) });
  return { puppet: new PuppetWecomApp({ transport, agentId: 7, appName: '常客' }), calls };
}

const sentBody = (calls: { body: unknown }[]) => calls[0]?.body;

describe('sending', () => {
  it.each([
    [
      { type: 'text', text: '你好' },
      { msgtype: 'text', text: { content: '你好' } },
    ],
    [
      { type: 'markdown', text: '**你好**' },
      { msgtype: 'markdown', markdown: { content: '**你好**' } },
    ],
    [
      { type: 'card', card },
      { msgtype: 'template_card', template_card: card },
    ],
    [
      { type: 'link', link: { title: '报价单', url: 'https://a.example/1' } },
      { msgtype: 'textcard', textcard: { title: '报价单', url: 'https://a.example/1', description: '报价单' } },
    ],
    [
      { type: 'link', link: { title: '报价单', url: 'https://a.example/1', imageUrl: 'https://a.example/1.png' } },
      {
        msgtype: 'news',
        news: {
          articles: [
            { title: '报价单', url: 'https://a.example/1', description: '', picurl: 'https://a.example/1.png' },
          ],
        },
      },
    ],
  ] as const)('%j posts the body WeCom wants', async (message, body) => {
    const { puppet, calls } = puppetAnswered({ msgid: 'm1' });

    await puppet.send('zhangsan', message);

    expect(calls).toEqual([{ path: 'message/send', body: { touser: 'zhangsan', agentid: 7, ...body } }]);
  });

  it('gives a receipt for recalling a message and updating a card', async () => {
    const { puppet, calls } = puppetAnswered({ msgid: 'm1', response_code: 'rc1', invaliduser: '' });

    const receipt = await puppet.messageSendCard('zhangsan', card);
    await puppet.messageRecall('m1');
    await puppet.updateCard('rc1', ['zhangsan'], { buttonText: '已完成' });
    await puppet.updateCard('rc2', ['zhangsan'], { card });

    expect(receipt).toEqual({ msgid: 'm1', responseCode: 'rc1' });
    expect(calls.slice(1)).toEqual([
      { path: 'message/recall', body: { msgid: 'm1' } },
      {
        path: 'message/update_template_card',
        body: { userids: ['zhangsan'], agentid: 7, response_code: 'rc1', button: { replace_name: '已完成' } },
      },
      {
        path: 'message/update_template_card',
        body: { userids: ['zhangsan'], agentid: 7, response_code: 'rc2', template_card: card },
      },
    ]);
  });

  it('says which members a card could not be updated for', async () => {
    const { transport } = fakeTransport({ 'message/update_template_card': async () => ({ invaliduser: ['lisi'] }) });
    const puppet = new PuppetWecomApp({ transport, agentId: 7, appName: '常客' });

    const { invalidUsers } = await puppet.updateCard('rc1', ['zhangsan', 'lisi'], { buttonText: '已完成' });

    expect(invalidUsers).toEqual(['lisi']);
  });

  it('asks for the duplicate check only when told to', async () => {
    const { puppet, calls } = puppetAnswered({});

    await puppet.send('zhangsan', { type: 'text', text: '好' }, { duplicateCheckSeconds: 1800 });
    await puppet.send('zhangsan', { type: 'text', text: '好' }, { duplicateCheckSeconds: 0 });

    expect(sentBody(calls)).toMatchObject({ enable_duplicate_check: 1, duplicate_check_interval: 1800 });
    expect(calls[1]?.body).toEqual({ touser: 'zhangsan', agentid: 7, msgtype: 'text', text: { content: '好' } });
  });

  it.each([
    ['invisible', { invaliduser: 'zhangsan' }],
    ['unlicensed', { unlicenseduser: 'zhangsan' }],
  ])('to an %s member is an error although WeCom says ok', async (_what, reply) => {
    const { puppet } = puppetAnswered({ msgid: 'm1', ...reply });

    const sending = puppet.send('ZhangSan', { type: 'text', text: '你好' });

    await expect(sending).rejects.toThrow(PuppetSendError);
    await expect(sending).rejects.toMatchObject({ kind: 'invalid-recipient', invalidUsers: ['zhangsan'] });
  });

  it.each(['zhangsan|lisi', '@all', '', ' ', 'zhang san'])('to %j is refused: one member only', async (userid) => {
    const { puppet, calls } = puppetAnswered({});

    await expect(puppet.send(userid, { type: 'text', text: '你好' })).rejects.toMatchObject({
      kind: 'invalid-recipient',
    });
    expect(calls).toEqual([]);
  });

  it('refuses what WeCom would cut off, counting bytes', async () => {
    const { puppet, calls } = puppetAnswered({});
    const fits = '好'.repeat(MAX_TEXT_BYTES / 3);

    await puppet.send('zhangsan', { type: 'text', text: fits });
    await expect(puppet.send('zhangsan', { type: 'text', text: `${fits}好` })).rejects.toMatchObject({
      kind: 'too-long',
    });
    expect(calls).toHaveLength(1);
  });

  it('passes on the transport’s own error to the one who says something', async () => {
    const { transport } = fakeTransport({ 'message/send': () => Promise.reject(new Error('45009')) });
    const { bot, puppet } = await startedBot({ transport });
    const said: Promise<unknown>[] = [];
    bot.on('message', (message) => void said.push(message.say('你好').catch((error: Error) => error.message)));

    await puppet.receive(inbound());

    expect(await Promise.all(said)).toEqual(['45009']);
  });

  it('of a link works through say()', async () => {
    const { bot, calls } = await startedBot();
    const contact = await bot.Contact.find({ id: 'zhangsan' });

    await contact?.say(new bot.UrlLink({ title: '报价单', url: 'https://a.example/1', description: '第二版' }));

    expect(sentBody(calls)).toMatchObject({
      msgtype: 'textcard',
      textcard: { title: '报价单', description: '第二版' },
    });
  });
});

describe('what self-built apps cannot do', () => {
  it('is refused with the name of the operation and the reason', async () => {
    const { bot, puppet, calls } = await startedBot();
    const contact = await bot.Contact.find({ id: 'zhangsan' });

    await expect(contact?.say(FileBox.fromBase64('aGVsbG8=', 'hello.txt'))).rejects.toThrow(PuppetUnsupportedError);
    await expect(puppet.roomCreate()).rejects.toThrow('roomCreate is not supported: the chat with a self-built app');
    expect(await bot.Room.findAll()).toEqual([]);
    expect(calls).toEqual([]);
  });
});
