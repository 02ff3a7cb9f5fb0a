import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { WEAPP_SERVER, wechatCompilers, type WeappBuild } from './weapp-build.ts';

const require = createRequire(import.meta.url);

/** A server and a page that share a busy machine take their time. */
const PATIENCE = { timeout: 10_000 };

/** A phone on which the built mini-program runs: its own scripts, WeChat's page engine, and a stand-in for what `wx` does. */
export interface WeappPhone {
  /** Opens a page, such as `pages/customers/customer?id=C1`. */
  open(url: string): void;
  /** What the page reads, from top to bottom. */
  text(): string;
  /** Waits until the page reads this. */
  reads(text: string): Promise<void>;
  /** Waits until the page reads this no more. */
  readsNoMore(text: string): Promise<void>;
  /** Taps the innermost thing that reads exactly this. */
  tap(text: string): void;
  /** Waits until a tap has led to this page. */
  leadsTo(url: string): Promise<void>;
  /** What was asked of the server and what came of it, such as `200 GET /me`. */
  calls: string[];
}

/** What is around the phone. */
export interface Surroundings {
  /** Where the server that the mini-program was built for really listens. */
  address: string;
  /** What `wx.qy.login` answers; null outside WeCom. */
  newCode: (() => Promise<string>) | null;
}

interface LoginAsked {
  success(given: { code: string }): void;
}

interface WxRequest {
  url: string;
  method: string;
  data?: unknown;
  header: Record<string, string>;
  success(answer: { statusCode: number; data: unknown }): void;
  fail(failure: { errMsg: string }): void;
}

/** An element of the page, as far as it is read here. */
interface Seen {
  textContent: string;
  children: Iterable<Seen>;
  __wxElement: unknown;
}

interface Page {
  instance: { route: string; onLoad(query: Record<string, string>): void; onShow(): void };
  dom: Seen;
  attach(parent: unknown): void;
  detach(): void;
}

/** What the mini-program registers, pages too. */
interface Component {
  lifetimes: Record<string, ((this: unknown) => void) | undefined>;
}

interface Simulator {
  load(path: string, tag: string, options: { rootPath: string }): string;
  render(id: string): Page;
}

interface Events {
  dispatchEvent(target: unknown, event: unknown): void;
  create(name: string, detail: object, options: object): unknown;
}

/** Puts a build on a phone, for one test. */
export async function weappPhone({ folder }: WeappBuild, { address, newCode }: Surroundings): Promise<WeappPhone> {
  await wechatCompilers();
  const { window } = new (require('jsdom') as { JSDOM: new () => { window: { document: { body: unknown } } } }).JSDOM();
  const { left, calls, wx } = wxOf(address, newCode);
  let app: { onLaunch?(launch: { path: string }): void } = {};
  for (const [name, value] of Object.entries({
    window,
    document: window.document,
    wx,
    // The engine tells pages from components by their route; the mini-program calls `Component` for both.
    Page: () => undefined,
    App: (given: typeof app) => (app = given),
    getApp: () => app,
    getCurrentPages: () => (page ? [page.instance] : []),
  }))
    vi.stubGlobal(name, value);
  const { Event } = require('miniprogram-exparser') as { Event: Events };
  const simulator = require('miniprogram-simulate') as Simulator;
  // The simulator brings calls of its own, and forgets to say that a component is ready when it comes after its page.
  vi.stubGlobal('wx', wx);
  const register = (globalThis as unknown as { Component: (component: Component) => void }).Component;
  vi.stubGlobal('Component', (component: Component) => register(readyWhenAttached(component)));
  let page: Page | null = null;

  onTestFinished(() => {
    page?.detach();
    vi.unstubAllGlobals();
    for (const path of Object.keys(require.cache)) if (path.startsWith(folder + sep)) delete require.cache[path];
  });

  const launch = (path: string): void => {
    require(join(folder, 'app.js'));
    app.onLaunch?.({ path });
  };
  const text = (): string => page?.dom.textContent ?? '';
  return {
    ...{ calls, text },
    open(url) {
      const [path = '', query = ''] = url.split('?');
      if (page) page.detach();
      else launch(path);
      page = simulator.render(simulator.load(join(folder, path), 'page', { rootPath: folder }));
      page.instance.route = path;
      page.attach(window.document.body);
      page.instance.onLoad(Object.fromEntries(new URLSearchParams(query)));
      page.instance.onShow();
    },
    reads: (expected) => vi.waitFor(() => expect(text()).toContain(expected), PATIENCE),
    readsNoMore: (gone) => vi.waitFor(() => expect(text()).not.toContain(gone), PATIENCE),
    leadsTo: (url) => vi.waitFor(() => expect(left).toContain(url), PATIENCE),
    tap(caption) {
      const target = page && innermost(page.dom, caption);
      if (!target) throw new Error(`${caption} is not in: ${text()}`);
      const everywhere = { bubbles: true, capturePhase: true, composed: true };
      Event.dispatchEvent(target.__wxElement, Event.create('tap', {}, everywhere));
    },
  };
}

function readyWhenAttached(component: Component): Component {
  const { attached, ready, ...others } = component.lifetimes;
  const lifetimes: Component['lifetimes'] = {
    ...others,
    attached() {
      attached?.call(this);
      queueMicrotask(() => ready?.call(this));
    },
  };
  return { ...component, lifetimes };
}

function innermost(within: Seen, caption: string): Seen | null {
  for (const child of within.children) {
    const found = innermost(child, caption);
    if (found) return found;
  }
  return within.textContent === caption ? within : null;
}

/** WeChat's calls as far as the pages make them; one that is missing here fails the test. */
function wxOf(address: string, newCode: Surroundings['newCode']) {
  const left: string[] = [];
  const calls: string[] = [];
  const kept = new Map<string, unknown>();
  const nothing = (): undefined => undefined;
  const lead = ({ url }: { url: string }): unknown => left.push(url);
  const request = ({ url, method, data, header, success, fail }: WxRequest): void => {
    const path = url.replace(`${WEAPP_SERVER}/api`, '');
    void fetch(`${address}/api${path}`, {
      method,
      headers: header,
      body: data === undefined ? null : JSON.stringify(data),
    })
      .then(async (answer) => {
        calls.push(`${answer.status} ${method} ${path}`);
        success({ statusCode: answer.status, data: await answer.json() });
      })
      .catch((failure: unknown) => fail({ errMsg: `request:fail ${String(failure)}` }));
  };
  const wx = {
    ...(newCode && { qy: { login: (asked: LoginAsked) => void newCode().then((code) => asked.success({ code })) } }),
    request,
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => kept.set(key, value),
    setStorage: ({ key, data }: { key: string; data: unknown }) => kept.set(key, data),
    removeStorageSync: (key: string) => kept.delete(key),
    getNetworkType: (asked: { success(given: { networkType: string }): void }) =>
      asked.success({ networkType: 'wifi' }),
    onNetworkStatusChange: nothing,
    getSystemInfoSync: () => ({ windowWidth: 390, platform: 'ios' }),
    getDeviceInfo: () => ({ platform: 'ios', brand: 'iPhone', model: 'iPhone 15', system: 'iOS 18.0' }),
    getAppBaseInfo: () => ({ language: 'zh_CN' }),
    getWindowInfo: () => ({ windowWidth: 390, statusBarHeight: 44 }),
    getMenuButtonBoundingClientRect: () => ({ top: 48, height: 32, left: 290 }),
    getLaunchOptionsSync: () => ({}),
    onAppShow: nothing,
    onAppHide: nothing,
    hideTabBar: nothing,
    navigateTo: lead,
    switchTab: lead,
  };
  return { left, calls, wx };
}
