import { In } from 'typeorm';
import { Member } from '../../entities/member.ts';
import { Offer } from '../../entities/offer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { visibleCampaigns } from './policy.ts';
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
  return campaigns.map(({ id, title, status, offerId, sendAt, createdById, approvedById }) => ({
    ...{ id, title, status: presentStatus(status), offerTitle: titles.get(offerId) ?? '', sendAt },
    createdBy: names.get(createdById) ?? '',
    approvedBy: approvedById && (names.get(approvedById) ?? ''),
  }));
}
