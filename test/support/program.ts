import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of ours in a process of its own. */
export interface Program {
  /** Resolves with the exit code, null after a kill, and all that it printed. */
  ended: Promise<{ code: number | null; said: string }>;
  /** Resolves when it has printed these words. */
  says(words: string): Promise<void>;
  kill(): void;
}

/** Runs a TypeScript program with these settings and nothing of this process's own. */
export function runProgram(file: string, args: readonly string[], settings: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], TZ: 'America/New_York', ...settings },
  });
  let said = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of heard) listener();
    });
  }
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
  return {
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const listen = () => said.includes(words) && resolve();
        heard.add(listen);
        listen();
        void ended.then(() => reject(new Error(`ended without saying ${words}: ${said}`)));
      }),
    kill: () => child.kill('SIGKILL'),
  };
}
