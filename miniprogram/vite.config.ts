import { fileURLToPath } from 'node:url';

import uniPlugin from '@dcloudio/vite-plugin-uni';
import optimizer from '@uni-ku/bundle-optimizer';
import { defineConfig, type PluginOption } from 'vite';

import { ownIcons } from './build/own-icons.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The plugins are CommonJS: what Node hands over depends on how the config was bundled.
const callable = <T>(module: T): T => (module as { default?: T }).default ?? module;

const platform = process.env.UNI_PLATFORM === 'mp-weixin' ? 'weapp' : 'h5';

/** Builds the pages for the browser inside WeCom (`-p h5`, served at /m/) and as a mini-program (`-p mp-weixin`). */
export default defineConfig({
  base: '/m/',
  resolve: { alias: { '~platform': here(`./platform/${platform}`) } },
  // Where a mini-program finds the server: it has no address of its own.
  define: { __SERVER__: JSON.stringify(process.env.PUBLIC_URL ?? '') },
  css: { preprocessorOptions: { scss: { silenceDeprecations: ['legacy-js-api', 'import'], quietDeps: true } } },
  plugins: [
    ownIcons(),
    callable(uniPlugin)() as PluginOption,
    ...(platform === 'weapp' ? [callable(optimizer)({ enable: { optimization: true } }) as PluginOption] : []),
  ],
  build: {
    target: 'es2018',
    emptyOutDir: true,
    reportCompressedSize: false,
    // The content policy allows files of our own only, so nothing may turn into a data: address; a mini-program has no files.
    assetsInlineLimit: platform === 'h5' ? 0 : 64 * 1024,
    modulePreload: { polyfill: false },
  },
});
