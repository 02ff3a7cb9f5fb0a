import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { toShanghai } from '../../server/kernel/dates.ts';

const OURS = /^changke-\d{8}-\d{6}\.(sqlite|sql\.gz)$/;

/** `20261122-140501`, the Shanghai time of an instant, as it stands in names. */
export function timeMark(at: Date): string {
  const { year, month, day, hour, minute } = toShanghai(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${year}${two(month)}${two(day)}-${two(hour)}${two(minute)}${two(at.getUTCSeconds())}`;
}

/** What a backup is called that was given no name. */
export const backupName = (at: Date, ending: 'sqlite' | 'sql.gz'): string => `changke-${timeMark(at)}.${ending}`;

/** Fills a file beside `file` that only its owner may read, and gives it the name when it is whole and on the disk. */
export async function writeWhole(file: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.part`;
  rmSync(temporary, { force: true });
  closeSync(openSync(temporary, 'wx', 0o600));
  try {
    await fill(temporary);
    onDisk(temporary);
    renameSync(temporary, file);
    onDisk(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Waits until a file, or the names in a folder, would survive a loss of power. */
export function onDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes the oldest backups of a folder but for so many; only files named by `backupName`. Gives the names of those removed. */
export function removeOld(folder: string, keep: number): string[] {
  const old = readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort((a, b) => (basename(a) < basename(b) ? 1 : -1))
    .slice(keep);
  for (const name of old) rmSync(join(folder, name));
  return old;
}
