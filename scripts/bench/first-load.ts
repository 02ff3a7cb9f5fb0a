import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file of the built pages and its bytes on the wire. */
export interface LoadedFile {
  name: string;
  bytes: number;
}

const PACKED = /^\.(html|js|css|svg)$/;

/**
 * Everything that a browser asks for before it shows a page, e.g. `pages-tasks-today`, for the first time: what
 * index.html names, what the page's chunk is preloaded with, and the fonts of its styles; packed as the server packs it.
 */
export async function firstLoad(folder: string, page: string): Promise<LoadedFile[]> {
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const linked = [...(await text('index.html')).matchAll(/(?:href|src)="\/m\/([^"]+)"/g)].map(([, name = '']) => name);
  const asked = new Set(['index.html', ...linked]);
  for (const entry of linked.filter((name) => name.endsWith('.js'))) {
    for (const name of preloaded(await text(entry), page)) asked.add(name);
  }
  // What a chunk imports comes with it; a chunk that is only imported on demand does not.
  for (const name of asked) {
    if (!/\.(js|css)$/.test(name)) continue;
    const source = await text(name);
    const found = name.endsWith('.js')
      ? [...source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)]
      : [...source.matchAll(/url\(["']?\/m\/assets\/([^"')]+\.woff2)/g)];
    for (const [, inner = ''] of found) asked.add(`assets/${inner}`);
  }
  return Promise.all(
    [...asked].map(async (name) => {
      const content = await readFile(join(folder, name));
      return { name: basename(name), bytes: PACKED.test(extname(name)) ? gzipSync(content).length : content.length };
    }),
  );
}

/** The files that Vite loads along with a page's chunk, from the table that it writes into the entry. */
function preloaded(entry: string, page: string): string[] {
  const [, list = ''] = /m\.f=\[([^\]]*)\]/.exec(entry) ?? [];
  const files = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const call = new RegExp(`import\\("\\./${page}\\.[^"]+"\\),\\s*__vite__mapDeps\\(\\[([\\d,]*)\\]`).exec(entry);
  if (!call) throw new Error(`The built pages do not load ${page}`);
  return (call[1] ?? '').split(',').flatMap((at) => files[Number(at)] ?? []);
}

/** What a first load weighs, in bytes. */
export const weigh = (files: readonly LoadedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
