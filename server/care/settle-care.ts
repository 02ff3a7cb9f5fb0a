import { In } from 'typeorm';
import { CareItem, CareOccasion } from '../../entities/care.ts';
import type { Ctx } from '../kernel/context.ts';
import { MASS_SENTENCES, type MassOutcome, type SettledMassSend } from '../mass-sends/events.ts';
import { chunks } from '../touches/chunks.ts';
import { recordTouches } from '../touches/record-touch.ts';
import { sendTime } from './days.ts';
import { endItems } from './end-items.ts';
import { careSource } from './judge.ts';

const AT_ONCE = 500;

/** Takes over what became of greetings: the ledger, the reason where one did not arrive, or another try today. */
export async function settleCare(ctx: Ctx, { massSendId, memberId, purpose, results }: SettledMassSend): Promise<void> {
  if (purpose !== 'care') return;
  for (const some of chunks(results, AT_ONCE)) {
    const items = await ctx.db.findBy(CareItem, {
      ...{ massSendId, status: 'waiting', customerId: In(some.map(({ customerId }) => customerId)) },
    });
    const [first] = items;
    if (!first) continue;
    const open = new Set(items.map(({ customerId }) => customerId));
    // One mass send carries the greetings of one occasion and day.
    const { occasionId, day } = first;
    for (const outcome of new Set(some.map((each) => each.outcome))) {
      const ended = some.filter((each) => each.outcome === outcome && open.has(each.customerId));
      const ids = ended.map(({ customerId }) => customerId);
      if (outcome === 'sent') await recordSent(ctx, { occasionId, day, memberId }, ended);
      else if (outcome === 'sender-left' || outcome === 'withdrawn') await planAgain(ctx, occasionId, day, ids);
      else await fail(ctx, occasionId, day, outcome, ids);
    }
  }
}

async function recordSent(
  ctx: Ctx,
  { occasionId, day, memberId }: Pick<CareItem, 'occasionId' | 'day' | 'memberId'>,
  sent: readonly { customerId: string; at: Date }[],
): Promise<void> {
  const source = careSource(occasionId, day);
  for (const at of new Set(sent.map((each) => each.at.getTime()))) {
    const ids = sent.filter((each) => each.at.getTime() === at).map(({ customerId }) => customerId);
    const change = { status: 'sent', reason: null, detail: null, at: new Date(at) } as const;
    await ctx.db.update(CareItem, { occasionId, day, customerId: In(ids) }, change);
  }
  await recordTouches(
    ctx,
    sent.map(({ customerId, at }) => ({
      ...{ customerId, memberId, kind: 'care', automatic: true, source, value: false, at },
    })),
  );
}

/** Nothing went out; who writes and whether at all is decided anew, at its time where that has been put off since. */
async function planAgain(ctx: Ctx, occasionId: string, day: string, ids: string[]): Promise<void> {
  const occasion = await ctx.db.findOneByOrFail(CareOccasion, { id: occasionId });
  const at = new Date(Math.max(sendTime(occasion, day).getTime(), ctx.now.getTime()));
  await ctx.db.update(CareItem, { occasionId, day, customerId: In(ids) }, { status: 'planned', massSendId: null, at });
}

const fail = (
  ctx: Ctx,
  occasionId: string,
  day: string,
  outcome: Exclude<MassOutcome, 'sent'>,
  ids: readonly string[],
): Promise<void> =>
  endItems(
    ctx,
    { occasionId, day, status: outcome === 'expired' ? 'dropped' : 'failed' },
    new Map(ids.map((id) => [id, { reason: outcome, sentence: MASS_SENTENCES[outcome] }])),
  );
