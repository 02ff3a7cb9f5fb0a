import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as meModule from '../../../../miniprogram/api/me.ts';
import type * as pendingModule from '../../../../miniprogram/api/pending.ts';

type Reply = { status: number; body: unknown } | null;

const WRITTEN = '2026-11-21T02:00:00.000Z';
const logged: Reply = { status: 200, body: { question: null } };
const unreached: Reply = null;

let stored: Map<string, string>;
let listeners: { event: string; tell: () => void }[];
/** What reached the server, in its order. */
let received: { text: string; saidAt: string }[];
let answers: Record<string, () => Reply | Promise<Reply>>;
let network: { onLine: boolean };

beforeEach(() => {
  [stored, listeners, received, network] = [new Map(), [], [], { onLine: false }];
  answers = { '/api/me': () => ({ status: 200, body: { id: 'M1' } }), '/api/followups': () => logged };
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(WRITTEN) });
  vi.stubGlobal('uni', {
    getStorageSync: (key: string): unknown => JSON.parse(stored.get(key) ?? '""'),
    setStorageSync: (key: string, value: unknown) => stored.set(key, JSON.stringify(value)),
  });
  vi.stubGlobal('window', { addEventListener: (event: string, tell: () => void) => listeners.push({ event, tell }) });
  vi.stubGlobal('navigator', Object.assign(network, { locks: locks() }));
  vi.stubGlobal('fetch', async (url: string, { body }: RequestInit) => {
    if (url === '/api/followups') received.push(JSON.parse(String(body)) as (typeof received)[number]);
    const reply = await answers[url]?.();
    if (!reply) throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(reply.body), { status: reply.status });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The browser's locks: who asks for one waits for those before. */
function locks() {
  const last = new Map<string, Promise<unknown>>();
  return {
    request(name: string, work: () => Promise<unknown>): Promise<unknown> {
      const done = (last.get(name) ?? Promise.resolve()).then(work);
      last.set(
        name,
        done.catch(() => undefined),
      );
      return done;
    },
  };
}

/** A page of ours in the browser; every other shares what the device keeps. */
async function page({ known = true } = {}): Promise<typeof pendingModule & typeof meModule> {
  vi.resetModules();
  const { me } = await import('../../../../miniprogram/api/me.ts');
  if (known) await me.load();
  return { me, ...(await import('../../../../miniprogram/api/pending.ts')) };
}

/** Closes every page. */
const close = (): void => void listeners.splice(0);

function connect(): void {
  network.onLine = true;
  for (const { event, tell } of listeners) if (event === 'online') tell();
}

const texts = (pending: { value: { text: string; refusedFor: string | null }[] }) =>
  pending.value.map(({ text, refusedFor }) => (refusedFor === null ? text : `${text}（${refusedFor}）`));

it('sends what was written without a network once there is one, in order, as of when it was written', async () => {
  const before = await page();
  before.keepForLater({ customerId: 'C1', text: '电话 聊了报价，明天回访' });
  before.keepForLater({ customerId: 'C2', text: '微信 发了资料' });
  vi.setSystemTime('2026-11-22T02:00:00.000Z');
  close();
  const { pending, pendingCount } = await page();
  expect([pendingCount.value, received]).toEqual([2, []]);

  connect();

  await vi.waitFor(() => expect(pendingCount.value).toBe(0));
  expect(received).toEqual([
    { customerId: 'C1', text: '电话 聊了报价，明天回访', saidAt: WRITTEN },
    { customerId: 'C2', text: '微信 发了资料', saidAt: WRITTEN },
  ]);
  expect(pending.value).toEqual([]);
  expect((await page()).pending.value).toEqual([]);
});

it('keeps what the server refuses with its reason, until the author forgets it, and sends the others', async () => {
  const { keepForLater, pending, forget } = await page();
  for (const text of ['不见了的客户', '微信 发了资料']) keepForLater({ customerId: 'C1', text });
  const refused: Reply = { status: 404, body: { code: 'customer.none', message: '没有找到这位客户。' } };
  answers['/api/followups'] = () => (received.length === 1 ? refused : logged);

  connect();

  await vi.waitFor(() => expect(received).toHaveLength(2));
  await vi.waitFor(() => expect(texts(pending)).toEqual(['不见了的客户（没有找到这位客户。）']));
  const { pending: later, sendPending } = await page();
  await sendPending();
  expect([texts(later), received.length]).toEqual([texts(pending), 2]);
  for (const each of pending.value) forget(each);
  expect((await page()).pending.value).toEqual([]);
});

it.each([
  ['the server is not reached', unreached],
  ['the server has a fault', { status: 502, body: null }],
])('goes on waiting when %s, and overtakes nothing', async (_when, reply) => {
  const { keepForLater, sendPending, pending } = await page();
  for (const text of ['第一条', '第二条']) keepForLater({ customerId: 'C1', text });
  answers['/api/followups'] = () => reply;
  connect();
  await vi.waitFor(() => expect(received.map(({ text }) => text)).toEqual(['第一条']));
  await sendPending();
  expect(texts(pending)).toEqual(['第一条', '第二条']);

  answers['/api/followups'] = () => logged;
  received = [];
  await vi.waitFor(async () => {
    await sendPending();
    expect(pending.value).toEqual([]);
  });
  expect(received.map(({ text }) => text)).toEqual(['第一条', '第二条']);
});

it('says so when a next step has no time after all, since nobody is there to be asked', async () => {
  const { keepForLater, pending } = await page();
  keepForLater({ customerId: 'C1', text: '电话 聊了报价，明天3点回访' });
  answers['/api/followups'] = () => ({ status: 200, body: { question: { step: '回访', times: [] } } });

  connect();

  await vi.waitFor(() =>
    expect(texts(pending)).toEqual([
      '电话 聊了报价，明天3点回访（记上了，但下一步“回访”的时间没说准，要到客户那里再定。）',
    ]),
  );
});

it('does not show nor send what a colleague wrote on this device', async () => {
  (await page()).keepForLater({ customerId: 'C1', text: '周航写的' });
  close();
  answers['/api/me'] = () => ({ status: 200, body: { id: 'M2' } });
  const { pending, sendPending } = await page();
  connect();
  await sendPending();
  expect([pending.value, received]).toEqual([[], []]);
});

it('keeps nothing for nobody', async () => {
  const { keepForLater, pending } = await page({ known: false });
  expect(keepForLater({ customerId: 'C1', text: '电话' })).toBe(false);
  expect([pending.value, stored.size]).toEqual([[], 0]);
});

it('asks who is there before it sends, when that failed at the start', async () => {
  (await page()).keepForLater({ customerId: 'C1', text: '电话 聊了报价' });
  close();
  answers['/api/me'] = () => unreached;
  const { me } = await page();
  expect(me.data.value).toBeNull();
  answers['/api/me'] = () => ({ status: 200, body: { id: 'M1' } });
  connect();
  await vi.waitFor(() => expect(received.map(({ text }) => text)).toEqual(['电话 聊了报价']));
});

it('of two pages neither drops what the other keeps, and what both know of is sent once', async () => {
  const one = await page();
  one.keepForLater({ customerId: 'C1', text: '先写的' });
  const other = await page();
  one.keepForLater({ customerId: 'C1', text: '第一页写的' });
  other.keepForLater({ customerId: 'C2', text: '第二页写的' });
  const all = ['先写的', '第一页写的', '第二页写的'];
  expect(texts((await page()).pending)).toEqual(all);

  connect();

  await vi.waitFor(() => expect([one.pending.value, other.pending.value]).toEqual([[], []]));
  expect(received.map(({ text }) => text)).toEqual(all);
});
