import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ChatItem, SandboxFaults, WireEntry } from '../../../../scripts/sandbox/api.ts';
import { signature, unseal } from '../../../../scripts/sandbox/cipher.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../scripts/sandbox/sandbox.ts';
import { smallCompany } from '../../../../scripts/sandbox/small-company.ts';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';

export const START = new Date('2026-11-20T07:42:00.000Z');
export const KEYS = { token: 'tok3n', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', receiveId: 'wwtest' };
export const CREDENTIALS = { corpId: 'wwtest', agentId: 1_000_002, secret: 'app-secret' };
export const CUSTOMER = 'wmZhaoMin0000000000000000000001';

/** One callback as it reached the product. */
export interface Received {
  body: string;
  xml: string;
  query: URLSearchParams;
  signed: boolean;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

type Reply = (response: ServerResponse, callback: Received) => void;

export type Json = Record<string, unknown> & { errcode?: number; errmsg?: string };

/** A sandbox on an ephemeral port with a product that takes its callbacks. */
export interface Stand {
  sandbox: Sandbox;
  url: string;
  /** What the product got, in order. */
  received: Received[];
  /** How the product answers from now on; 200 with an empty body at first. */
  replyWith: (reply: Reply) => void;
  /** How many echoes the product was asked to decrypt. */
  echoes: () => number;
  get: (path: string, query?: Record<string, string>) => Promise<Json>;
  post: (path: string, body: unknown, query?: Record<string, string>) => Promise<Json>;
  /** An accepted text to one member; answers WeCom's reply. */
  sendText: (touser: string, content: string, more?: Record<string, unknown>) => Promise<Json>;
  control: <T = Json>(method: string, path: string, body?: unknown) => Promise<T>;
  chat: (userid: string) => Promise<ChatItem[]>;
  wire: () => Promise<WireEntry[]>;
  faults: (faults: Partial<SandboxFaults>) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts one for the present test. */
export async function stand(options: Partial<SandboxOptions> = {}): Promise<Stand> {
  const received: Received[] = [];
  let echoes = 0;
  let reply: Reply = (response) => void response.end();
  const product = await listen(async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://product').searchParams;
    if (request.method === 'GET') {
      echoes += 1;
      return void response.end(unseal(KEYS, query.get('echostr') ?? ''));
    }
    const callback = open(await text(request), query);
    received.push(callback);
    reply(response, callback);
  });
  const sandbox = createSandbox({
    company: smallCompany(),
    callback: { url: `${product.url}/callback`, token: KEYS.token, aesKey: KEYS.aesKey },
    credentials: CREDENTIALS,
    clock: { start: START, running: false },
    timing: { pauseMs: 1, gatherMs: 1 },
    ...options,
  });
  const server = await listen(sandbox.handle);
  let running = true;
  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await sandbox.close();
    await Promise.all([server.close(), product.close()]);
  };
  onTestFinished(stop);
  return {
    sandbox,
    url: server.url,
    received,
    replyWith: (next) => void (reply = next),
    echoes: () => echoes,
    stop,
    ...clientOf(server.url),
  };
}

function clientOf(url: string): Pick<Stand, 'get' | 'post' | 'sendText' | 'control' | 'chat' | 'wire' | 'faults'> {
  const currentToken = async (): Promise<string> => {
    const query = new URLSearchParams({ corpid: CREDENTIALS.corpId, corpsecret: CREDENTIALS.secret });
    const answer = (await (await fetch(`${url}/cgi-bin/gettoken?${query.toString()}`)).json()) as {
      access_token: string;
    };
    return answer.access_token;
  };
  const call = async (path: string, query: Record<string, string>, init: RequestInit): Promise<Json> => {
    const own = query['access_token'] ?? (path === 'gettoken' ? '' : await currentToken());
    const search = new URLSearchParams({ ...query, ...(own === '' ? {} : { access_token: own }) });
    const response = await fetch(`${url}/cgi-bin/${path}?${search.toString()}`, init);
    return (await response.json()) as Json;
  };
  const get: Stand['get'] = (path, query = {}) => call(path, query, {});
  const post: Stand['post'] = (path, body, query = {}) =>
    call(path, query, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const control: Stand['control'] = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return (await (await fetch(`${url}/_sandbox${path}`, { method, ...content })).json()) as T;
  };
  return {
    get,
    post,
    control,
    sendText: (touser, content, more = {}) =>
      post('message/send', { touser, msgtype: 'text', agentid: CREDENTIALS.agentId, text: { content }, ...more }),
    chat: (userid) => control<ChatItem[]>('GET', `/members/${userid}/chat`),
    wire: () => control<WireEntry[]>('GET', '/wire'),
    faults: async (faults) => void (await control('PUT', '/faults', faults)),
  };
}

/** Listens on an ephemeral loopback port. */
export async function listen(handle: Handle): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

function open(body: string, query: URLSearchParams): Received {
  const encrypted = xmlText(body, 'Encrypt') ?? '';
  const expected = signature(KEYS.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted);
  return { body, query, xml: unseal(KEYS, encrypted), signed: query.get('msg_signature') === expected };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
