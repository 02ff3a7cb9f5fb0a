import type { Answer } from '../../api/refusal.ts';
import { refusalOf } from '../../api/refusal.ts';

const PATIENCE_MS = 20_000;
const TOKEN = 'changke.token';

/** Sends a call with the session's token. */
export function send(call: { method: string; path: string; body: unknown }): Promise<Answer> {
  const token: unknown = uni.getStorageSync(TOKEN);
  return new Promise((resolve) => {
    uni.request({
      url: `${__SERVER__}/api${call.path}`,
      method: call.method as 'GET' | 'POST',
      data: (call.body ?? undefined) as Record<string, unknown> | undefined,
      timeout: PATIENCE_MS,
      header: {
        ...(call.body === null ? {} : { 'content-type': 'application/json' }),
        ...(typeof token === 'string' && token ? { authorization: `Bearer ${token}` } : {}),
      },
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
      fail: () => resolve({ status: 0, body: null }),
    });
  });
}

let running: Promise<void> | null = null;

/** Logs in by WeCom's code; calls that find themselves logged out at the same time share one log-in. */
export function logIn(): Promise<void> {
  running ??= logInOnce().finally(() => (running = null));
  return running;
}

async function logInOnce(): Promise<void> {
  const answer = await send({ method: 'POST', path: '/login/miniprogram', body: { code: await freshCode() } });
  const token = (answer.body as { token?: unknown } | null)?.token;
  if (answer.status !== 200 || typeof token !== 'string') throw refusalOf(answer);
  uni.setStorageSync(TOKEN, token);
}

// wx.qy is there inside WeCom only; everywhere else there is nobody to log in as.
const freshCode = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const none = () =>
      reject(refusalOf({ status: 403, body: { message: '请在企业微信里打开。', code: 'login.host' } }));
    if (!wx.qy) return none();
    wx.qy.login({ success: ({ code }) => resolve(code), fail: none });
  });

/** What is forgotten on this device at log-out. */
export const forgetLogIn = (): void => uni.removeStorageSync(TOKEN);
