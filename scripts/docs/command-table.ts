import { format } from 'prettier';
import type { Command } from '../../bot/grammar/define-command.ts';
import { codeCell, markdownTable, plainCell } from './marked-block.ts';

/** The languages that the READMEs are written in. */
export type Language = 'en' | 'zh';

/** The columns of the table; what stands in them is the command's own words in both languages. */
const HEADS: Record<Language, readonly string[]> = {
  en: ['say', 'also', 'for example', 'what it does', 'code'],
  zh: ['这样说', '也可以写', '例如', '做什么', '代码里'],
};

/** All commands as a Markdown table, laid out as `npm run format` would. */
export function commandTable(commands: readonly Command[], language: Language): Promise<string> {
  const rows = commands.map(({ code, usage, words, examples, summary }) => [
    quoted([usage]),
    quoted(words.slice(1)),
    quoted(examples),
    plainCell(summary),
    quoted([code]),
  ]);
  return format(markdownTable(HEADS[language], rows), { parser: 'markdown' });
}

const quoted = (lines: readonly string[]): string => lines.map(codeCell).join('<br>');
