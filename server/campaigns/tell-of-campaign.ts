import type { Campaign } from '../../entities/campaign.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { managersOf } from '../members/managers-of.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { segmentOf } from './audience.ts';

/** Tells the maker's managers that a campaign waits for one of them; gives who was told. */
export async function tellApprovers(ctx: Ctx, campaign: Campaign): Promise<Member[]> {
  const managers = await managersOf(ctx, campaign.createdById);
  const { name: fromName } = await ctx.db.findOneByOrFail(Member, { id: campaign.createdById });
  const { name: segmentName } = await segmentOf(ctx, campaign);
  const { title: offerTitle } = await loadOffer(ctx, campaign.offerId);
  for (const { userId } of managers) {
    await ctx.send(chatNotice, {
      ...{ userId, id: ctx.newId() },
      notice: {
        ...{ kind: 'campaign-submitted', campaignId: campaign.id, title: campaign.title },
        ...{ fromName, segmentName, offerTitle },
        ...{ sendAt: campaign.sendAt.toISOString(), at: ctx.now.toISOString() },
      },
    });
  }
  return managers;
}

/** Tells the maker what somebody else has decided about his campaign. */
export async function tellDrafter(ctx: Ctx, campaign: Campaign, decision: 'approved' | 'cancelled'): Promise<void> {
  if (ctx.actor.kind !== 'member' || ctx.actor.id === campaign.createdById) return;
  const drafter = await ctx.db.findOneByOrFail(Member, { id: campaign.createdById });
  if (drafter.status !== 'active') return;
  await ctx.send(chatNotice, {
    ...{ userId: drafter.userId, id: ctx.newId() },
    notice: {
      ...{ kind: 'campaign-decided', campaignId: campaign.id, title: campaign.title, decision },
      ...{ byName: ctx.actor.name, sendAt: campaign.sendAt.toISOString(), at: ctx.now.toISOString() },
    },
  });
}
