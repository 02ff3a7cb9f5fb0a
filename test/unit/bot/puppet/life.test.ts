import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WechatyBuilder } from 'wechaty';
import type { Message } from 'wechaty';
import { PuppetWecomApp } from '../../../../bot/puppet/index.ts';
import { fakeTransport, held, inbound, startedBot } from './started-bot.ts';

describe('starting', () => {
  it('logs in as the app and asks WeCom nothing', async () => {
    const { bot, puppet, calls } = await startedBot();

    await bot.ready();

    expect(bot.isLoggedIn).toBe(true);
    expect(bot.currentUser.id).toBe('app-1000002');
    expect(bot.currentUser.name()).toBe('常客');
    expect([puppet.name(), puppet.version()]).toEqual(['puppet-wecom-app', '0.1.0']);
    expect(calls).toEqual([]);
  });

  it('that fails is reported as an error and leaves the bot logged out', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const puppet = new (class extends PuppetWecomApp {
      override onStart = () => Promise.reject(new Error('no such app'));
    })({ transport: fakeTransport().transport, agentId: 7, appName: '常客' });
    const bot = WechatyBuilder.build({ puppet });
    const errors: string[] = [];
    bot.on('error', ({ message }) => void errors.push(message));

    const started = bot.start();
    // Wechaty waits five seconds for a failed start to become a running one.
    await vi.advanceTimersByTimeAsync(5_000);
    await started;

    expect(errors).toContain('no such app');
    expect(bot.isLoggedIn).toBe(false);
    await bot.stop();
  });

  it('prints none of its options', async () => {
    const { puppet } = await startedBot();

    expect(puppet.options).toEqual({});
  });

  it('answers a ding', async () => {
    const { bot } = await startedBot();
    const dongs: unknown[] = [];
    bot.on('dong', (data) => void dongs.push(data));

    bot.ding('hello');
    bot.ding();

    expect(dongs).toEqual(['hello', undefined]);
  });
});

describe('a handler that fails', () => {
  it('at once is reported, and the next message is handled', async () => {
    const { bot, puppet, errors } = await startedBot();
    const handled: string[] = [];
    bot.on('message', (message) => {
      if (message.text() === '坏') throw new Error('handler broke');
      handled.push(message.text());
    });

    await puppet.receive(inbound({ id: 'm1', text: '坏' }));
    await puppet.receive(inbound({ id: 'm2', text: '好' }));

    expect(errors).toEqual(['handler broke']);
    expect(handled).toEqual(['好']);
  });

  it('later is reported if it is wrapped with wrapAsync, and the next message is handled', async () => {
    const { bot, puppet, errors } = await startedBot();
    const handled: string[] = [];
    const handler = async (text: string) => {
      await Promise.resolve();
      if (text === '坏') throw new Error('handler broke');
      handled.push(text);
    };
    bot.on(
      'message',
      bot.wrapAsync((message: Message) => handler(message.text())),
    );

    await puppet.receive(inbound({ id: 'm1', text: '坏' }));
    await puppet.receive(inbound({ id: 'm2', text: '好' }));

    await vi.waitFor(() => expect(handled).toEqual(['好']));
    expect(errors).toEqual(['handler broke']);
  });

  it('later is the host’s to catch if the host keeps the promise', async () => {
    const { bot, puppet, errors } = await startedBot();
    const handling = new Map<string, Promise<void>>();
    bot.on('message', (message) => void handling.set(message.id, Promise.reject(new Error('handler broke'))));

    await puppet.receive(inbound());

    await expect(handling.get('id-1')).rejects.toThrow('handler broke');
    expect(errors).toEqual([]);
  });
});

describe('stopping', () => {
  it('waits until what was received has reached its handler', async () => {
    const name = held<string>();
    const { bot, puppet } = await startedBot({ contacts: async (userid) => ({ userid, name: await name.promise }) });
    const seen: string[] = [];
    bot.on('message', (message) => void seen.push(message.talker().name()));

    const received = puppet.receive(inbound());
    const stopped = bot.stop();
    await vi.waitFor(() => expect(puppet.state.active()).toBe(false));
    await expect(puppet.receive(inbound({ id: 'late' }))).rejects.toThrow('not running');
    name.release('张三');
    await stopped;

    expect(seen).toEqual(['张三']);
    await received;
  });

  it('leaves nothing running', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { bot, puppet } = await startedBot();
    await puppet.receive(inbound());
    puppet.contactDirty('zhangsan');
    expect(vi.getTimerCount()).toBe(1);

    await bot.stop();
    await new Promise(setImmediate);

    expect(vi.getTimerCount()).toBe(0);
    expect(bot.isLoggedIn).toBe(false);
  });

  it('and starting again, over and over, handles each message once and piles up one listener per event at most', async () => {
    const { bot, puppet } = await startedBot();
    const seen: string[] = [];
    bot.on('message', (message) => void seen.push(message.id));
    const events = ['message', 'dirty', 'dong', 'error', 'scan', 'login', 'ready', 'reset', 'heartbeat'] as const;
    const count = () => events.map((event) => puppet.listenerCount(event));
    const before = count();

    for (let round = 0; round < 5; round++) {
      await bot.stop();
      await bot.start();
      await puppet.receive(inbound({ id: `m${round}` }));
    }

    expect(seen).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
    const grown = count().map((now, i) => now - (before[i] ?? 0));
    expect(grown.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(Math.max(...grown)).toBeLessThanOrEqual(5);
  });
});
