import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { SandboxState } from '../../../../scripts/sandbox/api.ts';
import { VirtualClock } from '../../../../scripts/sandbox/clock.ts';
import { smallCompany } from '../../../../scripts/sandbox/small-company.ts';
import { Store } from '../../../../scripts/sandbox/store.ts';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';
import { stand, START } from './stand.ts';

function storePath(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'deep', 'sandbox.sqlite');
}

it('keeps people, chats, token, wire and time over a restart, and the company of the first start', async () => {
  const store = storePath();
  const first = await stand({ store });
  const { externalUserId } = await first.control<{ externalUserId: string }>('POST', '/customers', { name: '孙悦' });
  await first.sendText('ZhouHang', '早');
  await first.control('POST', '/clock', { hours: 1 });
  const { access_token: token } = await first.get('gettoken', { corpid: 'wwtest', corpsecret: 'app-secret' });
  const before = await first.wire();
  await first.stop();

  const second = await stand({
    store,
    company: { ...smallCompany(), members: [], customers: [] },
    clock: { start: START, running: false },
  });
  expect(second.sandbox.clock.now().getTime()).toBe(START.getTime() + 3_600_000);
  expect(await second.chat('ZhouHang')).toMatchObject([{ text: '早' }]);
  expect(await second.wire()).toEqual(before);
  const state = await second.control<SandboxState>('GET', '/state');
  expect(state.members).toHaveLength(4);
  expect(state.customers.map((customer) => customer.externalUserId)).toContain(externalUserId);
  expect(await second.get('user/get', { userid: 'ZhouHang', access_token: String(token) })).toMatchObject({
    errcode: 0,
  });
});

it('a running clock is never earlier after a restart, even when the machine is set back', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  onTestFinished(() => void vi.useRealTimers());
  const path = storePath();
  const first = new Store(path);
  new VirtualClock(first).moveTo(new Date('2026-12-24T00:00:00Z'));
  first.close();

  vi.setSystemTime('2020-01-01T00:00:00Z');
  const second = new Store(path);
  onTestFinished(() => second.close());
  const clock = new VirtualClock(second, { start: START });
  expect(clock.now().toISOString()).toBe('2026-12-24T00:00:00.000Z');
  vi.setSystemTime('2020-01-01T00:01:00Z');
  expect(clock.now().toISOString()).toBe('2026-12-24T00:01:00.000Z');
  vi.setSystemTime('2019-01-01T00:00:00Z');
  expect(clock.now().toISOString()).toBe('2026-12-24T00:01:00.000Z');
});

it('sends after a restart what it could not send before', async () => {
  const store = storePath();
  const first = await stand({ store, timing: { answerMs: 60_000, pauseMs: 60_000 } });
  const asked = new Promise<void>((resolve) => first.replyWith(() => resolve()));
  await first.control('POST', '/members/ZhouHang/messages', { text: '别丢了' });
  await asked;
  await first.stop();

  const second = await stand({ store });
  await second.control('GET', '/state');
  await second.sandbox.idle();
  expect(second.received.map(({ xml }) => xmlText(xml, 'Content'))).toEqual(['别丢了']);
});
