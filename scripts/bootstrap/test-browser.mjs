import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium for the tests as a path, or null where there is none; CHROMIUM_PATH overrides (`none` for none). */
export function findBrowser({ CHROMIUM_PATH: given, PATH = '' }) {
  if (given === 'none') return null;
  if (given && !existsSync(given)) throw new Failure(`CHROMIUM_PATH names ${given}, which is not there`);
  if (given) return given;
  const folders = ['/usr/bin', ...PATH.split(delimiter)];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((each) => existsSync(each)) ?? null;
}
