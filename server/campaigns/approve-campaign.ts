import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { chunks } from '../touches/chunks.ts';
import { planAudience } from './audience.ts';
import { requireSendable } from './draft-campaign.ts';
import { loadCampaign, requireApprover } from './policy.ts';

const AT_ONCE = 500;

/** Approves a draft: who gets it is settled now, among the customers whom the approver may see; of two who approve, one does. */
export async function approveCampaign(ctx: Ctx, campaignId: string): Promise<Campaign> {
  const campaign = await loadCampaign(ctx, campaignId);
  const { id: approvedById } = requireApprover(ctx.actor, campaign);
  const change = { status: 'approved', approvedById } as const;
  const { affected } = await ctx.db.update(Campaign, { id: campaignId, status: 'draft' }, change);
  if (affected !== 1) throw new DomainError('conflict', 'campaign.not-draft', '这个活动已经审批过或取消了。');

  requireSendable(campaign.sendAt, ctx.now);
  const offer = await loadOffer(ctx, campaign.offerId);
  if (offer.status !== 'open') {
    throw new DomainError('conflict', 'campaign.offer-closed', '优惠还没有开放，开放后再审批。');
  }
  if (offer.validUntil <= campaign.sendAt) {
    throw new DomainError('conflict', 'campaign.offer-over', '优惠在发送之前就过期了，改早一点，或换一份优惠。');
  }
  const { planned, everybody } = await planAudience(ctx, campaign, offer);
  if (everybody && !campaign.allCustomersReason) {
    throw new DomainError('invalid', 'campaign.everybody', '这是发给全部客户。为什么人人都发同一份，先写明理由。');
  }
  if (!planned.some(({ state }) => state === 'gets')) {
    throw new DomainError('conflict', 'campaign.nobody', '没有人会收到，不用审批。看看不发的原因。');
  }
  for (const some of chunks(planned, AT_ONCE)) {
    await ctx.db.insert(
      CampaignMember,
      some.map(({ customerId, state, reason, detail, memberId }): CampaignMember => ({
        ...{ campaignId, customerId, state, reason, detail: detail?.slice(0, 255) ?? null, memberId },
        ...{ massSendId: null, sentAt: null },
      })),
    );
  }
  return { ...campaign, ...change };
}
