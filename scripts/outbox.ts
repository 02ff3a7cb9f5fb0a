import { resolve } from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { entities } from '../entities/index.ts';
import { ConfigError, loadConfig } from '../server/config.ts';
import { openDatabase } from '../server/db/data-source.ts';
import { system } from '../server/kernel/actor.ts';
import { systemClock } from '../server/kernel/clock.ts';
import type { Ctx } from '../server/kernel/context.ts';
import { exactTime } from '../server/kernel/dates.ts';
import { DomainError } from '../server/kernel/errors.ts';
import { listStuck } from '../server/operations/list-stuck.ts';
import { dropStuck, resumeChannel, retryStuck } from '../server/operations/mend-stuck.ts';
import type { StuckList } from '../server/operations/schemas.ts';

const USAGE = `用法：
  npm run outbox                      列出没发出去的、没处理成的和停着的通道
  npm run outbox -- retry 编号|all    再试一次；all 不包括可能已经送到的
  npm run outbox -- drop 编号         不再管它
  npm run outbox -- resume 通道       停着的通道马上再试：chat、customers 或 directory`;

const IN_USE =
  '常客正在运行，SQLite 文件同时只能有一个程序写。请在手机上打开「我 → 没办成的事」操作，或先停掉常客再执行这一条。';

type Work = (ctx: Ctx) => Promise<string>;

/** What the arguments ask for; null for the list. */
function workOf([verb, what, ...rest]: readonly string[]): Work | null {
  if (verb === undefined) return null;
  if (what === undefined || rest.length > 0) throw new DomainError('invalid', 'outbox.usage', USAGE);
  switch (verb) {
    case 'retry':
      return async (ctx) =>
        `${await retryStuck(ctx, what === 'all' ? await retriable(ctx) : [what])} 件排上了，15 秒内再试。`;
    case 'drop':
      return async (ctx) => {
        if ((await dropStuck(ctx, [what])) === 1) return '不再管它了。';
        throw new DomainError('not_found', 'outbox.absent', `没有编号为 ${what} 的。编号见 npm run outbox。`);
      };
    case 'resume':
      return async (ctx) => {
        await resumeChannel(ctx, what);
        return '15 秒内再试这个通道。';
      };
    default:
      throw new DomainError('invalid', 'outbox.usage', USAGE);
  }
}

async function retriable(ctx: Ctx): Promise<string[]> {
  const { items } = await listStuck(ctx);
  return items.filter(({ canRetry, mayHaveArrived }) => canRetry && !mayHaveArrived).map(({ id }) => id);
}

function describe({ items, total, paused }: StuckList): string {
  const lines = [
    ...paused.flatMap(({ channel, name, since, why, waiting }) => [
      `通道 ${channel}（${name}）从 ${exactTime(since)} 起停着，${waiting} 条在等`,
      `    ${why}`,
    ]),
    ...items.flatMap(({ id, since, what, whom, why, mayHaveArrived, canRetry }) => [
      [id, exactTime(since), whom ? `${what} · ${whom}` : what].join('  '),
      `    ${why}${mayHaveArrived ? '（可能已送到）' : ''}${canRetry ? '' : '（已过期，不能再试）'}`,
    ]),
    ...(total > items.length ? [`另有 ${total - items.length} 件更早的，处理完这些再看。`] : []),
  ];
  return lines.length > 0 ? lines.join('\n') : '都办成了，没有卡住的。';
}

/** A SQLite file that the running product holds can still be read. */
async function readHeld(url: string): Promise<string> {
  const database = resolve(url.slice('sqlite:'.length));
  const reader = await new DataSource({ type: 'better-sqlite3', database, readonly: true, entities }).initialize();
  try {
    return describe(await listStuck({ actor: system, now: systemClock.now(), db: reader.manager }));
  } finally {
    await reader.destroy();
  }
}

async function main(): Promise<string> {
  const work = workOf(process.argv.slice(2));
  const { databaseUrl } = loadConfig();
  const database = await openDatabase(databaseUrl).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'database.held') return null;
    throw error;
  });
  if (!database) {
    if (work) throw new DomainError('conflict', 'outbox.held', IN_USE);
    return readHeld(databaseUrl);
  }
  try {
    return await database.writer.transaction((db) => {
      const ctx = asOperator(db);
      return work ? work(ctx) : listStuck(ctx).then(describe);
    });
  } finally {
    await database.close();
  }
}

/** Whoever can read the settings may mend the queues; nothing here sends or tells anybody. */
function asOperator(db: EntityManager): Ctx {
  const never = (): never => {
    throw new Error('nothing is sent from here');
  };
  return { actor: system, now: systemClock.now(), db, newId: never, send: never, emit: never };
}

/** `npm run outbox`: what is stuck, and trying it again. */
try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  if (!(error instanceof DomainError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error instanceof DomainError ? error.sentence : error.message}\n`);
  process.exitCode = 1;
}
