import { sentenceOf } from '../../server/main.ts';

/** Runs a program that does one thing: prints what it gives, line by line, or what went wrong with exit code 1. */
export async function runCommand(work: () => Promise<readonly string[]>): Promise<void> {
  try {
    process.stdout.write(`${(await work()).join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}
