import { IsNull, Not } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Offer } from '../../entities/offer.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { loadOffer } from '../offers/list-offers.ts';
import type { Rule } from '../rules/rule.ts';
import { readSegmentRule } from '../segments/matching.ts';
import { chunks } from '../touches/chunks.ts';
import { lockContacts } from '../touches/lock-contacts.ts';
import { decide, nextOfSegment, type Planned } from './audience.ts';

const AT_ONCE = 100;

/** Approved campaigns of which it is not settled for everybody who gets them: each with the last customer reached. */
export async function audiencesDue({ db }: ReadCtx, limit: number): Promise<string[]> {
  const open = await db.find(Campaign, {
    select: { id: true, reached: true },
    where: { status: 'approved', reached: Not(IsNull()) },
    order: { sendAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  return open.map(({ id, reached }) => `${id} ${reached ?? ''}`);
}

/** Goes on settling who gets an approved campaign, one page of its segment at a time; of two who take one page, one does it. */
export async function settleAudience(ctx: Ctx, page: string): Promise<void> {
  const [campaignId = '', reached = ''] = page.split(' ');
  const taken = { id: campaignId, status: 'approved', reached } as const;
  const { affected } = await ctx.db.update(Campaign, taken, { reached });
  if (affected !== 1) return;
  const campaign = await ctx.db.findOneByOrFail(Campaign, { id: campaignId });
  const offer = await loadOffer(ctx, campaign.offerId);
  const rule = readSegmentRule(campaign.frozen?.rule);
  const { next } = await settlePage({ ...ctx, actor: approverOf(campaign) }, { campaign, offer, rule }, reached);
  await ctx.db.update(Campaign, { id: campaignId }, { reached: next });
}

/** Settles it for the next page of the segment. */
export async function settlePage(
  ctx: Ctx,
  { campaign, offer, rule }: { campaign: Campaign; offer: Offer; rule: Rule },
  after: string,
): Promise<{ planned: Planned[]; next: string | null }> {
  const { customers, next } = await nextOfSegment(ctx, rule, after);
  const ids = customers.map(({ id }) => id);
  await lockContacts(ctx, ids);
  const planned = await decide(ctx, campaign, offer, customers);
  const rows = planned.map(({ customerId, state, reason, detail, memberId }): CampaignMember => ({
    ...{ campaignId: campaign.id, customerId, state, reason, detail: detail?.slice(0, 255) ?? null, memberId },
    ...{ massSendId: null, sentAt: null },
  }));
  for (const some of chunks(rows, AT_ONCE)) await ctx.db.insert(CampaignMember, some);
  return { planned, next };
}

/** Whose customers an actor sees, to be kept; null for everybody's. */
export const memberIdsOf = (actor: Extract<Actor, { kind: 'member' }>): string[] | null => {
  const { scope, id } = actor;
  if (scope.kind === 'all') return null;
  return scope.kind === 'managed' ? [...new Set([id, ...scope.memberIds])] : [id];
};

/** Whoever approved a campaign, with what he saw then, whatever has become of him since. */
function approverOf({ approvedById, frozen }: Campaign): Actor {
  const memberIds = frozen?.memberIds ?? null;
  return {
    ...{ kind: 'member', id: approvedById ?? '', userId: '', name: '' },
    scope: memberIds === null ? { kind: 'all' } : { kind: 'managed', memberIds },
  };
}
