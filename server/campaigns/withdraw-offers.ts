import { IsNull } from 'typeorm';
import { CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { withdrawMassSends } from '../mass-sends/withdraw-mass-sends.ts';
import { finishCampaign } from './finish-campaign.ts';
import { leaveOut, type Cause } from './leave-out.ts';
import { lockCampaign } from './lock-campaign.ts';

/**
 * A customer has complained: no campaign that has not reached him yet reaches him any more. What waits for a member's
 * confirmation is taken back and put before him again without this customer.
 */
export async function withdrawOffers(
  ctx: Ctx,
  { customerId, kind }: { customerId: string; kind: string },
): Promise<void> {
  if (kind === 'complaint') await withdrawFor(ctx, customerId, COMPLAINT);
}

/** A customer wants no offers any more: the same as with a complaint. */
export async function withdrawRefused(
  ctx: Ctx,
  { customerId, purpose }: { customerId: string; purpose: string },
): Promise<void> {
  if (purpose === 'offer') await withdrawFor(ctx, customerId, REFUSED);
}

async function withdrawFor(ctx: Ctx, customerId: string, cause: Cause): Promise<void> {
  const planned = await ctx.db.findBy(CampaignMember, { customerId, state: 'gets', sentAt: IsNull() });
  for (const { campaignId } of planned) {
    // Whoever is just putting the campaign before a member has done so afterwards, or waits and finds him left out.
    if (!(await lockCampaign(ctx, campaignId, ['approved', 'sending']))) continue;
    const member = await ctx.db.findOneByOrFail(CampaignMember, { campaignId, customerId });
    await leaveOut(ctx, campaignId, new Map([[customerId, cause]]));
    if (member.massSendId) await withdrawMassSends(ctx, [member.massSendId]);
    await finishCampaign(ctx, campaignId);
  }
}

const COMPLAINT: Cause = { reason: 'complaint', cause: '投诉未结' };
const REFUSED: Cause = { reason: 'consent', cause: '客户不接收优惠' };
