import type { Command } from './define-command.ts';

/** A command and what was said after its word. */
export interface Match {
  command: Command;
  rest: string;
}

/** The command that a line begins with, the longest word first. */
export function matchCommand(commands: readonly Command[], line: string): Match | null {
  const said = line.toLowerCase();
  const fitting = commands.flatMap((command) =>
    [...command.words, ...command.spacedWords]
      .filter((word) => said.startsWith(word) && mayEnd(command, word, line.slice(word.length)))
      .map((word) => ({ command, word })),
  );
  const [best] = fitting.sort((a, b) => b.word.length - a.word.length);
  return best ? { command: best.command, rest: line.slice(best.word.length).replace(LEADING, '') } : null;
}

/** Whether the command's word is over where it ends: Latin words and spaced ones need a gap, others may be followed directly. */
function mayEnd({ spacedWords, alone }: Command, word: string, after: string): boolean {
  if (alone) return after.replace(LEADING, '') === '';
  if (spacedWords.includes(word)) return after === '' || LEADING.test(after);
  return !(/[a-z0-9]$/.test(word) && /^[a-z0-9]/i.test(after));
}

const LEADING = /^[\s:：,，、。！？!?]+/;
