import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { request } from '../../../../miniprogram/api/request.ts';

type Reply = () => Promise<Response>;

const calls: { url: string; init: RequestInit }[] = [];
const replies: Reply[] = [];
const left = vi.fn();

const answer =
  (status: number, body: unknown): Reply =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));

beforeEach(() => {
  calls.length = 0;
  replies.length = 0;
  left.mockReset();
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    calls.push({ url, init });
    return (replies.shift() ?? answer(200, {}))();
  });
  vi.stubGlobal('location', { pathname: '/m/', hash: '#/pages/customers/customer?id=C1', assign: left });
});
afterEach(() => vi.unstubAllGlobals());

describe('a call in the browser', () => {
  it('asks the server and gives its answer', async () => {
    replies.push(answer(200, { name: '周航' }));
    expect(await request('GET', '/me', {})).toEqual({ name: '周航' });
    expect(calls[0]?.url).toBe('/api/me');
  });

  it('tells the server that one of its own pages writes', async () => {
    await request('POST', '/tasks/:id/complete', { id: 'T1' });
    expect(calls[0]).toMatchObject({
      url: '/api/tasks/T1/complete',
      init: { method: 'POST', headers: { 'x-changke': '1' } },
    });
  });

  it('shows the sentence of a refusal, which the same call would only meet again', async () => {
    replies.push(answer(404, { code: 'customer.none', message: '没有找到这位客户。' }));
    await expect(request('GET', '/customers/:id', { id: 'C9' })).rejects.toMatchObject({
      sentence: '没有找到这位客户。',
      code: 'customer.none',
      again: false,
    });
  });

  it('may be tried again when the server was not reached or has a fault', async () => {
    replies.push(
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => Promise.resolve(new Response('<html>', { status: 502 })),
    );
    await expect(request('GET', '/me', {})).rejects.toMatchObject({
      sentence: '没连上。检查网络后再试一次。',
      again: true,
    });
    await expect(request('GET', '/me', {})).rejects.toMatchObject({
      sentence: '服务出了问题，请稍后再试。',
      again: true,
    });
  });

  it('takes a customer among members’ pages to his own, and leaves him there', async () => {
    const relaunched = vi.fn();
    vi.stubGlobal('uni', { reLaunch: relaunched });
    const refused = async (route: string) => {
      vi.stubGlobal('getCurrentPages', () => [{ route }]);
      replies.push(answer(403, { code: 'session.of-customer', message: '这一页只对公司的员工开放。' }));
      await expect(request('GET', '/me', {})).rejects.toMatchObject({ code: 'session.of-customer' });
    };
    await refused('pages/tasks/today');
    expect(relaunched).toHaveBeenCalledExactlyOnceWith({ url: '/pages/member/home' });
    await refused('pages/member/home');
    expect(relaunched).toHaveBeenCalledOnce();
  });

  it('leaves for the log-in, which leads back here, when nobody is logged in', async () => {
    replies.push(answer(401, { code: 'session.none', message: '请先登录。' }));
    void request('GET', '/customers/:id', { id: 'C1' });
    await vi.waitFor(() => expect(left).toHaveBeenCalledOnce());
    expect(left).toHaveBeenCalledWith(`/api/login?to=${encodeURIComponent('/m/#/pages/customers/customer?id=C1')}`);
    expect(calls).toHaveLength(1);
  });
});
