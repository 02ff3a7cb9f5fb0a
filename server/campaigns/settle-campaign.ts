import { In } from 'typeorm';
import { CampaignMember } from '../../entities/campaign.ts';
import { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import type { MassOutcome, SettledMassSend } from '../mass-sends/events.ts';
import { recordTouch } from '../touches/record-touch.ts';
import { sourceOf } from './audience.ts';
import { finishCampaign } from './finish-campaign.ts';
import { setSenders } from './launch-campaign.ts';
import { leaveOut, type Cause } from './leave-out.ts';
import { sendersOf } from './senders.ts';

/** Takes over what became of a campaign's mass send: who has it, who has not and why, and who is to be put before somebody anew. */
export async function settleCampaign(ctx: Ctx, settled: SettledMassSend): Promise<void> {
  if (settled.purpose !== 'offer') return;
  const { massSendId, memberId } = settled;
  const [first] = await ctx.db.find(CampaignMember, { where: { massSendId }, take: 1 });
  if (!first) return;
  const { campaignId } = first;

  for (const { customerId, outcome, at } of settled.results) {
    if (outcome !== 'sent') continue;
    // He has it, whatever was decided while it was on its way.
    const reached = { state: 'gets', reason: null, detail: null, sentAt: at } as const;
    await ctx.db.update(CampaignMember, { campaignId, customerId }, reached);
    await recordTouch(ctx, {
      ...{ customerId, memberId, source: sourceOf({ id: campaignId }), at },
      ...{ kind: 'offer', automatic: true, value: true },
    });
  }
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

/** Nothing went out to these; who is still to get it waits for a new mass send, perhaps in another's name. */
async function sendAnew(ctx: Ctx, campaignId: string, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const customers = await ctx.db.findBy(Customer, { id: In([...customerIds]) });
  const senders = await sendersOf(ctx, customers);
  await ctx.db.update(CampaignMember, { campaignId, customerId: In([...customerIds]) }, { massSendId: null });
  await setSenders(ctx, campaignId, senders);
  const nobody = customers.filter(({ id }) => !senders.has(id)).map(({ id }) => [id, NOBODY] as const);
  const open = await ctx.db.findBy(CampaignMember, {
    campaignId,
    customerId: In(nobody.map(([id]) => id)),
    state: 'gets',
  });
  const stranded = new Set(open.map(({ customerId }) => customerId));
  await leaveOut(ctx, campaignId, new Map(nobody.filter(([id]) => stranded.has(id))));
}

const AGAIN: readonly MassOutcome[] = ['withdrawn', 'sender-left'];

const CAUSES: Record<Exclude<MassOutcome, 'sent' | 'withdrawn' | 'sender-left'>, string> = {
  'not-friend': '已不是企业微信好友',
  'over-cap': '已收到其他群发',
  refused: '企业微信没有收下',
  expired: '当天没有确认',
};

const NOBODY: Cause = { reason: 'no-sender', cause: '能发的同事已离职' };
