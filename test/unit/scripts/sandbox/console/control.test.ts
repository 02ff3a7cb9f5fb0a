import { describe, expect, it } from 'vitest';
import { createControl, sentenceOf } from '../../../../../scripts/sandbox/console/control.ts';

const answering = (body: string, status = 200) => {
  const asked: { url: string; method: string | undefined; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    asked.push({ url: String(url), method: init?.method, body: init?.body });
    return Promise.resolve(new Response(body, { status }));
  };
  return { control: createControl('/_sandbox', fetch), asked };
};
const sentence = (call: Promise<unknown>): Promise<string> => call.then(() => 'no refusal', sentenceOf);

describe('the control interface', () => {
  it('says a line as a member', async () => {
    const { control, asked } = answering('{}');
    await control.say('ZhouHang', '帮助');
    expect(asked).toEqual([{ url: '/_sandbox/members/ZhouHang/messages', method: 'POST', body: '{"text":"帮助"}' }]);
  });

  it('opens a link as somebody, whatever the link holds', () => {
    const { control } = answering('');
    expect(control.openAs('wm_1', 'http://127.0.0.1:3000/m/#/a?b=c&d=e')).toBe(
      '/_sandbox/open?as=wm_1&to=http%3A%2F%2F127.0.0.1%3A3000%2Fm%2F%23%2Fa%3Fb%3Dc%26d%3De',
    );
  });

  it('cannot be led to another path by an id', async () => {
    const { control, asked } = answering('[]');
    await control.talk('../x?y', 'a/b');
    expect(asked[0]?.url).toBe('/_sandbox/customers/..%2Fx%3Fy/chats/a%2Fb');
  });
});

describe('what a failed call says', () => {
  it('is the sandbox’s own sentence', async () => {
    const { control } = answering('{"error":"时钟只能往前走。"}', 400);
    expect(await sentence(control.moveClock({ days: -1 }))).toBe('时钟只能往前走。');
  });

  it.each(['<html>', '{"error":7}', '{"error":""}', ''])('is a sentence also when the answer is %j', async (body) => {
    const { control } = answering(body, 502);
    expect(await sentence(control.state())).toBe('没有成功（502）。再试一次。');
  });

  it('tells that nobody is there', async () => {
    const control = createControl('/_sandbox', () => Promise.reject(new TypeError('fetch failed')));
    expect(await sentence(control.state())).toBe('连不上沙盒。看看它还在不在运行，再试一次。');
  });

  it('tells that the answer took too long', async () => {
    const control = createControl('/_sandbox', () => Promise.reject(new DOMException('late', 'TimeoutError')));
    expect(await sentence(control.state())).toBe('沙盒太久没有回答。再试一次。');
  });
});
