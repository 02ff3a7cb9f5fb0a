import { In } from 'typeorm';
import { CampaignMember, type Campaign } from '../../entities/campaign.ts';
import { Member } from '../../entities/member.ts';
import { Coupon, type Offer } from '../../entities/offer.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { managersOf } from '../members/managers-of.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { versionOf } from './approve-seen.ts';
import { planAudience, segmentOf, type Planned } from './audience.ts';
import { discountHabit } from './discount-habit.ts';
import { canApprove, canCancel, isUndecided, loadCampaign } from './policy.ts';
import { presentGift, presentStatus } from './present.ts';
import type { CampaignPreview } from './schemas.ts';

const NAMES_SHOWN = 5;

/**
 * Who gets a campaign and who does not, and why. A draft is reckoned anew, among the customers whom the actor may see:
 * whoever approves decides on those that he sees here. From the approval on it tells what was decided then and has become of it.
 */
export async function previewCampaign(ctx: ReadCtx, campaignId: string): Promise<CampaignPreview> {
  const campaign = await loadCampaign(ctx, campaignId);
  const offer = await loadOffer(ctx, campaign.offerId);
  if (!isUndecided(campaign)) return viewDecided(ctx, campaign, offer);

  const { segmentName, planned, everybody } = await planAudience(ctx, campaign, offer);
  const getting = planned.filter(({ state }) => state === 'gets').map(({ customerId }) => customerId);
  const names = new Map(planned.map(({ customerId, name }) => [customerId, name]));
  const habit = offer.priceOffer ? await discountHabit(ctx, getting) : null;
  return {
    ...(await facts(ctx, campaign, offer, segmentName)),
    ...counts(planned),
    reasons: reasonsOf(planned).map((each) => ({ ...each, names: each.ids.map((id) => names.get(id) ?? '') })),
    warnings: warningsFor(campaign, offer, getting.length, everybody, habit),
    habit,
    ...{ sent: 0, unconfirmed: 0, everybody, coupons: { claimed: 0, redeemed: 0 } },
  };
}

async function viewDecided(ctx: ReadCtx, campaign: Campaign, offer: Offer): Promise<CampaignPreview> {
  const members = await ctx.db.findBy(CampaignMember, { campaignId: campaign.id });
  const reasons = reasonsOf(members);
  const names = await visibleNames(
    ctx,
    reasons.flatMap(({ ids }) => ids),
  );
  const coupons = await ctx.db.findBy(Coupon, { campaignId: campaign.id });
  return {
    ...(await facts(ctx, campaign, offer, await nameOfSegment(ctx, campaign))),
    ...counts(members),
    // Whoever approved may see more customers than whoever looks.
    reasons: reasons.map((each) => ({ ...each, names: each.ids.flatMap((id) => names.get(id) ?? []) })),
    ...{ warnings: [], habit: null },
    unconfirmed: sendersOf(members.filter(({ sentAt }) => sentAt === null)).size,
    everybody: campaign.allCustomersReason !== null,
    sent: members.filter(({ sentAt }) => sentAt !== null).length,
    coupons: { claimed: coupons.length, redeemed: coupons.filter(({ status }) => status === 'redeemed').length },
  };
}

async function visibleNames(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const customers = await visibleCustomers(ctx).andWhere('c.id IN (:...ids)', { ids }).getMany();
  return new Map(customers.map(({ id, name }) => [id, name]));
}

async function facts(ctx: ReadCtx, campaign: Campaign, offer: Offer, segmentName: string) {
  const { id, title, status, segmentId, text, sendAt, holdoutPercent, allCustomersReason } = campaign;
  return {
    ...{ id, title, text, sendAt, holdoutPercent, allCustomersReason },
    status: presentStatus(status),
    segment: { id: segmentId, name: segmentName },
    offer: presentGift(offer),
    ...(await people(ctx, campaign)),
    ...{ version: versionOf(campaign), now: ctx.now },
  };
}

/** Who made it and who may do what with it now. */
async function people(ctx: ReadCtx, campaign: Campaign) {
  const { createdById, approvedById } = campaign;
  const members = await ctx.db.findBy(Member, { id: In([createdById, approvedById ?? createdById]) });
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const undecided = isUndecided(campaign);
  const approves = undecided && canApprove(ctx.actor, campaign);
  const approvers = undecided && !approves ? await managersOf(ctx, createdById) : [];
  return {
    createdBy: nameOf.get(createdById) ?? '',
    approvedBy: approvedById && (nameOf.get(approvedById) ?? ''),
    approvers: approvers.map(({ name }) => name),
    ...{ canEdit: undecided, canApprove: approves, canSubmit: campaign.status === 'draft' && !approves },
    canCancel: canCancel(ctx.actor, campaign),
  };
}

/** The three parts, which add up to the whole. */
function counts(planned: readonly Pick<Planned, 'state' | 'memberId'>[]) {
  const of = (state: Planned['state']): number => planned.filter((each) => each.state === state).length;
  return {
    ...{ total: planned.length, gets: of('gets'), holdout: of('holdout'), leftOut: of('left-out') },
    senders: sendersOf(planned).size,
  };
}

const sendersOf = (planned: readonly Pick<Planned, 'state' | 'memberId'>[]): Set<string> =>
  new Set(planned.flatMap(({ state, memberId }) => (state === 'gets' && memberId ? [memberId] : [])));

/** Why customers are left out, the most frequent cause first, with the first few of each. */
function reasonsOf(planned: readonly Pick<Planned, 'customerId' | 'state' | 'reason' | 'detail'>[]) {
  const groups = new Map<string, { reason: string; cause: string; count: number; ids: string[] }>();
  for (const { customerId, state, reason, detail } of planned) {
    if (state !== 'left-out') continue;
    const cause = detail ?? '';
    const group = groups.get(cause) ?? { reason: reason ?? '', cause, count: 0, ids: [] };
    group.count += 1;
    if (group.ids.length < NAMES_SHOWN) group.ids.push(customerId);
    groups.set(cause, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.cause.localeCompare(b.cause));
}

function warningsFor(
  campaign: Campaign,
  offer: Offer,
  gets: number,
  everybody: boolean,
  habit: string | null,
): string[] {
  const left = offer.stock === null ? null : offer.stock - offer.issued;
  return [
    ...(everybody && !campaign.allCustomersReason ? ['发给全部客户，要先写明理由。'] : []),
    ...(gets === 0 ? ['没有人会收到。'] : []),
    ...(left !== null && left < gets ? [`库存还有 ${left} 份，收到的有 ${gets} 人，先到先得。`] : []),
    ...(habit ? [habit] : []),
    ...(offer.status === 'open' ? [] : ['优惠还没有开放，开放后才能审批。']),
    ...(offer.validUntil <= campaign.sendAt ? ['优惠在发送之前就过期了。'] : []),
  ];
}

/** A segment that has been deleted since is called what can still be said of it. */
const nameOfSegment = (ctx: ReadCtx, campaign: Campaign): Promise<string> =>
  segmentOf(ctx, campaign).then(
    ({ name }) => name,
    () => '已删除的分群',
  );
