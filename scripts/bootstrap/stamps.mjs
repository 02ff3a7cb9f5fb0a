import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A hash over files and folders (all files below them but `node_modules`): equal when and only when every byte is. */
export function hashOf(root, paths, ...more) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => filesOf(root, each))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.update(more.join('\0')).digest('hex');
}

function filesOf(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full).sort();
  return names.filter((name) => name !== 'node_modules').flatMap((name) => filesOf(root, `${path}/${name}`));
}

/** Whether the stamp file holds this hash. */
export const isStamped = (file, hash) => existsSync(file) && readFileSync(file, 'utf8') === hash;

/** Runs `work` and stamps the hash after it; until then there is no stamp, so that an interrupted run counts as none. */
export async function stamping(file, hash, work) {
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
