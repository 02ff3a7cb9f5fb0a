import { format } from 'prettier';
import type { Command } from '../../bot/grammar/define-command.ts';

/** The languages that the READMEs are written in. */
export type Language = 'en' | 'zh';

/** The columns of the table; what stands in them is the command's own words in both languages. */
const HEADS: Record<Language, readonly string[]> = {
  en: ['say', 'also', 'for example', 'what it does', 'code'],
  zh: ['这样说', '也可以写', '例如', '做什么', '代码里'],
};

const BLOCK = /(<!-- commands -->\n)[\s\S]*?(<!-- \/commands -->)/;

/** All commands as a Markdown table, laid out as `npm run format` would. */
export function commandTable(commands: readonly Command[], language: Language): Promise<string> {
  const rows = commands.map(({ code, usage, words, examples, summary }) => [
    quoted([usage]),
    quoted(words.slice(1)),
    quoted(examples),
    plain(summary),
    quoted([code]),
  ]);
  const lines = [HEADS[language], HEADS[language].map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return format(lines.join('\n'), { parser: 'markdown' });
}

/** A README with this table between its marks; throws where the marks are missing. */
export function withTable(readme: string, table: string): string {
  if (!BLOCK.test(readme)) throw new Error('the README has lost its <!-- commands --> and <!-- /commands --> marks');
  return readme.replace(BLOCK, (_block, open: string, close: string) => `${open}\n${table.trim()}\n\n${close}`);
}

const quoted = (lines: readonly string[]): string => lines.map((line) => `\`${plain(line)}\``).join('<br>');

const plain = (text: string): string => text.replaceAll('|', '\\|');
