import { ConfigError } from './config.ts';
import { DomainError } from './kernel/errors.ts';
import type { Log } from './kernel/log.ts';
import type { Running } from './serve.ts';

/** How long the process may take to finish what is in hand. */
const STOP_MS = 15_000;

type Stoppable = Pick<Running, 'drain' | 'drainMs' | 'stop'>;

/** Runs the product until it is told to stop: Ctrl-C and SIGTERM end it with 0, a refused start with 1 and its sentence. */
export async function runProcess(start: () => Promise<Stoppable>, log?: Log): Promise<void> {
  let running: Stoppable | null = null;
  let stopping = false;

  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    if (!running) process.exit(0);
    process.stderr.write(signal === 'SIGINT' ? '\n正在停止…\n' : '正在停止…\n');
    // Who presses Ctrl-C waits for it himself; behind a proxy it is SIGTERM.
    const drains = signal === 'SIGTERM';
    endBy(STOP_MS + (drains ? running.drainMs : 0));
    const going = running;
    const drained = drains ? going.drain() : Promise.resolve();
    drained
      .then(() => going.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log?.error('server.stop-failed', error);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('unhandledRejection', (error) => {
    log?.error('server.unhandled', error);
    stopping = true;
    if (!running) process.exit(1);
    endBy(STOP_MS);
    void running.stop().finally(() => process.exit(1));
  });

  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** What is in hand by then is left as a crash would leave it: the database knows how to go on. */
const endBy = (milliseconds: number): unknown => setTimeout(() => process.exit(1), milliseconds).unref();

/** What a person reads of an error that ended a program. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DomainError) return error.sentence;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code === 'ER_ACCESS_DENIED_ERROR' ||
    code === 'ER_BAD_DB_ERROR'
  ) {
    return `连不上数据库（${code}）。检查 DATABASE_URL 的主机、用户、密码和库名，再启动一次。`;
  }
  if (code === 'SQLITE_CANTOPEN' || code === 'EACCES' || code === 'EROFS') {
    return `打不开数据库文件（${code}）。检查 DATABASE_URL 的路径能不能写。`;
  }
  return `没有启动成功：${String(message)}\n${error instanceof Error ? (error.stack ?? '') : ''}`;
}
