import { createHash } from 'node:crypto';
import type { Campaign } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { approveCampaign } from './approve-campaign.ts';
import { lockCampaign } from './lock-campaign.ts';
import { loadCampaign } from './policy.ts';

/** Stands for what a campaign says to whom and when; another one after any change. */
export function versionOf({ title, segmentId, offerId, text, sendAt, holdoutPercent }: Campaign): string {
  const said = JSON.stringify([title, segmentId, offerId, text, sendAt.getTime(), holdoutPercent]);
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}

/** Approves a campaign as it was seen; `conflict` where somebody has changed it since. */
export async function approveSeen(ctx: Ctx, { id, version }: { id: string; version: string }): Promise<Campaign> {
  // Otherwise a change could slip in between the look and the approval.
  await lockCampaign(ctx, id, ['draft', 'submitted']);
  if (versionOf(await loadCampaign(ctx, id)) !== version) {
    throw new DomainError('conflict', 'campaign.changed', '这个活动刚刚改过，再看一遍再批准。');
  }
  return approveCampaign(ctx, id);
}
