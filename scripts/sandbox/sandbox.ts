import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UpcomingItem } from './api.ts';
import { serveCall } from './api/serve.ts';
import { Callbacks, WECOM_TIMING, type CallbackTarget, type CallbackTiming } from './callbacks.ts';
import { addAppItem } from './chat.ts';
import { VirtualClock, type ClockOptions } from './clock.ts';
import type { SandboxCompany } from './company.ts';
import { createControl } from './control/serve.ts';
import { noFaults } from './faults.ts';
import { Refusal, sendEmpty, sendJson } from './http.ts';
import { Jumps } from './jump.ts';
import { Live } from './live.ts';
import { Luck } from './luck.ts';
import { AUTHORIZE_PATH, serveAuthorize } from './login-page.ts';
import { findMember } from './people.ts';
import { openRecords } from './records.ts';
import { seedCompany } from './seed.ts';
import { readSettings } from './settings.ts';
import { serveFile } from './static-files.ts';
import { Store } from './store.ts';
import { Traffic } from './traffic.ts';
import { Wire } from './wire.ts';
import type { World } from './world.ts';
import { xmlText } from './xml.ts';

/** What a sandbox is made of. */
export interface SandboxOptions {
  /** The people it begins with; used only when the store is empty. */
  company: SandboxCompany;
  /** Where the product listens; null when it takes no callbacks. */
  callback: CallbackTarget | null;
  credentials: { corpId: string; agentId: number; secret: string };
  /** Path of an SQLite file; memory when left out. */
  store?: string;
  clock?: ClockOptions;
  /** The next instant up to `until` at which the product has something due, so that a jump of the clock stops there. */
  nextStop?: (until: Date) => Promise<Date | null>;
  /** Resolves when the product has nothing more to do at the present instant. */
  settle?: () => Promise<void>;
  /** What the product will do soon, for the console. */
  upcoming?: () => Promise<UpcomingItem[]>;
  /** The page that the company shows its customers, which their phones offer to open. */
  customerPage?: string;
  /** The built console, served at `/`. */
  consoleDir?: string;
  /** Real-time limits of callbacks; WeCom's own when left out. */
  timing?: Partial<CallbackTiming>;
}

/** Something that happened inside the product and is worth a line between the calls. */
export interface InternalEntry {
  name: string;
  summary: string;
  ms?: number;
  request?: string;
  response?: string;
}

/** A stand-in for WeCom. */
export interface Sandbox {
  /** The request handler for everything: `/cgi-bin/*`, the log-in page, `/_sandbox/*` and the console. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  clock: { now: () => Date };
  /** Resolves when all callbacks were delivered or given up. */
  idle: () => Promise<void>;
  /** Checks the callback address with an echo; true when it answered rightly. */
  verifyCallback: () => Promise<boolean>;
  /** Puts a line of the launcher's own on the wire record. */
  recordInternal: (entry: InternalEntry) => void;
  /** Stops callbacks and event streams and closes the store; what is pending is sent after the next start. */
  close: () => Promise<void>;
}

const INTERNAL = { kind: 'internal', status: null, errcode: null, attempt: 1 } as const;

/** Opens a sandbox; it listens nowhere by itself, its `handle` belongs into an HTTP server. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const world = openWorld(options);
  const { nextStop = () => Promise.resolve(null), settle = () => Promise.resolve() } = options;
  const { upcoming = () => Promise.resolve([]) } = options;
  const serveControl = createControl(world, { jumps: new Jumps(world, { nextStop, settle }), upcoming });

  let closed = false;

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (closed) return sendEmpty(response, 503);
    const url = URL.parse(request.url ?? '/', 'http://sandbox');
    if (!url) return sendEmpty(response, 400);
    if (url.pathname.startsWith('/cgi-bin/')) return serveCall(world, request, response, url);
    if (url.pathname === AUTHORIZE_PATH) return serveAuthorize(world, request, response, url);
    if (url.pathname.startsWith('/_sandbox')) return serveControl(request, response, url);
    return serveFile(options.consoleDir, request, response, url);
  };

  return {
    handle: (request, response) => {
      if (!closed) world.callbacks.resume();
      return route(request, response).catch((error: unknown) => fail(response, error));
    },
    clock: { now: () => world.clock.now() },
    idle: () => world.callbacks.idle(),
    verifyCallback: () => world.callbacks.verify(),
    recordInternal: ({ name, summary, ms = 0, request = '', response = '' }) => {
      world.wire.record({ ...INTERNAL, at: world.clock.now().toISOString(), name, summary, ms, request, response });
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await world.callbacks.close();
      world.live.close();
      world.clock.keep();
      world.store.close();
    },
  };
}

function openWorld({
  company,
  callback,
  credentials,
  store: path,
  clock: clockOptions,
  timing,
  customerPage,
}: SandboxOptions): World {
  const store = new Store(path);
  const clock = new VirtualClock(store, clockOptions);
  const live = new Live();
  const records = openRecords(store);
  const wire = new Wire({ store, clock, live, secrets: [credentials.secret, callback?.aesKey ?? ''] });
  const callbacks = new Callbacks({
    target: callback,
    timing: { ...WECOM_TIMING, ...timing },
    corpId: credentials.corpId,
    agentId: credentials.agentId,
    clock,
    store,
    pending: records.pending,
    wire,
    faults: () => world.faults,
    luck: () => world.luck,
    sameSignature: () => world.faults.retryWithSameSignature || readSettings(world).retrySignature === 'same',
    replied: (xml) => showReply(world, xml),
  });
  const world: World = {
    corp: { id: credentials.corpId, name: company.name },
    app: { agentId: credentials.agentId, name: company.appName, secret: credentials.secret },
    customerPage: customerPage ?? null,
    hasCallback: callback !== null,
    clock,
    store,
    records,
    wire,
    live,
    callbacks,
    faults: noFaults(),
    luck: new Luck(noFaults()),
    traffic: new Traffic(),
  };
  if (records.members.list().length === 0) store.transaction(() => seedCompany(world, company));
  return world;
}

/** A passive text reply reads like any other line of the app's (wecom-api.md 2.5). */
function showReply(world: World, xml: string): void {
  const member = findMember(world, xmlText(xml, 'ToUserName') ?? '');
  const text = xmlText(xml, 'Content');
  if (!member || text === undefined || xmlText(xml, 'MsgType') !== 'text') return;
  world.store.transaction(() => addAppItem(world, member.userid, null, { kind: 'text', text }));
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.end();
  if (error instanceof Refusal) return sendJson(response, error.status, { error: error.message });
  console.error(error);
  sendJson(response, 500, { error: '沙盒内部出错了，看运行它的窗口' });
}
