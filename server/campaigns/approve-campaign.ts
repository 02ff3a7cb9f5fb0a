import { In } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import type { Offer } from '../../entities/offer.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { countMatching } from '../segments/count-segment.ts';
import { meansEverybody, segmentOf } from './audience.ts';
import { requireSendable } from './draft-campaign.ts';
import { loadCampaign, requireApprover } from './policy.ts';
import { memberIdsOf, settlePage } from './settle-audience.ts';
import { tellDrafter } from './tell-of-campaign.ts';

/**
 * Approves a draft: whom it is for is frozen now, as the segment is described and among the customers whom the approver may see.
 * What that means for each of them is settled at once as far as the first who gets it, for the others right afterwards, page by page.
 * Of two who approve, one does; `conflict` where nobody would get it.
 */
export async function approveCampaign(ctx: Ctx, campaignId: string): Promise<Campaign> {
  const draft = await loadCampaign(ctx, campaignId);
  const approver = requireApprover(ctx.actor, draft);
  const change = { status: 'approved', approvedById: approver.id } as const;
  const { affected } = await ctx.db.update(Campaign, { id: campaignId, status: In(['draft', 'submitted']) }, change);
  if (affected !== 1) throw new DomainError('conflict', 'campaign.not-draft', '这个活动已经审批过或取消了。');
  // Read again, for it may have been changed until its row was taken.
  const campaign = await ctx.db.findOneByOrFail(Campaign, { id: campaignId });

  const offer = await requireFit(ctx, campaign);
  const { name, rule } = await segmentOf(ctx, campaign);
  const size = await countMatching(ctx, rule);
  if (size === 0) {
    throw new DomainError(
      'conflict',
      'campaign.nobody',
      `“${name}”里现在没有客户，不用审批。换个分群，或等有了客户再来。`,
    );
  }
  if (!campaign.allCustomersReason && (await meansEverybody(ctx, campaign, size))) {
    throw new DomainError('invalid', 'campaign.everybody', '这是发给全部客户。为什么人人都发同一份，先写明理由。');
  }
  let reached: string | null = '';
  for (let found = false; !found;) {
    if (reached === null) {
      throw new DomainError('conflict', 'campaign.nobody', '没有人会收到，不用审批。看看不发的原因。');
    }
    const page = await settlePage(ctx, { campaign, offer, rule }, reached);
    found = page.planned.some(({ state }) => state === 'gets');
    reached = page.next;
  }
  const settled = { frozen: { rule, memberIds: memberIdsOf(approver) }, reached };
  await ctx.db.update(Campaign, { id: campaignId }, settled);
  await tellDrafter(ctx, campaign, 'approved');
  return { ...campaign, ...settled };
}

async function requireFit(ctx: Ctx, campaign: Campaign): Promise<Offer> {
  requireSendable(campaign.sendAt, ctx.now);
  const offer = await loadOffer(ctx, campaign.offerId);
  if (offer.status !== 'open') {
    throw new DomainError('conflict', 'campaign.offer-closed', '优惠还没有开放，开放后再审批。');
  }
  if (offer.validUntil <= campaign.sendAt) {
    throw new DomainError('conflict', 'campaign.offer-over', '优惠在发送之前就过期了，改早一点，或换一份优惠。');
  }
  return offer;
}
