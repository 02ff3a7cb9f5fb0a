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

/** Keeps a contact told in one line; a next step is planned only where its time is sure, else it is asked back. */
export async function logFollowupLine(
  ctx: Ctx,
  { customerId, said }: { customerId: string; said: string },
): Promise<{ followup: Followup; customer: Customer; question: TimeQuestion | null }> {
  const { name } = await loadCustomer(ctx, customerId);
  const { channel, note, reaction, nextStep, happenedAt } = readFollowup(said, ctx.now, { names: [name] });
  const sure = nextStep && isSure(nextStep.mention, ctx.now) ? nextStep : null;
  const logged = await logFollowup(ctx, {
    ...{ customerId, channel, note, reaction },
    nextStep: sure,
    ...(happenedAt && { at: happenedAt }),
  });
  const question = nextStep && !sure ? { step: nextStep.text, times: offerTimes(nextStep.mention, ctx.now) } : null;
  return { ...logged, question };
}
