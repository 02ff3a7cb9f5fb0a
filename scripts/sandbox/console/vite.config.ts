import { fileURLToPath } from 'node:url';

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the console into plain files that the sandbox serves at `/`; `vite dev` borrows a running sandbox's data. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [vue()],
  build: {
    outDir: here('../../../dist/scripts/sandbox/console-site'),
    emptyOutDir: true,
    target: 'es2022',
    // The sandbox's content policy allows files of its own only, so nothing may turn into a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/_sandbox': 'http://127.0.0.1:3010' } },
});
