import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ReadDisk } from './operations/troubles.ts';

/** Asks for the room where a SQLite file lies; a database on a server looks after its own disk. */
export function readDiskOf(databaseUrl: string): ReadDisk {
  if (!databaseUrl.startsWith('sqlite:')) return () => Promise.resolve(null);
  const folder = dirname(resolve(databaseUrl.slice('sqlite:'.length)));
  return async () => {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  };
}
