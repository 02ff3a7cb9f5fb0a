import { In, IsNull } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { createMassSend, MOST_RECIPIENTS } from '../mass-sends/create-mass-send.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { chunks } from '../touches/chunks.ts';
import { isQuiet } from './draft-campaign.ts';
import { finishCampaign } from './finish-campaign.ts';
import { lockCampaign } from './lock-campaign.ts';
import { lookAgain } from './look-again.ts';

const AT_ONCE = 500;

/** The members in whose name launched campaigns have still to go out, as `campaign:member`. */
export async function sendersDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  if (isQuiet(now)) return [];
  const pairs = await db
    .createQueryBuilder(CampaignMember, 'm')
    .innerJoin(Campaign, 'k', 'k.id = m.campaignId')
    .select('m.campaignId', 'campaignId')
    .addSelect('m.memberId', 'memberId')
    .distinct(true)
    // Before everybody has been looked at, a member would get one campaign in pieces.
    .where(`k.status = 'sending' AND k.reached IS NULL AND m.state = 'gets'`)
    .andWhere('m.massSendId IS NULL AND m.sentAt IS NULL AND m.memberId IS NOT NULL')
    .limit(limit)
    .getRawMany<{ campaignId: string; memberId: string }>();
  return pairs.map(({ campaignId, memberId }) => `${campaignId}:${memberId}`);
}

/**
 * Puts a campaign before one member to confirm, for those of his customers against whom nothing has come up since the launch;
 * for whom another is to write by now, he is asked next. `memberPage` is where a customer finds his coupons, null where nobody could open it.
 */
export const sendCampaign =
  (memberPage: string | null) =>
  async (ctx: Ctx, pair: string): Promise<void> => {
    const [campaignId = '', memberId = ''] = pair.split(':');
    // Otherwise two processes would put the same customers before him twice.
    if (!(await lockCampaign(ctx, campaignId, ['sending']))) return;
    const campaign = await ctx.db.findOneByOrFail(Campaign, { id: campaignId });
    const { title } = await loadOffer(ctx, campaign.offerId);
    const waiting = { campaignId, memberId, state: 'gets', massSendId: IsNull(), sentAt: IsNull() } as const;
    const members = await ctx.db.find(CampaignMember, {
      select: { campaignId: true, customerId: true },
      where: waiting,
    });
    const senders = await lookAgain(
      ctx,
      campaign,
      members.map(({ customerId }) => customerId),
    );
    const own = [...senders].filter(([, sender]) => sender === memberId).map(([customerId]) => customerId);
    for (const customerIds of chunks(own, MOST_RECIPIENTS)) {
      const { id: massSendId } = await createMassSend(ctx, {
        ...{ memberId, purpose: 'offer', text: campaign.text, customerIds },
        ...(memberPage && { link: { title, url: memberPage } }),
      });
      for (const some of chunks(customerIds, AT_ONCE)) {
        await ctx.db.update(CampaignMember, { campaignId, customerId: In(some) }, { massSendId });
      }
    }
    await finishCampaign(ctx, campaignId);
  };
