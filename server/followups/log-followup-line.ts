import type { Customer } from '../../entities/customer.ts';
import type { Followup } from '../../entities/followup.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { readFollowup } from '../understanding/followup-line.ts';
import { isSure, offerTimes } from '../understanding/offer-times.ts';
import { logFollowup } from './log-followup.ts';

/** A next step whose time can be read in several ways; without times where all that may be meant are past. */
export interface TimeQuestion {
  step: string;
  times: Date[];
}

/** Keeps a contact told in one line, whose times are counted from `saidAt`, now by default; a next step is planned only where its time is sure, else it is asked back. */
export async function logFollowupLine(
  ctx: Ctx,
  { customerId, said, saidAt }: { customerId: string; said: string; saidAt?: Date | undefined },
): Promise<{ followup: Followup; customer: Customer; question: TimeQuestion | null }> {
  const { name } = await loadCustomer(ctx, customerId);
  // The clock of the device that tells it may be ahead of ours.
  const since = saidAt && saidAt < ctx.now ? saidAt : ctx.now;
  const { channel, note, reaction, nextStep, happenedAt } = readFollowup(said, since, { names: [name] });
  const sure = nextStep && isSure(nextStep.mention, ctx.now) ? nextStep : null;
  const logged = await logFollowup(ctx, {
    ...{ customerId, channel, note, reaction },
    nextStep: sure,
    at: happenedAt ?? since,
  });
  const question = nextStep && !sure ? { step: nextStep.text, times: offerTimes(nextStep.mention, ctx.now) } : null;
  return { ...logged, question };
}
