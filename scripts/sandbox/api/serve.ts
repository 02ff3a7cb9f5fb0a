import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopwatch } from '../clock.ts';
import { takeError } from '../faults.ts';
import { readBody, sendEmpty, sendJson } from '../http.ts';
import type { World } from '../world.ts';
import { ApiError, errmsg, type CallContext, type Endpoint, type Outcome } from './endpoint.ts';
import { endpoints } from './index.ts';
import { requireToken } from './token.ts';

const JSON_LIMIT = 2 * 1024 * 1024;
const UPLOAD_LIMIT = 21 * 1024 * 1024;

/** How WeCom words the errors that are mostly ordered (wecom-api.md 12). */
const TEXTS: Record<number, string> = {
  [-1]: 'system busy',
  40014: 'invalid access_token',
  41051: 'externaluser has started chatting',
  41096: 'welcome msg is being distributed',
  42001: 'access_token expired',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  60020: 'not allow to access from your ip',
};

/** Answers one call to `/cgi-bin/<path>` as WeCom would (wecom-api.md 0) and puts it on the wire record. */
export async function serveCall(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const elapsed = stopwatch();
  const at = world.clock.now().toISOString();
  const path = url.pathname.slice('/cgi-bin/'.length);
  const endpoint = endpoints.get(path);
  const body = await readBody(request, endpoint?.upload ? UPLOAD_LIMIT : JSON_LIMIT);
  if (world.faults.delayMs > 0) await sleep(world.faults.delayMs);

  const ip = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const call = { request, url, body };
  const { reply, errcode, summary } = endpoint ? await answer(world, endpoint, call, ip) : NOT_FOUND;
  if (reply) sendJson(response, 200, reply);
  else sendEmpty(response, 404);
  const sent = endpoint?.upload ? '(file)' : body.toString();
  world.wire.record({
    at,
    kind: 'call',
    name: path,
    summary,
    ms: elapsed(),
    status: null,
    errcode,
    attempt: 1,
    request: sent === '' ? queryText(url) : sent,
    response: reply ? JSON.stringify(reply) : '404',
  });
}

interface Call {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
}

interface Answered {
  reply: Record<string, unknown> | null;
  errcode: number | null;
  summary: string;
}

const NOT_FOUND: Answered = { reply: null, errcode: null, summary: '没有这个接口' };

async function answer(world: World, endpoint: Endpoint, call: Call, ip: string): Promise<Answered> {
  try {
    const { reply, summary } = await perform(world, endpoint, call);
    return { reply: { errcode: 0, errmsg: 'ok', ...reply }, errcode: 0, summary };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { errcode, message } = error;
    return {
      reply: { errcode, errmsg: errmsg(errcode, message, ip), ...endpoint.empty },
      errcode,
      summary: endpoint.title,
    };
  }
}

async function perform(world: World, endpoint: Endpoint, { request, url, body }: Call): Promise<Outcome> {
  const planned = takeError(world.faults, endpoint.path);
  if (planned !== undefined) throw new ApiError(planned, TEXTS[planned] ?? 'ordered by the sandbox');
  if (endpoint.needsToken) {
    requireToken(world, url.searchParams.get('access_token'));
    // Asking for a token is possible from everywhere, what it opens is not.
    if (world.faults.refuseIp) throw new ApiError(60020, 'not allow to access from your ip');
  }
  const raw = endpoint.upload ? '' : body.toString();
  const upload = endpoint.upload ? await readUpload(request, body) : null;
  const context: CallContext = { query: url.searchParams, raw, upload };
  const input =
    endpoint.method === 'GET' || endpoint.upload ? Object.fromEntries(url.searchParams) : parseJson(request, raw);
  return world.store.transaction(() => endpoint.run(world, input, context));
}

function parseJson(request: IncomingMessage, raw: string): unknown {
  if (request.method !== 'POST' || raw === '') throw new ApiError(40058, 'empty post data. invalid Request Parameter');
  if (/(?<!\\)(?:\\\\)*\\u[0-9a-f]{4}/i.test(raw)) throw new ApiError(40033, 'invalid charset. not allow \\uxxxx');
  try {
    return JSON.parse(raw);
  } catch {
    throw new ApiError(40058, 'invalid json. invalid Request Parameter');
  }
}

async function readUpload(request: IncomingMessage, body: Buffer): Promise<CallContext['upload']> {
  try {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const media = (await new Response(new Uint8Array(body), { headers }).formData()).get('media');
    return media instanceof File ? { filename: media.name, size: media.size } : null;
  } catch {
    return null;
  }
}

/** The query without the token, as JSON. */
function queryText(url: URL): string {
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => name !== 'access_token'));
  return JSON.stringify(query);
}
