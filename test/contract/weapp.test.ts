import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { parse, type Node } from 'acorn';
import { simple } from 'acorn-walk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesCommand, pagesEnv } from '../../scripts/bootstrap/build-pages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);

/** What WeChat refuses to upload, and what the product promises below it. */
const MAIN_PACKAGE_BYTES = 1.5 * 1024 * 1024;
/** Tags that WeChat draws itself, as far as the pages use them. */
const NATIVE = new Set(
  'block import include input picker-view picker-view-column root-portal scroll-view slot template text textarea view'.split(
    ' ',
  ),
);

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
  folder = await mkdtemp(join(tmpdir(), 'changke-weapp-'));
  const built = spawn(process.execPath, pagesCommand('mp-weixin'), {
    cwd: root,
    env: pagesEnv(root, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  built.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  built.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => built.on('close', resolve));
  if (code !== 0) throw new Error(output);
  files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

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
    const compiler = require.resolve('miniprogram-compiler/package.json');
    if (process.platform === 'linux') {
      await Promise.all(['wcc', 'wcsc'].map((name) => chmod(join(dirname(compiler), 'bin/linux', name), 0o755)));
    }
    const { wxmlToJs, wxssToJs } = require('miniprogram-compiler') as Record<string, (folder: string) => string>;
    const found = vm.runInNewContext(`(function (global) {${wxmlToJs?.(folder) ?? ''}\n})({})`, {
      window: {},
      console,
    }) as (path: string) => unknown;
    expect(named('.wxml').filter((path) => typeof found(path) !== 'function')).toEqual([]);
    expect(() => wxssToJs?.(folder)).not.toThrow();
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
