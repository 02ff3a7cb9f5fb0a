import { In } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Refuses that a segment is deleted while a campaign is still to be decided by it. */
export async function keepSegment(
  { db }: Ctx,
  { segmentId, name }: { segmentId: string; name: string },
): Promise<void> {
  if (!(await db.existsBy(Campaign, { segmentId, status: In(['draft', 'submitted', 'approved']) }))) return;
  throw new DomainError('conflict', 'campaign.uses-segment', `有活动在用分群“${name}”，先改活动或取消它。`);
}
