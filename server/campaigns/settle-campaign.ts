import { In } from 'typeorm';
import { CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import type { MassOutcome, SettledMassSend } from '../mass-sends/events.ts';
import { chunks } from '../touches/chunks.ts';
import { recordTouches } from '../touches/record-touch.ts';
import { sourceOf } from './audience.ts';
import { finishCampaign } from './finish-campaign.ts';
import { leaveOut, type Cause } from './leave-out.ts';

const AT_ONCE = 500;

/** Takes over what became of a campaign's mass send: who has it, who has not and why, and who is to be put before somebody anew. */
export async function settleCampaign(ctx: Ctx, settled: SettledMassSend): Promise<void> {
  if (settled.purpose !== 'offer') return;
  const { massSendId, memberId } = settled;
  const [first] = await ctx.db.find(CampaignMember, { where: { massSendId }, take: 1 });
  if (!first) return;
  const { campaignId } = first;

  await recordSent(
    ctx,
    { campaignId, memberId },
    settled.results.filter(({ outcome }) => outcome === 'sent'),
  );
  const unsent = settled.results.flatMap(({ customerId, outcome }) => {
    const cause = outcome in CAUSES ? CAUSES[outcome as keyof typeof CAUSES] : null;
    return cause ? [[customerId, { reason: outcome, cause }] as const] : [];
  });
  await leaveOut(ctx, campaignId, new Map<string, Cause>(unsent));
  await sendAnew(
    ctx,
    campaignId,
    settled.results.filter(({ outcome }) => AGAIN.includes(outcome)).map(({ customerId }) => customerId),
  );
  await finishCampaign(ctx, campaignId);
}

/** They have it, whatever was decided while it was on its way. */
async function recordSent(
  ctx: Ctx,
  { campaignId, memberId }: { campaignId: string; memberId: string },
  sent: readonly { customerId: string; at: Date }[],
): Promise<void> {
  for (const time of new Set(sent.map(({ at }) => at.getTime()))) {
    const ids = sent.filter(({ at }) => at.getTime() === time).map(({ customerId }) => customerId);
    const reached = { state: 'gets', reason: null, detail: null, sentAt: new Date(time) } as const;
    for (const some of chunks(ids, AT_ONCE)) {
      await ctx.db.update(CampaignMember, { campaignId, customerId: In(some) }, reached);
    }
  }
  const source = sourceOf({ id: campaignId });
  await recordTouches(
    ctx,
    sent.map(({ customerId, at }) => ({
      ...{ customerId, memberId, source, at, kind: 'offer', automatic: true, value: true },
    })),
  );
}

/** Nothing went out to these; who is still to get it waits for a new mass send, perhaps in another's name. */
async function sendAnew(ctx: Ctx, campaignId: string, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const ids = [...customerIds];
  for (const some of chunks(ids, AT_ONCE)) {
    await ctx.db.update(CampaignMember, { campaignId, customerId: In(some) }, { massSendId: null });
  }
}

const AGAIN: readonly MassOutcome[] = ['withdrawn', 'sender-left'];

const CAUSES: Record<Exclude<MassOutcome, 'sent' | 'withdrawn' | 'sender-left'>, string> = {
  'not-friend': '已不是企业微信好友',
  'over-cap': '已收到其他群发',
  refused: '企业微信没有收下',
  expired: '当天没有确认',
};
