import { describe, expect, it, vi } from 'vitest';
import type { Message } from 'wechaty';
import { PuppetNotRunningError } from '../../../../bot/puppet/index.ts';
import { fakeTransport, held, inbound, startedBot } from './started-bot.ts';

describe('a received callback', () => {
  it('reaches the handler as a message, and what the handler says reaches WeCom', async () => {
    const { bot, puppet, calls, errors } = await startedBot();
    const replies: Promise<unknown>[] = [];
    bot.on('message', (message) => {
      replies.push(message.say(`收到：${message.text()}，${message.talker().name()}`));
    });

    await puppet.receive(inbound());
    await Promise.all(replies);

    expect(calls).toEqual([
      {
        path: 'message/send',
        body: {
          touser: 'zhangsan',
          agentid: 1000002,
          msgtype: 'text',
          text: { content: '收到：跟进 张三 已发报价单，名字zhangsan' },
        },
      },
    ]);
    expect(errors).toEqual([]);
  });

  it('tells who wrote what, when, to the app', async () => {
    const { bot, puppet } = await startedBot();
    const seen: Message[] = [];
    bot.on('message', (message) => void seen.push(message as Message));

    await puppet.receive(inbound());

    const [message] = seen;
    expect(message?.id).toBe('id-1');
    expect(message?.talker().id).toBe('zhangsan');
    expect(message?.listener()?.id).toBe('app-1000002');
    expect(message?.listener()?.name()).toBe('常客');
    expect(message?.date()).toEqual(new Date('2024-05-06T07:08:09Z'));
    expect(message?.self()).toBe(false);
    expect(message?.room()).toBeUndefined();
  });

  it('has called the handler by the time receive() resolves, so that a host can await exactly this message', async () => {
    const { bot, puppet } = await startedBot();
    const handling = new Map<string, Promise<string>>();
    const slow = held<string>();
    bot.on(
      'message',
      (message) => void handling.set(message.id, message.id === 'a' ? slow.promise : Promise.resolve('b')),
    );

    await puppet.receive(inbound({ id: 'a' }));
    await puppet.receive(inbound({ id: 'b' }));

    expect(await handling.get('b')).toBe('b');
    slow.release('a');
    expect(await handling.get('a')).toBe('a');
  });

  it.each([
    ['text', 'Text'],
    ['card', 'Text'],
    ['click', 'Text'],
    ['image', 'Image'],
    ['voice', 'Audio'],
    ['video', 'Video'],
    ['file', 'Attachment'],
    ['location', 'Location'],
    ['link', 'Url'],
  ] as const)('of kind %s is a message of type %s', async (kind, type) => {
    const { bot, puppet } = await startedBot();
    const types: unknown[] = [];
    bot.on('message', (message) => void types.push(message.type()));

    await puppet.receive(inbound({ kind }));

    expect(types).toEqual([bot.Message.Type[type]]);
  });

  it('of a pressed card reads like a typed line, and the raw payload tells the difference', async () => {
    const { bot, puppet } = await startedBot();
    const lines: string[] = [];
    bot.on('message', (message) => void lines.push(message.text()));
    const press = inbound({ kind: 'card', text: '完成 t1', raw: { TaskId: 't1', ResponseCode: 'rc' } });

    await puppet.receive(press);

    expect(lines).toEqual(['完成 t1']);
    expect(await puppet.messageRawPayload('id-1')).toEqual(press);
  });

  it('with a place or a link gives its parts', async () => {
    const { bot, puppet } = await startedBot();
    const seen: Message[] = [];
    bot.on('message', (message) => void seen.push(message as Message));

    const place = { Location_X: '31.23', Location_Y: '121.47', Label: '上海市黄浦区' };
    await puppet.receive(inbound({ id: 'place', kind: 'location', raw: place }));
    await puppet.receive(inbound({ id: 'link', kind: 'link', raw: { Title: '报价单', Url: 'https://a.example/1' } }));
    await puppet.receive(inbound({ id: 'nowhere', kind: 'location', raw: { Location_X: { evil: 1 } } }));

    expect(await puppet.messageLocation('place')).toMatchObject({
      latitude: 31.23,
      longitude: 121.47,
      name: '上海市黄浦区',
    });
    expect((await seen[1]?.toUrlLink())?.url()).toBe('https://a.example/1');
    await expect(puppet.messageLocation('nowhere')).rejects.toThrow('without coordinates');
  });

  it('is refused while the bot is not running, so that the host can hand it over again', async () => {
    const { bot, puppet } = await startedBot();
    const seen: string[] = [];
    bot.on('message', (message) => void seen.push(message.id));

    await bot.stop();
    await expect(puppet.receive(inbound())).rejects.toThrow(PuppetNotRunningError);
    await bot.start();
    await puppet.receive(inbound());

    expect(seen).toEqual(['id-1']);
  });
});

describe('the memory for received messages', () => {
  it('keeps the last thousand and says so of older ones', async () => {
    const { puppet } = await startedBot();
    for (let n = 0; n <= 1000; n++) await puppet.receive(inbound({ id: `m${n}` }));

    await expect(puppet.messageRawPayload('m0')).rejects.toThrow('no recent message with the id "m0"');
    expect(await puppet.messageRawPayload('m1')).toMatchObject({ id: 'm1' });
  });
});

describe('the talker', () => {
  it('is asked for once when fifty messages of an uncached member arrive together', async () => {
    const { transport, calls } = fakeTransport({ 'user/get': async () => ({ userid: 'zhangsan', name: '张三' }) });
    const { bot, puppet } = await startedBot({ transport, contacts: undefined });
    const names: string[] = [];
    bot.on('message', (message) => void names.push(message.talker().name()));

    await Promise.all(Array.from({ length: 50 }, (_, n) => puppet.receive(inbound({ id: `m${n}` }))));

    expect(names).toEqual(Array.from({ length: 50 }, () => '张三'));
    expect(calls).toEqual([{ path: 'user/get', body: { userid: 'zhangsan' } }]);
  });

  it('may be unknown: the message still arrives, nameless, and the error is reported', async () => {
    const { bot, puppet, errors } = await startedBot({ contacts: async () => null });
    const seen: string[][] = [];
    bot.on('message', (message) => void seen.push([message.talker().id, message.talker().name(), message.text()]));

    await puppet.receive(inbound({ from: 'ghost', text: '帮助' }));

    expect(seen).toEqual([['ghost', '', '帮助']]);
    expect(errors).toContain('no member with the userid "ghost"');
  });

  it('may be out of reach: the message still arrives, and the member is asked for again with the next one', async () => {
    const get = vi.fn<() => Promise<Record<string, unknown>>>();
    get.mockRejectedValueOnce(new Error('60020: not allow to access from your ip'));
    get.mockResolvedValueOnce({ name: '张三' });
    const { transport } = fakeTransport({ 'user/get': get });
    const { bot, puppet } = await startedBot({ transport, contacts: undefined });
    const names: string[] = [];
    bot.on('message', (message) => void names.push(message.talker().name()));

    await puppet.receive(inbound({ id: 'm1' }));
    await puppet.receive(inbound({ id: 'm2' }));

    expect(names).toEqual(['', '张三']);
  });

  it('without a name goes by the userid and is not asked for again', async () => {
    const { transport, calls } = fakeTransport({ 'user/get': async () => ({ errcode: 0 }) });
    const { bot, puppet } = await startedBot({ transport, contacts: undefined });
    const names: string[] = [];
    bot.on('message', (message) => void names.push(message.talker().name()));

    await puppet.receive(inbound({ id: 'm1' }));
    await puppet.receive(inbound({ id: 'm2' }));

    expect(names).toEqual(['zhangsan', 'zhangsan']);
    expect(calls).toHaveLength(1);
  });

  it('has the new name after contactDirty, which leaves members never met alone', async () => {
    const names = new Map([['zhangsan', '张三']]);
    const asked: string[] = [];
    const contacts = async (userid: string) => {
      asked.push(userid);
      return { userid, name: names.get(userid) ?? '无名' };
    };
    const { bot, puppet } = await startedBot({ contacts });
    await puppet.receive(inbound());

    names.set('zhangsan', '张三丰');
    puppet.contactDirty('zhangsan');
    puppet.contactDirty('stranger');
    await vi.waitFor(() => expect(asked).toEqual(['zhangsan', 'zhangsan']));

    const contact = await bot.Contact.find({ id: 'zhangsan' });
    await vi.waitFor(() => expect(contact?.name()).toBe('张三丰'));
    expect(await puppet.contactList()).toEqual(['zhangsan']);
  });

  it('who changes while being asked for is asked for again', async () => {
    const answers = [held<string>(), held<string>()];
    let asked = 0;
    const contacts = async (userid: string) => ({ userid, name: (await answers[asked++]?.promise) ?? '多余' });
    const { bot, puppet } = await startedBot({ contacts });
    const seen: string[] = [];
    bot.on('message', (message) => void seen.push(message.talker().name()));

    const received = puppet.receive(inbound());
    await vi.waitFor(() => expect(asked).toBe(1));
    puppet.contactDirty('zhangsan');
    answers[0]?.release('旧名');
    answers[1]?.release('新名');
    await received;

    expect(seen).toEqual(['新名']);
  });
});
