import { expect, it } from 'vitest';
import { commands } from '../../bot/commands/index.ts';
import { menu } from '../../bot/menu.ts';
import { matchCommand } from '../../bot/grammar/match-command.ts';
import { menuSchema } from '../../server/wecom/messages/create-menu.ts';

const lines = menu.flatMap((entry) => ('line' in entry ? [entry] : entry.buttons));

it.each(commands.map((command) => [command.code, command] as const))(
  '%s is reached by each of its examples',
  (_code, command) => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) expect(matchCommand(commands, example)?.command.code).toBe(command.code);
    expect(matchCommand(commands, command.usage)?.command.code).toBe(command.code);
  },
);

it('no word belongs to two commands', () => {
  const words = commands.flatMap(({ words, spacedWords }) => [...words, ...spacedWords]);
  expect(new Set(words).size).toBe(words.length);
});

it('every menu entry says a command, within WeCom’s limits', () => {
  expect(menuSchema.safeParse(menu).success).toBe(true);
  for (const { name, line } of lines) {
    expect(matchCommand(commands, line), line).not.toBeNull();
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(128);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16);
  }
});
