import type { Command } from './define-command.ts';

/** A command and what was said after its word. */
export interface Match {
  command: Command;
  rest: string;
}

/** The command that a line begins with, the longest word first; a Latin word has to end before the rest begins. */
export function matchCommand(commands: readonly Command[], line: string): Match | null {
  const said = line.toLowerCase();
  let best: (Match & { length: number }) | null = null;
  for (const command of commands) {
    for (const word of command.words) {
      if (word.length <= (best?.length ?? 0) || !said.startsWith(word)) continue;
      const rest = line.slice(word.length);
      if (/[a-z0-9]$/.test(word) && /^[a-z0-9]/i.test(rest)) continue;
      best = { command, rest: rest.replace(/^[\s:：,，、]+/, ''), length: word.length };
    }
  }
  return best && { command: best.command, rest: best.rest };
}
