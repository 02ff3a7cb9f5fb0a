import { defineCommand, type Command } from '../grammar/define-command.ts';
import { matchCommand } from '../grammar/match-command.ts';

/** Help over the commands there are, itself among them. */
export const helpCommand = (commands: () => readonly Command[]): Command =>
  defineCommand({
    code: 'help',
    words: ['帮助', '怎么用', 'help'],
    spacedWords: ['?', '？'],
    grammar: { about: 'rest' },
    usage: '帮助 命令',
    summary: '看所有命令，或一个命令怎么用',
    examples: ['帮助', '帮助 跟进'],
    run: async (_ctx, { about }) => {
      const match = about ? matchCommand(commands(), about) : null;
      return match ? explain(match.command) : overview(commands());
    },
  });

function explain({ usage, summary, words, spacedWords, examples }: Command): string {
  return [
    summary,
    `这样说：${usage}`,
    ...examples.map((each) => `例如：${each}`),
    `也可以写：${[...words.slice(1), ...spacedWords].join('、')}`,
  ].join('\n');
}

/** All commands, one line each. */
export function overview(commands: readonly Command[]): string {
  return ['直接说一句话就行：', ...commands.map(({ usage, summary }) => `${usage}\n　${summary}`)].join('\n');
}
