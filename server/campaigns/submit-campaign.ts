import { Campaign } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { canApprove, loadCampaign } from './policy.ts';
import { requireSendable } from './draft-campaign.ts';
import { tellApprovers } from './tell-of-campaign.ts';

/** Submits a draft to its maker's managers, who are told, once; `conflict` for one who may approve it himself. */
export async function submitCampaign(ctx: Ctx, campaignId: string): Promise<Campaign> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (canApprove(ctx.actor, campaign)) {
    throw new DomainError('conflict', 'campaign.own-approval', '这个活动你自己就能批准，不用提交。');
  }
  requireSendable(campaign.sendAt, ctx.now);
  const { affected } = await ctx.db.update(Campaign, { id: campaignId, status: 'draft' }, { status: 'submitted' });
  if (affected !== 1) {
    throw new DomainError('conflict', 'campaign.not-draft', '这个活动已经提交过了，等主管审批就好。');
  }
  const told = await tellApprovers(ctx, campaign);
  if (told.length === 0) {
    throw new DomainError('conflict', 'campaign.no-manager', '通讯录里没有你的主管，活动还是草稿。请管理员来审批。');
  }
  return { ...campaign, status: 'submitted' };
}
