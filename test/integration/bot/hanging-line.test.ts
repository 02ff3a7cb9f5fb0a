import { expect, it, onTestFinished } from 'vitest';
import { createBot } from '../../../bot/index.ts';
import { StillWorking } from '../../../server/kernel/within.ts';

it('gives up waiting for a line that hangs, so that the others of its author are not held up for ever', async () => {
  let finish = (): void => undefined;
  const hangs = new Promise<never>((_, reject) => (finish = () => reject(new Error('over'))));
  const bot = await createBot({
    run: () => hangs,
    read: () =>
      Promise.resolve({ kind: 'member', id: 'm', userId: 'zhouhang', name: '周航', scope: { kind: 'own' } } as never),
    wecom: { get: () => hangs, post: () => hangs },
    ...{ agentId: 1, appName: '常客', admins: new Set<string>(), publicUrl: null, patienceMs: 50 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  onTestFinished(() => bot.stop());
  const line = {
    callbackId: '01LINE',
    userId: 'zhouhang',
    at: new Date(0),
    kind: 'text' as const,
    text: '待办',
    raw: {},
  };
  await expect(bot.receive(line)).rejects.toThrow(StillWorking);
  finish();
});
