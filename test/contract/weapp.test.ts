import { readFile, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import vm from 'node:vm';
import { parse, type Node } from 'acorn';
import { simple } from 'acorn-walk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import type { SegmentView } from '../../server/segments/schemas.ts';
import type { taskPage } from '../../server/tasks/schemas.ts';
import { signIn } from '../support/api.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { buildWeapp, wechatCompilers, type WeappBuild } from '../support/weapp-build.ts';
import { weappPhone, type WeappPhone } from '../support/weapp-phone.ts';

/** What WeChat refuses to upload, and what the product promises below it. */
const MAIN_PACKAGE_BYTES = 1.5 * 1024 * 1024;
/** Tags that WeChat draws itself, as far as the pages use them. */
const NATIVE = new Set(
  'block import include input picker-view picker-view-column root-portal scroll-view slot template text textarea view'.split(
    ' ',
  ),
);

let build: WeappBuild | undefined;
let folder = '';
let files: string[] = [];

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const named = (ending: string): string[] => files.filter((path) => path.endsWith(ending));

interface Component {
  component?: boolean;
  usingComponents?: Record<string, string>;
}

async function componentOf(path: string): Promise<Component> {
  return JSON.parse(await read(path)) as Component;
}

/** Where a component's path leads: from the root with a slash, else from the file that names it. */
const target = (from: string, path: string): string =>
  path.startsWith('/') ? path.slice(1) : normalize(join(dirname(from), path));

beforeAll(async () => {
  build = await buildWeapp();
  ({ folder, files } = build);
}, 120_000);

afterAll(() => build?.remove());

describe('the built mini-program', () => {
  it('has every page that app.json names, and the tabs among them', async () => {
    const app = JSON.parse(await read('app.json')) as { pages: string[]; tabBar: { list: { pagePath: string }[] } };
    const missing = app.pages.flatMap((page) =>
      ['.js', '.json', '.wxml'].map((ending) => `${page}${ending}`).filter((path) => !files.includes(path)),
    );
    expect(missing).toEqual([]);
    expect(app.tabBar.list.map(({ pagePath }) => pagePath).filter((path) => !app.pages.includes(path))).toEqual([]);
    expect(files).toContain('custom-tab-bar/index.wxml');
  });

  it('has every component that is used, by its declared name', async () => {
    const wrong: string[] = [];
    for (const json of named('.json').filter((path) => files.includes(path.replace(/json$/, 'wxml')))) {
      const { usingComponents = {} } = await componentOf(json);
      for (const [name, path] of Object.entries(usingComponents)) {
        const at = target(json, path);
        if (!files.includes(`${at}.wxml`)) wrong.push(`${json}: ${name} is missing`);
        else if ((await componentOf(`${at}.json`)).component !== true) wrong.push(`${at}: is no component`);
      }
      const tags = [...(await read(json.replace(/json$/, 'wxml'))).matchAll(/<([a-z][\w-]*)/g)].map(
        ([, tag = '']) => tag,
      );
      for (const tag of new Set(tags))
        if (!NATIVE.has(tag) && !(tag in usingComponents)) wrong.push(`${json}: <${tag}>`);
    }
    expect(wrong).toEqual([]);
  });

  it("is read by WeChat's own compilers", async () => {
    const { wxmlToJs, wxssToJs } = await wechatCompilers();
    const found = vm.runInNewContext(`(function (global) {${wxmlToJs(folder)}\n})({})`, {
      window: {},
      console,
    }) as (path: string) => unknown;
    expect(named('.wxml').filter((path) => typeof found(path) !== 'function')).toEqual([]);
    expect(() => wxssToJs(folder)).not.toThrow();
  });

  it('never turns text into code, which WeChat refuses', async () => {
    const wrong: string[] = [];
    const refused = (node: { callee: Node & { name?: string } }, path: string): void => {
      if (node.callee.type === 'Identifier' && ['eval', 'Function'].includes(node.callee.name ?? '')) wrong.push(path);
    };
    for (const path of named('.js')) {
      simple(parse(await read(path), { ecmaVersion: 2020 }), {
        CallExpression: (node) => refused(node, path),
        NewExpression: (node) => refused(node, path),
      });
    }
    expect(wrong).toEqual([]);
  });

  it('asks no host but the server for anything', async () => {
    const fetched = await Promise.all(
      [...named('.wxss'), ...named('.wxml')].map(async (path) => {
        const addresses = (await read(path)).match(/(?:url\(|src=)["']?(?:https?:)?\/\/[^"')\s]+/g) ?? [];
        return addresses.map((address) => `${path}: ${address}`);
      }),
    );
    expect(fetched.flat()).toEqual([]);
  });

  it('stays below the promised size', async () => {
    const sizes = await Promise.all(files.map(async (path) => (await stat(join(folder, path))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAIN_PACKAGE_BYTES);
  });

  it('starts without a window', async () => {
    const registered: string[] = [];
    const loaded = new Map<string, { exports: unknown }>();
    const nothing = (): undefined => undefined;
    const wx = {
      getSystemInfoSync: () => ({ windowWidth: 390, platform: 'devtools' }),
      getWindowInfo: () => ({ windowWidth: 390, statusBarHeight: 44 }),
      getDeviceInfo: () => ({ platform: 'devtools' }),
      getAppBaseInfo: () => ({ language: 'zh_CN' }),
      getMenuButtonBoundingClientRect: () => ({ top: 48, height: 32, left: 290 }),
      getLaunchOptionsSync: () => ({}),
      getStorageSync: () => '',
      setStorageSync: nothing,
      canIUse: () => false,
      getNetworkType: nothing,
      onNetworkStatusChange: nothing,
    };
    const world = vm.createContext({
      wx,
      console,
      setTimeout,
      clearTimeout,
      global: {},
      App: () => registered.push('App'),
      Page: () => registered.push('Page'),
      Component: () => registered.push('Component'),
      getApp: () => ({}),
      getCurrentPages: () => [],
    });
    const sources = new Map(await Promise.all(named('.js').map(async (path) => [path, await read(path)] as const)));
    const load = (path: string): unknown => {
      const known = loaded.get(path);
      if (known) return known.exports;
      const module = { exports: {} };
      loaded.set(path, module);
      const wrapped = vm.runInContext(`(function (require, module, exports) {${sources.get(path) ?? ''}\n})`, world, {
        filename: path,
      }) as (require: (name: string) => unknown, module: object, exports: object) => void;
      wrapped((name) => load(normalize(join(dirname(path), name))), module, module.exports);
      return module.exports;
    };

    load('app.js');
    const { pages } = JSON.parse(await read('app.json')) as { pages: string[] };
    for (const page of pages) load(`${page}.js`);

    expect(registered).toContain('App');
    expect(registered.filter((each) => each !== 'App').length).toBeGreaterThanOrEqual(pages.length);
  });
});

describe('the mini-program on a phone', () => {
  const onPhone = async (app: TestApp, { inWeCom = true } = {}): Promise<WeappPhone> => {
    if (!build) throw new Error('nothing was built');
    const login = () => app.control<{ code: string }>('POST', '/members/zhouhang/login');
    return weappPhone(build, { address: app.address, newCode: inWeCom ? async () => (await login()).code : null });
  };
  beforeEach(() => {
    vi.spyOn(console, 'error');
  });
  afterEach(() => {
    const faults = vi.mocked(console.error).mock.calls;
    vi.restoreAllMocks();
    expect(faults).toEqual([]);
  });

  const loginsOf = ({ calls }: WeappPhone) => calls.filter((call) => call.endsWith('POST /login/miniprogram'));

  it('shows the day to whom WeCom says is there, and what he taps is done', async () => {
    const app = await testApp();
    const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
    const browser = await signIn(app, 'zhouhang');
    await browser.post('/followups', { customerId: customer.id, text: '电话 报价已发，等她回复' });
    await browser.post('/tasks', { title: '回访报价', dueAt: '2026-11-21T07:00:00.000Z', customerId: customer.id });
    await browser.post('/tasks', { title: '交周报', dueAt: '2026-11-21T08:00:00.000Z' });
    const phone = await onPhone(app);

    phone.open('pages/tasks/today');

    await phone.reads('先做这几件');
    expect(phone.text()).toMatch(/15:00今天赵敏.*回访报价.*报价已发，等她回复.*16:00今天交周报/);
    // Three calls found nobody logged in; one log-in was enough for all.
    expect(phone.calls.filter((call) => call.startsWith('401 '))).toHaveLength(3);
    expect(loginsOf(phone)).toEqual(['200 POST /login/miniprogram']);

    phone.tap('赵敏');
    await phone.leadsTo(`/pages/customers/customer?id=${customer.id}`);
    phone.tap('交周报');
    await phone.reads('改时间');
    phone.tap('完成');
    await phone.reads('完成了');
    await phone.readsNoMore('交周报');
    expect((await browser.get<z.infer<typeof taskPage>>('/tasks')).body.items.map(({ title }) => title)).toEqual([
      '回访报价',
    ]);
  });

  it('lists the segments with how many each describes, and logs in anew when the session is over', async () => {
    const app = await testApp();
    for (const name of ['赵敏', '钱亮']) await app.build.customer({ owner: 'zhouhang', name });
    const browser = await signIn(app, 'zhouhang');
    const rule = { all: [{ condition: 'silent-for', params: { days: 30 } }] };
    const { id } = (await browser.post<SegmentView>('/segments', { name: '好久没聊', rule })).body;
    const phone = await onPhone(app);
    phone.open('pages/tasks/today');
    await phone.reads('今天都照应到了。');
    await app.moveClock({ days: 40 });

    phone.open('pages/segments/segments');

    await phone.reads('好久没聊');
    await phone.reads('2 人');
    expect(loginsOf(phone)).toHaveLength(2);
    phone.tap('好久没聊');
    await phone.leadsTo(`/pages/segments/segment?id=${id}`);
  });

  it('says where to open it when it is not in WeCom', async () => {
    const app = await testApp();
    const phone = await onPhone(app, { inWeCom: false });
    phone.open('pages/tasks/today');
    await phone.reads('请在企业微信里打开。');
    expect(phone.calls.every((call) => call.startsWith('401 '))).toBe(true);
  });
});
