import { noAnswer, refusal } from './fault.ts';

/** The JSON object of a successful answer, errcode 0 or none; its fields are unknown until the caller has checked them. */
export type WecomReply = Readonly<Record<string, unknown>>;

/** How one request goes out. */
export interface Exchange {
  fetch: typeof fetch;
  /** Holds the token or the secret, so it must never reach an error or a log. */
  url: URL;
  /** The JSON text of a POST; a GET has none. */
  body?: string | undefined;
  /** The path as people know it, for errors. */
  path: string;
  timeoutMs: number;
}

const MAX_REPLY_BYTES = 4 * 1024 * 1024;

/** Faults of the connection's beginning, after which WeCom cannot have seen the request. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sends one request and reads its answer within `timeoutMs`; throws nothing but a `WecomFault`. */
export async function exchange({ fetch, url, body, path, timeoutMs }: Exchange): Promise<WecomReply> {
  const signal = AbortSignal.timeout(timeoutMs);
  const request: RequestInit =
    body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  let answer: { status: number; text: string | null };
  try {
    // A redirect would carry the token to wherever it points, and turn a POST into a GET.
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    answer = { status: response.status, text: await readCapped(response) };
  } catch (error) {
    // The error itself is dropped: its message and its causes may quote the URL.
    throw signal.aborted ? noAnswer(path, `no answer within ${timeoutMs} ms`, 'unknown') : broken(path, error);
  }
  if (answer.status !== 200) {
    throw noAnswer(path, `HTTP ${answer.status}`, answer.status >= 500 ? 'unknown' : 'refused');
  }
  if (answer.text === null) throw noAnswer(path, 'answer too large', 'unknown');
  return readReply(path, answer.text);
}

function broken(path: string, error: unknown) {
  const code = networkCode(error);
  return noAnswer(path, `connection failed (${code})`, NEVER_SENT.has(code) ? 'refused' : 'unknown');
}

function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'unknown reason';
}

/** The answer's text, or null when it is longer than anything WeCom sends. */
async function readCapped({ body }: { body: AsyncIterable<Uint8Array> | null }): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > MAX_REPLY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readReply(path: string, text: string): WecomReply {
  const reply = parseObject(text);
  const errcode = reply?.errcode ?? 0;
  if (reply === null || typeof errcode !== 'number') throw noAnswer(path, 'answer is not a JSON object', 'unknown');
  if (errcode !== 0) throw refusal(path, errcode, reply.errmsg);
  return reply;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
