import type { Answer } from '../../api/refusal.ts';

const PATIENCE_MS = 20_000;

/** Sends a call with the session's cookie; the header tells the server that one of its own pages writes. */
export async function send(call: { method: string; path: string; body: unknown }): Promise<Answer> {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`/api${call.path}`, {
      method: call.method,
      credentials: 'same-origin',
      headers: { 'x-changke': '1', ...(call.body === null ? {} : { 'content-type': 'application/json' }) },
      body: call.body === null ? null : JSON.stringify(call.body),
      signal: stop.signal,
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(patience);
  }
}

/** Leaves for WeCom's log-in, which leads back to this very page; never resolves. */
export function logIn(): Promise<never> {
  location.assign(`/api/login?to=${encodeURIComponent(`${location.pathname}${location.hash}`)}`);
  return new Promise(() => undefined);
}

/** What is forgotten on this device at log-out: the server takes the cookie away. */
export const forgetLogIn = (): void => undefined;
