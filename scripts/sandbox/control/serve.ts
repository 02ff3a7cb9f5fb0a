import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { UpcomingItem } from '../api.ts';
import { loseToken } from '../api/token.ts';
import { faultsInput } from '../faults.ts';
import { readBody, Refusal, requireLocalHost, sendJson } from '../http.ts';
import { jumpInput, type Jumps } from '../jump.ts';
import { Luck } from '../luck.ts';
import { serveOpen } from '../login-page.ts';
import { changeSettings, readSettings, settingsInput } from '../settings.ts';
import type { World } from '../world.ts';
import { customerRoutes } from './customers.ts';
import { massRoutes } from './mass.ts';
import { memberRoutes } from './members.ts';
import { control, controlLater, type ControlRoute } from './route.ts';
import { staffRoutes } from './staff.ts';
import { readState } from './state.ts';

const BODY_LIMIT = 64 * 1024;
const nothing = z.unknown();

const wireQuery = z.object({
  after: z.coerce.number().int().min(0).catch(0),
  limit: z.coerce.number().int().min(1).max(500).catch(500),
});

/** What the control calls need beyond the world. */
export interface ControlParts {
  jumps: Jumps;
  upcoming: () => Promise<UpcomingItem[]>;
}

/** Answers `/_sandbox/*` (the contract is `api.ts`), to pages and programs of this machine only. */
export function createControl(world: World, { jumps, upcoming }: ControlParts) {
  const routes: ControlRoute[] = [
    ...memberRoutes,
    ...massRoutes,
    ...staffRoutes,
    ...customerRoutes,
    control('GET /state', nothing, readState),
    control('GET /wire', nothing, (_world, { query }) => {
      const { after, limit } = wireQuery.parse(Object.fromEntries(query));
      return world.wire.list(after, limit);
    }),
    control('DELETE /wire', nothing, () => {
      world.wire.clear();
      return {};
    }),
    controlLater('GET /upcoming', nothing, () => upcoming()),
    controlLater('POST /clock', jumpInput, (_world, { body }) => jumps.jump(body)),
    control('GET /settings', nothing, readSettings),
    control('PUT /settings', settingsInput, (sandbox, { body }) => changeSettings(sandbox, body)),
    control('GET /faults', nothing, () => world.faults),
    control('PUT /faults', faultsInput, (_world, { body }) => {
      if (body.expireToken) loseToken(world);
      world.faults = { ...body, expireToken: false };
      world.luck = new Luck(body);
      return world.faults;
    }),
    controlLater('POST /callback/verify', nothing, async () => ({ verified: await world.callbacks.verify() })),
  ];

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    try {
      requireOwnMachine(request);
      if (url.pathname === '/_sandbox/events') return world.live.connect(response);
      if (url.pathname === '/_sandbox/open') return serveOpen(world, request, response, url);
      sendJson(response, 200, await answer(world, routes, request, url));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendJson(response, error.status, { error: error.message });
    }
  };
}

async function answer(world: World, routes: ControlRoute[], request: IncomingMessage, url: URL): Promise<unknown> {
  for (const { method, pattern, run } of routes) {
    const match = method === request.method ? pattern.exec(url.pathname) : null;
    if (!match) continue;
    const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]));
    const body = method === 'GET' ? {} : await readJson(request);
    return run(world, { params, query: url.searchParams, body });
  }
  throw new Refusal(404, '没有这个地址');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, BODY_LIMIT)).toString();
  if (text === '') return {};
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Refusal(415, '只接受 JSON');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'JSON 写得不对');
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, '地址写得不对');
  }
}

/** A web page of another site can reach this port too; its Host or Origin gives it away. */
function requireOwnMachine(request: IncomingMessage): void {
  requireLocalHost(request);
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const foreign = origin !== undefined && origin !== `http://${host}`;
  if (foreign || site === 'cross-site') throw new Refusal(403, '只能从本机使用');
}
