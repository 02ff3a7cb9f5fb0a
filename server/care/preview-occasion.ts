import type { CareOccasion } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { dateKey, shiftDays } from '../kernel/calendar.ts';
import { toShanghai } from '../kernel/dates.ts';
import type { Held } from '../touches/hold.ts';
import { nextCandidates } from './candidates.ts';
import { nextKept, sendTime } from './days.ts';
import { judge, NO_SENDER } from './judge.ts';
import { loadOccasion } from './list-occasions.ts';
import { writeGreetings } from './senders.ts';
import { warningsOf } from './texts.ts';

const BATCH = 500;
const SAMPLES = 5;

/** What an occasion will do on a day, among the customers whom the actor may see; `included` and all of `leftOut` make `total`. */
export interface CarePreview {
  day: string;
  at: Date;
  total: number;
  included: number;
  leftOut: { reason: string; cause: string; count: number }[];
  /** How often members will have to confirm. */
  confirmations: number;
  samples: { customerName: string; memberName: string; text: string }[];
  warnings: string[];
}

/** Shows who will be greeted on an occasion's day, the next one unless said otherwise, and who is left out and why. */
export async function previewOccasion(ctx: ReadCtx, id: string, day?: string): Promise<CarePreview> {
  const occasion = await loadOccasion(ctx, id);
  return previewCare(
    ctx,
    occasion,
    day ?? dateKey(nextKept(occasion, shiftDays(toShanghai(ctx.now), occasion.leadDays))),
  );
}

async function previewCare(ctx: ReadCtx, occasion: CareOccasion, day: string): Promise<CarePreview> {
  const at = new Date(Math.max(sendTime(occasion, day).getTime(), ctx.now.getTime()));
  const preview: CarePreview = {
    ...{ day, at, total: 0, included: 0, leftOut: [], confirmations: 0, samples: [] },
    warnings: warningsOf(occasion.texts),
  };
  const confirmations = new Set<string>();
  for (let after = '', done = false; !done;) {
    const next = await nextCandidates(ctx, occasion, day, { after, limit: BATCH });
    await addCustomers(ctx, { occasion, day, at }, next.customers, preview, confirmations);
    ({ reached: after, done } = next);
  }
  return { ...preview, confirmations: confirmations.size, leftOut: preview.leftOut.sort((a, b) => b.count - a.count) };
}

async function addCustomers(
  ctx: ReadCtx,
  { occasion, day, at }: { occasion: CareOccasion; day: string; at: Date },
  customers: readonly Customer[],
  preview: CarePreview,
  confirmations: Set<string>,
): Promise<void> {
  const customerIds = customers.map(({ id }) => id);
  const held = await judge(ctx, { occasionId: occasion.id, day, customerIds, at }, { planning: true });
  const written = await writeGreetings(ctx, customers, occasion.texts);
  preview.total += customers.length;
  for (const { id, name } of customers) {
    const greeting = written.get(id);
    const why = held.get(id) ?? (greeting ? null : NO_SENDER);
    if (why) countOut(preview.leftOut, why);
    if (why || !greeting) continue;
    preview.included += 1;
    confirmations.add(`${greeting.sender.id} ${greeting.text}`);
    if (preview.samples.length < SAMPLES)
      preview.samples.push({ customerName: name, memberName: greeting.sender.name, text: greeting.text });
  }
}

function countOut(leftOut: CarePreview['leftOut'], { reason, cause }: Held): void {
  const known = leftOut.find((each) => each.reason === reason && each.cause === cause);
  if (known) known.count += 1;
  else leftOut.push({ reason, cause, count: 1 });
}
