import { IsNull } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';

/** Ends a campaign on its way once it is known of everybody what became of it. */
export async function finishCampaign(ctx: Ctx, campaignId: string): Promise<void> {
  const open = await ctx.db.existsBy(CampaignMember, { campaignId, state: 'gets', sentAt: IsNull() });
  if (!open)
    await ctx.db.update(Campaign, { id: campaignId, status: 'sending', reached: IsNull() }, { status: 'done' });
}
