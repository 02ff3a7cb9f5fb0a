import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOf, isStamped, stamping } from '../../../../scripts/bootstrap/stamps.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changke-stamps-'));
  mkdirSync(join(folder, 'server/deals'), { recursive: true });
  writeFileSync(join(folder, 'server/deals/win.ts'), 'won');
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = (...more) => hashOf(folder, ['server', 'tsconfig.json'], ...more);

it('changes with a byte, a name, a new file and what else is named', () => {
  const hashes = [hash(), hash('darwin')];
  writeFileSync(join(folder, 'server/deals/win.ts'), 'lost');
  hashes.push(hash());
  renameSync(join(folder, 'server/deals/win.ts'), join(folder, 'server/deals/lose.ts'));
  hashes.push(hash());
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  hashes.push(hash());

  expect(new Set(hashes).size).toBe(5);
});

it('stays when only the time of a file changes, as after a fresh checkout', () => {
  const before = hash();
  utimesSync(join(folder, 'server/deals/win.ts'), 0, 0);
  expect(hash()).toBe(before);
});

it('stamps what went well, and leaves no stamp of what did not', async () => {
  const stamp = join(folder, 'dist/.stamp');
  await stamping(stamp, 'one', async () => {});
  expect(isStamped(stamp, 'one')).toBe(true);
  expect(isStamped(stamp, 'two')).toBe(false);

  await expect(stamping(stamp, 'two', () => Promise.reject(new Error('does not compile')))).rejects.toThrow(
    'does not compile',
  );
  expect(readdirSync(join(folder, 'dist'))).toEqual([]);
});
