import { In, IsNull } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { withdrawMassSends } from '../mass-sends/withdraw-mass-sends.ts';
import { canApprove, isUndecided, loadCampaign } from './policy.ts';
import { tellDrafter } from './tell-of-campaign.ts';

/** Cancels a campaign: a draft by its maker, anything by whoever may approve it. What nobody has confirmed is taken back. */
export async function cancelCampaign(ctx: Ctx, campaignId: string): Promise<Campaign> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (!isUndecided(campaign) && !canApprove(ctx.actor, campaign)) {
    throw new DomainError('forbidden', 'campaign.needs-approver', '已审批的活动由主管或管理员取消。');
  }
  const { affected } = await ctx.db.update(
    Campaign,
    { id: campaignId, status: In(['draft', 'submitted', 'approved', 'sending']) },
    { status: 'cancelled' },
  );
  if (affected !== 1) throw new DomainError('conflict', 'campaign.over', '这个活动已经结束了。');
  const waiting = await ctx.db.findBy(CampaignMember, { campaignId, state: 'gets', sentAt: IsNull() });
  await withdrawMassSends(
    ctx,
    waiting.flatMap(({ massSendId }) => (massSendId ? [massSendId] : [])),
  );
  await tellDrafter(ctx, campaign, 'cancelled');
  return { ...campaign, status: 'cancelled' };
}
