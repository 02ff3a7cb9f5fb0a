import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

const OURS = fileURLToPath(new URL('../components/wot-icon.vue', import.meta.url));

/** Gives wot's components our icons in place of its icon font, which would be fetched from a host of its makers. */
export function ownIcons(): Plugin {
  return {
    name: 'changke:own-icons',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/wd-icon/wd-icon.vue') ? OURS : null),
  };
}
