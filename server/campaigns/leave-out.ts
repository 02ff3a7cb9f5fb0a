import { In, IsNull } from 'typeorm';
import { CampaignMember } from '../../entities/campaign.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from '../touches/chunks.ts';
import { holdTouches } from '../touches/hold-touch.ts';
import { sourceOf } from './audience.ts';

const AT_ONCE = 500;

/** Why a customer gets nothing after all. */
export interface Cause {
  reason: string;
  /** In a few Chinese words. */
  cause: string;
}

/** Leaves customers out whom a campaign had not reached yet, and keeps the reason with it and in the ledger. */
export async function leaveOut(ctx: Ctx, campaignId: string, causes: ReadonlyMap<string, Cause>): Promise<void> {
  for (const { reason, cause } of distinct(causes)) {
    const ids = [...causes].filter(([, each]) => each.cause === cause).map(([customerId]) => customerId);
    for (const some of chunks(ids, AT_ONCE)) {
      await ctx.db.update(
        CampaignMember,
        { campaignId, customerId: In(some), state: In(['gets', 'left-out']), sentAt: IsNull() },
        { state: 'left-out', reason, detail: cause.slice(0, 255) },
      );
    }
  }
  const unsent = [...causes].map(
    ([customerId, { reason, cause }]) => [customerId, { reason, sentence: sentence(cause) }] as const,
  );
  await holdTouches(ctx, { kind: 'offer', source: sourceOf({ id: campaignId }) }, new Map(unsent));
}

const distinct = (causes: ReadonlyMap<string, Cause>): Cause[] => [
  ...new Map([...causes.values()].map((each) => [each.cause, each])).values(),
];

const sentence = (cause: string): string => `${cause}，这次不发。`;
