import { expect, it } from 'vitest';
import { PHRASES, scopeWords } from '../../../../../miniprogram/pages/members/me.view.ts';
import { commands } from '../../../../../bot/commands/index.ts';

it.each([
  ['own', 0, '自己的客户'],
  ['managed', 3, '自己和 3 位同事的客户'],
  ['all', null, '全公司的客户'],
] as const)('a member who sees %s reads %s %s', (scope, managed, said) => {
  const member = { id: 'M1', userId: 'zhouhang', name: '周航', position: null };
  expect(scopeWords({ ...member, scope, managed })).toBe(said);
});

it('the bot knows every phrase that the page suggests', () => {
  const words: readonly string[] = commands.flatMap((command) => command.words);
  expect(PHRASES.map(({ says }) => says.split(' ')[0] ?? '').filter((word) => !words.includes(word))).toEqual([]);
});
