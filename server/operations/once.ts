import { IsNull, LessThanOrEqual } from 'typeorm';
import { JobRun } from '../../entities/job-run.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { fromShanghai, toShanghai } from '../kernel/dates.ts';
import { fetchDirectory } from '../wecom/messages/fetch-directory.ts';

const DIRECTORY = 'once:directory';
/** People come and go in WeCom without a callback reaching us, so each night all of them are read. */
const NIGHTLY = { hour: 3, minute: 10 };

/** Takes what only one of several processes is to do, unless one of them has done it since `since`; of two who try, one gets true. */
export async function takeOnce(ctx: Ctx, code: string, since: Date): Promise<boolean> {
  const fresh: JobRun = { code, okAt: null, failingSince: null, failure: null };
  await insertOnce(ctx.db, JobRun, [fresh], ['code']);
  const first = await ctx.db.update(JobRun, { code, okAt: IsNull() }, { okAt: ctx.now });
  if (first.affected === 1) return true;
  const again = await ctx.db.update(JobRun, { code, okAt: LessThanOrEqual(since) }, { okAt: ctx.now });
  return again.affected === 1;
}

/** Has WeCom asked who works here, unless that was done since `since`. */
export async function refreshDirectory(ctx: Ctx, since: Date): Promise<void> {
  if (await takeOnce(ctx, DIRECTORY, since)) await ctx.send(fetchDirectory, {});
}

/** The nightly reading of the directory, where it is owed: from 03:10 Shanghai time on, once a day. */
export async function directoryDue({ db, now }: ReadCtx): Promise<string[]> {
  const from = lastNight(now);
  const run = await db.findOneBy(JobRun, { code: DIRECTORY });
  return run?.okAt && run.okAt >= from ? [] : [from.toISOString()];
}

/** Does what `directoryDue` found. */
export const readDirectory = (ctx: Ctx, from: string): Promise<void> =>
  refreshDirectory(ctx, new Date(new Date(from).getTime() - 1));

function lastNight(now: Date): Date {
  const { year, month, day } = toShanghai(now);
  const tonight = fromShanghai(year, month, day, NIGHTLY.hour, NIGHTLY.minute);
  return tonight <= now ? tonight : fromShanghai(year, month, day - 1, NIGHTLY.hour, NIGHTLY.minute);
}
