import { In } from 'typeorm';
import { z } from 'zod';
import { CampaignMember, type Campaign } from '../../entities/campaign.ts';
import { Member } from '../../entities/member.ts';
import { Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { canApprove, isUndecided, visibleCampaigns } from './policy.ts';
import { presentStatus } from './present.ts';
import type { CampaignRow } from './schemas.ts';

/** The campaigns that the actor may see, the latest to be sent first. */
export async function listCampaigns(ctx: ReadCtx, limit = 200): Promise<CampaignRow[]> {
  const campaigns = await visibleCampaigns(ctx)
    .orderBy('k.sendAt', 'DESC')
    .addOrderBy('k.id', 'DESC')
    .limit(limit)
    .getMany();
  const offers = await ctx.db.findBy(Offer, { id: In(campaigns.map(({ offerId }) => offerId)) });
  const memberIds = campaigns.flatMap(({ createdById, approvedById }) => [createdById, approvedById ?? createdById]);
  const members = await ctx.db.findBy(Member, { id: In([...new Set(memberIds)]) });
  const titles = new Map(offers.map(({ id, title }) => [id, title]));
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const reach = await reachOf(ctx, campaigns);
  return campaigns.map((campaign) => {
    const { id, title, status, offerId, sendAt, createdById, approvedById } = campaign;
    return {
      ...{ id, title, status: presentStatus(status), offerTitle: titles.get(offerId) ?? '', sendAt },
      createdBy: names.get(createdById) ?? '',
      approvedBy: approvedById && (names.get(approvedById) ?? ''),
      reach: approvedById === null ? null : (reach.get(id) ?? { gets: 0, sent: 0 }),
      canApprove: isUndecided(campaign) && canApprove(ctx.actor, campaign),
    };
  });
}

const counted = z.object({ id: z.string(), gets: z.coerce.number(), sent: z.coerce.number() });

async function reachOf({ db }: ReadCtx, campaigns: readonly Campaign[]): Promise<Map<string, CampaignRow['reach']>> {
  const ids = campaigns.flatMap(({ id, approvedById }) => (approvedById === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const rows = await db
    .createQueryBuilder(CampaignMember, 'm')
    .select('m.campaignId', 'id')
    .addSelect('COUNT(*)', 'gets')
    .addSelect('COUNT(m.sentAt)', 'sent')
    .where(`m.campaignId IN (:...ids) AND m.state = 'gets'`, { ids })
    .groupBy('m.campaignId')
    .getRawMany();
  return new Map(rows.map((row) => counted.parse(row)).map(({ id, gets, sent }) => [id, { gets, sent }]));
}
