import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLoad, weigh, type LoadedFile } from './first-load.ts';

/** What people load before they see something, in bytes. */
export interface Sizes {
  /** The H5 page 今天, packed. */
  firstLoad: number;
  files: LoadedFile[];
  /** The whole mini-program, which is its main package. */
  weapp: number;
}

/** Weighs the built pages and the built mini-program below `dist`. */
export async function benchSizes(dist: string): Promise<Sizes> {
  const files = await firstLoad(join(dist, 'm'), 'pages-tasks-today');
  return { firstLoad: weigh(files), files, weapp: await bytesBelow(join(dist, 'weapp')) };
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
