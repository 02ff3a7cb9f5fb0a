import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commands } from '../../bot/commands/index.ts';
import { commandTable } from '../../scripts/docs/command-table.ts';
import { documents } from '../../scripts/docs/documents.ts';
import { withBlock } from '../../scripts/docs/marked-block.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(`${root}${name}`, 'utf8');

it.each(documents)('$name shows what there is; `npm run docs` writes its tables anew', async ({ name, freshen }) => {
  expect(await freshen(read(name))).toBe(read(name));
});

it('a command that changes makes the table stale', async () => {
  const [first, ...rest] = commands;
  if (!first) throw new Error('there are no commands');
  const changed = [{ ...first, summary: 'a | b' }, ...rest];
  const stale = withBlock(read('README.md'), 'commands', await commandTable(changed, 'en'));
  expect(stale).not.toBe(read('README.md'));
  expect(stale).toContain('a \\| b');
});

it.each(documents)('$name without its marks is refused rather than left alone', async ({ freshen }) => {
  await expect(freshen('# Changke\n')).rejects.toThrow('<!--');
});

it('both READMEs explain every setting of .env.example, and no other', () => {
  const settings = [...read('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(settings.length).toBeGreaterThan(10);
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const explained = [...read(name).matchAll(/^\| `([A-Z][A-Z_]+)` /gm)].map(([, setting]) => setting);
    expect(explained.sort(), name).toEqual([...settings].sort());
  }
});
