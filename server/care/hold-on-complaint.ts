import type { Ctx } from '../kernel/context.ts';
import { openMassSendsTo, withdrawMassSends } from '../mass-sends/withdraw-mass-sends.ts';

/** Takes back greetings that wait for confirmation when their customer complains; the others of the same mass send are put up anew. */
export async function holdOnComplaint(
  ctx: Ctx,
  { customerId, kind }: { customerId: string; kind: string },
): Promise<void> {
  if (kind === 'complaint') await withdrawMassSends(ctx, await openMassSendsTo(ctx, customerId, 'care'));
}

/** The same when he wants no greetings any more. */
export async function holdOnRefusal(
  ctx: Ctx,
  { customerId, purpose }: { customerId: string; purpose: string },
): Promise<void> {
  if (purpose === 'care') await withdrawMassSends(ctx, await openMassSendsTo(ctx, customerId, 'care'));
}
