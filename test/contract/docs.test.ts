import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commands } from '../../bot/commands/index.ts';
import { commandTable, withTable } from '../../scripts/docs/command-table.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(`${root}${name}`, 'utf8');

it.each([
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
] as const)('%s shows the commands that there are; `npm run docs` writes them anew', async (name, language) => {
  const readme = read(name);
  expect(withTable(readme, await commandTable(commands, language))).toBe(readme);
});

it('a command that changes makes the table stale', async () => {
  const [first, ...rest] = commands;
  if (!first) throw new Error('there are no commands');
  const changed = [{ ...first, summary: 'a | b' }, ...rest];
  const stale = withTable(read('README.md'), await commandTable(changed, 'en'));
  expect(stale).not.toBe(read('README.md'));
  expect(stale).toContain('a \\| b');
});

it('a README without the marks is refused rather than left alone', () => {
  expect(() => withTable('# Changke\n', '')).toThrow('<!-- commands -->');
});

it('both READMEs explain every setting of .env.example, and no other', () => {
  const settings = [...read('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(settings.length).toBeGreaterThan(10);
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const explained = [...read(name).matchAll(/^\| `([A-Z][A-Z_]+)` /gm)].map(([, setting]) => setting);
    expect(explained.sort(), name).toEqual([...settings].sort());
  }
});
