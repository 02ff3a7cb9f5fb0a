import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { exchange, type WecomReply } from './exchange.ts';
import { noAnswer, WecomFault } from './fault.ts';
import { createTokenStore, TOKEN_PATH, type FetchedToken, type Token } from './token.ts';

export { WecomFault, type WecomReply };

/** Calls of WeCom's server API with one app's secret; paths without `/cgi-bin/`, such as `message/send`. Each throws nothing but a `WecomFault`. */
export interface WecomClient {
  get(path: string, query?: Record<string, string>): Promise<WecomReply>;
  post(path: string, body: unknown, query?: Record<string, string>): Promise<WecomReply>;
}

/** Where and as whom to call; `timeoutMs` bounds one request together with its answer, 10 seconds unless told. */
export interface WecomClientOptions {
  /** `https://qyapi.weixin.qq.com`, or the sandbox. */
  baseUrl: string;
  corpId: string;
  secret: string;
  clock: Clock;
  timeoutMs?: number;
  fetch?: typeof fetch;
}

const tokenReply = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() });

/** Makes the client of one secret, which shares one token among all its calls and renews it once when WeCom refuses it. */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const { baseUrl, corpId, secret, clock, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const tokens = createTokenStore(fetchToken, clock);

  function send(path: string, query: Record<string, string>, body?: string): Promise<WecomReply> {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/cgi-bin/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return exchange({ fetch, url, body, path, timeoutMs });
  }

  async function fetchToken(): Promise<FetchedToken> {
    const path = TOKEN_PATH;
    try {
      const reply = tokenReply.safeParse(await send(path, { corpid: corpId, corpsecret: secret }));
      if (!reply.success) throw noAnswer(path, 'answer without a token', 'refused');
      return { value: reply.data.access_token, expiresIn: reply.data.expires_in };
    } catch (error) {
      // However this ended, the call that needed the token was never made.
      throw error instanceof WecomFault ? new WecomFault({ ...error, outcome: 'refused' }) : error;
    }
  }

  async function call(path: string, query: Record<string, string>, body?: string): Promise<WecomReply> {
    async function attempt(token: Token): Promise<WecomReply> {
      const reply = await send(path, { ...query, access_token: token.value }, body);
      tokens.accepted();
      return reply;
    }
    const token = await tokens.get();
    try {
      return await attempt(token);
    } catch (fault) {
      if (!refusesToken(fault)) throw fault;
      tokens.discard(token);
    }
    const renewed = await tokens.get();
    try {
      return await attempt(renewed);
    } catch (fault) {
      if (refusesToken(fault)) tokens.discard(renewed, fault);
      throw fault;
    }
  }

  return {
    get: (path, query = {}) => call(path, query),
    post: (path, body, query = {}) => call(path, query, toJson(body)),
  };
}

const refusesToken = (fault: unknown): fault is WecomFault =>
  fault instanceof WecomFault && fault.treatment === 'refresh';

/** JSON can write control characters and broken surrogates only as `\uXXXX`, which WeCom refuses with 40033; nobody can read them either. */
function toJson(body: unknown): string {
  return JSON.stringify(body, (_, value: unknown) =>
    typeof value === 'string' ? value.replace(/\p{Cs}|(?![\n\r\t])\p{Cc}/gu, '') : value,
  );
}
