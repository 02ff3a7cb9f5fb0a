import { In, IsNull } from 'typeorm';
import { JobRun } from '../../entities/job-run.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { Ctx } from '../kernel/context.ts';

/** How one kind of scheduled work went: `failure` is what kind of error it was, null where all that was due is done. */
export interface JobOutcome {
  code: string;
  failure: string | null;
}

/** Keeps how scheduled work went, so that each process and whoever watches can tell what has been failing, and since when. */
export async function recordJobs(ctx: Ctx, outcomes: readonly JobOutcome[]): Promise<void> {
  const fresh = outcomes.map(({ code }): JobRun => ({ code, okAt: null, failingSince: null, failure: null }));
  await insertOnce(ctx.db, JobRun, fresh, ['code']);
  const fine = outcomes.filter(({ failure }) => failure === null).map(({ code }) => code);
  if (fine.length > 0) {
    await ctx.db.update(JobRun, { code: In(fine) }, { okAt: ctx.now, failingSince: null, failure: null });
  }
  for (const { code, failure } of outcomes) {
    if (failure === null) continue;
    await ctx.db.update(JobRun, { code, failingSince: IsNull() }, { failingSince: ctx.now });
    await ctx.db.update(JobRun, { code }, { failure: failure.slice(0, 255) });
  }
}
