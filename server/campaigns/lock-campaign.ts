import { In } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';

/** Makes whoever else decides on a campaign wait until this is committed; false where it is in none of these states. */
export async function lockCampaign(ctx: Ctx, id: string, statuses: Campaign['status'][]): Promise<boolean> {
  // An update that changes nothing takes the row on both databases.
  const { affected } = await ctx.db.update(Campaign, { id, status: In(statuses) }, { id });
  return affected === 1;
}
