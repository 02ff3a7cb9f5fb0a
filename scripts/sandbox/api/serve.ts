import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopwatch } from '../clock.ts';
import { takeError } from '../faults.ts';
import { readBody, sendEmpty, sendJson } from '../http.ts';
import type { CallLot } from '../luck.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { ApiError, errmsg, type CallContext, type Endpoint, type Outcome } from './endpoint.ts';
import { endpoints } from './index.ts';
import { requirePassage } from './passage.ts';
import { loseToken } from './token.ts';

const JSON_LIMIT = 2 * 1024 * 1024;
const UPLOAD_LIMIT = 21 * 1024 * 1024;
/** Pieces of an answer that comes slowly. */
const DROPS = 10;

/** How WeCom words the errors that are mostly ordered (wecom-api.md 12). */
const TEXTS: Record<number, string> = {
  [-1]: 'system busy',
  40014: 'invalid access_token',
  41051: 'externaluser has started chatting',
  41096: 'welcome msg is being distributed',
  42001: 'access_token expired',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  45035: 'concurrent conflict',
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
  const ip = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const lot = world.luck.ofCall(path, endpoint?.needsToken ?? false);
  const answered = endpoint ? await takeTurn(world, endpoint, { request, url, body, ip }, lot) : NOT_FOUND;
  await deliver(response, answered.reply, lot);

  const sent = endpoint?.upload ? '(file)' : body.toString();
  world.wire.record({
    at,
    kind: 'call',
    name: path,
    summary: answered.summary,
    ms: elapsed(),
    status: typeof lot.lost?.as === 'number' ? lot.lost.as : null,
    errcode: lot.lost ? null : answered.errcode,
    attempt: 1,
    request: sent === '' ? queryText(url) : sent,
    response: lot.lost ? lossText(lot.lost) : answered.reply ? JSON.stringify(answered.reply) : '404',
  });
}

interface Call {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
  ip: string;
}

interface Answered {
  reply: Record<string, unknown> | null;
  errcode: number | null;
  summary: string;
}

const NOT_FOUND: Answered = { reply: null, errcode: null, summary: '没有这个接口' };

/** Does a call while it counts as one that is going on, so that others at the same time can be refused. */
async function takeTurn(world: World, endpoint: Endpoint, call: Call, lot: CallLot): Promise<Answered> {
  const turns: string[] = [];
  const enter = (name: string, most: number): boolean => {
    const entered = world.traffic.enter(name, most);
    if (entered) turns.push(name);
    return entered;
  };
  try {
    const pair = endpoint.alone?.of(call.body.toString()) ?? null;
    const free = enter(endpoint.path, readSettings(world).callsAtOnce ?? Infinity);
    const alone = pair === null || enter(`${endpoint.path} ${pair}`, 1);
    const waitMs = world.faults.delayMs + lot.delayMs;
    if (waitMs > 0) await sleep(waitMs);
    if (lot.lost?.work === 'undone') return { reply: null, errcode: null, summary: endpoint.title };
    return await answer(call.ip, endpoint, async () => {
      if (!free) throw new ApiError(45033, 'api concurrent out of limit');
      if (!alone && endpoint.alone) throw new ApiError(endpoint.alone.errcode, textOf(endpoint.alone.errcode));
      return perform(world, endpoint, call, lot);
    });
  } finally {
    turns.forEach((name) => world.traffic.leave(name));
  }
}

async function answer(ip: string, endpoint: Endpoint, work: () => Promise<Outcome>): Promise<Answered> {
  try {
    const { reply, summary } = await work();
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

async function perform(
  world: World,
  endpoint: Endpoint,
  { request, url, body, ip }: Call,
  lot: CallLot,
): Promise<Outcome> {
  if (lot.loseToken) loseToken(world);
  const planned = takeError(world.faults, endpoint.path) ?? lot.errcode;
  if (planned !== null) throw new ApiError(planned, textOf(planned));
  requirePassage(world, endpoint, { query: url.searchParams, ip });
  const raw = endpoint.upload ? '' : body.toString();
  const upload = endpoint.upload ? await readUpload(request, body) : null;
  const context: CallContext = { query: url.searchParams, raw, upload, ip };
  const input =
    endpoint.method === 'GET' || endpoint.upload ? Object.fromEntries(url.searchParams) : parseJson(request, raw);
  return world.store.transaction(() => endpoint.run(world, input, context));
}

/** Sends the answer as the lot has it: whole, in drops, or not at all. */
async function deliver(response: ServerResponse, reply: Answered['reply'], { lost, dripMs }: CallLot): Promise<void> {
  if (lost?.as === 'reset') return void response.socket?.resetAndDestroy();
  if (lost) return sendEmpty(response, lost.as);
  if (!reply) return sendEmpty(response, 404);
  if (dripMs === 0) return sendJson(response, 200, reply);
  const text = JSON.stringify(reply);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  for (let drop = 0; drop < DROPS && !response.destroyed; drop += 1) {
    await sleep(dripMs / DROPS);
    response.write(text.slice((text.length * drop) / DROPS, (text.length * (drop + 1)) / DROPS));
  }
  response.end();
}

const lossText = ({ as, work }: NonNullable<CallLot['lost']>): string =>
  `(${as === 'reset' ? 'connection reset' : `HTTP ${as}`}, the work was ${work === 'done' ? 'done' : 'not done'})`;

const textOf = (errcode: number): string => TEXTS[errcode] ?? 'ordered by the sandbox';

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
