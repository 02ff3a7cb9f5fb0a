import { signature, unseal, type CallbackKeys } from './cipher.ts';
import { stopwatch } from './clock.ts';
import { digits } from './ids.ts';
import { xmlText } from './xml.ts';

const LONGEST_ANSWER = 65_536;

/** What came back; status null when nothing came in time, `body` then says why. */
export interface Answer {
  status: number | null;
  body: string;
  /** Real milliseconds. */
  ms: number;
}

/** The signed query of a callback, with a fresh nonce (wecom-api.md 2.1). */
export function signedQuery(keys: CallbackKeys, encrypted: string, seconds: number): URLSearchParams {
  const timestamp = String(seconds);
  const nonce = digits(10);
  return new URLSearchParams({ msg_signature: signature(keys.token, timestamp, nonce, encrypted), timestamp, nonce });
}

/** The text of a passive reply (wecom-api.md 2.5), or null when the body is none or was not signed with these keys. */
export function openReply(keys: CallbackKeys, body: string): string | null {
  const encrypted = xmlText(body, 'Encrypt');
  if (encrypted === undefined) return null;
  const expected = signature(keys.token, xmlText(body, 'TimeStamp') ?? '', xmlText(body, 'Nonce') ?? '', encrypted);
  if (expected !== xmlText(body, 'MsgSignature')) return null;
  try {
    return unseal(keys, encrypted);
  } catch {
    return null;
  }
}

/** One HTTP request of WeCom's; never throws, follows no redirect, gives up after `limitMs` real milliseconds. */
export async function ask(
  address: string,
  query: URLSearchParams,
  init: { method: 'GET' | 'POST'; body?: string; limitMs: number; signal: AbortSignal },
): Promise<Answer> {
  const elapsed = stopwatch();
  try {
    const url = new URL(address);
    query.forEach((value, name) => url.searchParams.set(name, value));
    const signal = AbortSignal.any([AbortSignal.timeout(init.limitMs), init.signal]);
    const content = init.body === undefined ? {} : { body: init.body, headers: { 'content-type': 'text/xml' } };
    const response = await fetch(url, { method: init.method, ...content, redirect: 'manual', signal });
    return { status: response.status, body: (await response.text()).slice(0, LONGEST_ANSWER), ms: elapsed() };
  } catch (error) {
    return { status: null, body: reason(error), ms: elapsed() };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause instanceof Error && 'code' in error.cause ? ` ${String(error.cause.code)}` : '';
  return `${error.message}${cause}`;
}
