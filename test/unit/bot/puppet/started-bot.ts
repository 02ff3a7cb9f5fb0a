import { onTestFinished } from 'vitest';
import { log, WechatyBuilder } from 'wechaty';
import { PuppetWecomApp } from '../../../../bot/puppet/index.ts';
import type { InboundMessage, PuppetWecomAppOptions, WecomTransport } from '../../../../bot/puppet/index.ts';

// Wechaty warns when a bot is stopped twice, as each test here may do.
log.level('error');

/** A transport that remembers what was asked of WeCom and answers as told, by path. */
export function fakeTransport(answers: Record<string, (body: unknown) => Promise<Record<string, unknown>>> = {}) {
  const calls: { path: string; body: unknown }[] = [];
  const answer = (path: string, body: unknown) => {
    calls.push({ path, body });
    return answers[path]?.(body) ?? Promise.resolve({ errcode: 0, msgid: `msg-${calls.length}` });
  };
  const transport: WecomTransport = { get: answer, post: answer };
  return { transport, calls };
}

/** A real Wechaty over the puppet, stopped when the test is over, with the errors it reported. */
export async function startedBot(options: Partial<PuppetWecomAppOptions> = {}) {
  const { transport, calls } = fakeTransport();
  const contacts = async (userid: string) => ({ userid, name: `名字${userid}` });
  const puppet = new PuppetWecomApp({ transport, agentId: 1000002, appName: '常客', contacts, ...options });
  const bot = WechatyBuilder.build({ puppet });
  const errors: string[] = [];
  bot.on('error', ({ message }) => void errors.push(message));
  onTestFinished(() => bot.stop());
  await bot.start();
  return { bot, puppet, calls, errors };
}

/** A text that the member `zhangsan` wrote, or what `fields` make of it. */
export const inbound = (fields: Partial<InboundMessage> = {}): InboundMessage => ({
  id: 'id-1',
  from: 'zhangsan',
  at: new Date('2024-05-06T07:08:09Z'),
  kind: 'text',
  text: '跟进 张三 已发报价单',
  raw: {},
  ...fields,
});

/** A promise that the test settles by hand. */
export function held<T>() {
  let release: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
