import { In } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import { addDays, toShanghai } from '../kernel/dates.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { findSegment } from '../segments/find-segments.ts';
import { QUIET_HOURS } from '../touches/guard.ts';
import { loadCampaign } from './policy.ts';
import { campaignInput, type CampaignInput } from './schemas.ts';

const MOST_DAYS_AHEAD = 366;

/** Drafts a campaign; it goes nowhere before it is approved. */
export async function createCampaign(ctx: Ctx, input: CampaignInput): Promise<Campaign> {
  if (ctx.actor.kind !== 'member') {
    throw new DomainError('forbidden', 'campaign.needs-maker', '活动要有一位员工来建。');
  }
  const campaign: Campaign = {
    ...{ id: ctx.newId(), ...(await checked(ctx, input)) },
    ...{ status: 'draft', createdById: ctx.actor.id, approvedById: null, createdAt: ctx.now },
    ...{ frozen: null, reached: null },
  };
  await ctx.db.insert(Campaign, campaign);
  return campaign;
}

/** Changes what nobody has approved yet, which then has to be submitted anew; `conflict` once it is approved. */
export async function updateCampaign(ctx: Ctx, id: string, input: CampaignInput): Promise<Campaign> {
  const campaign = await loadCampaign(ctx, id);
  const change = { ...(await checked(ctx, input)), status: 'draft' } as const;
  const { affected } = await ctx.db.update(Campaign, { id, status: In(['draft', 'submitted']) }, change);
  if (affected !== 1) {
    throw new DomainError('conflict', 'campaign.not-draft', '活动已经审批过，不能再改。要改请取消，另建一个。');
  }
  return { ...campaign, ...change };
}

async function checked(ctx: Ctx, input: CampaignInput) {
  const read = campaignInput.safeParse(input);
  if (!read.success) {
    throw new DomainError('invalid', 'campaign.invalid', `${read.error.issues[0]?.message ?? '活动没填对'}。`);
  }
  const { data } = read;
  requireSendable(data.sendAt, ctx.now);
  await loadOffer(ctx, data.offerId);
  if (data.segmentId !== null) await findSegment(ctx, data.segmentId);
  return { ...data, allCustomersReason: data.allCustomersReason || null };
}

/** Refuses an instant at which nothing may leave. */
export function requireSendable(sendAt: Date, now: Date): void {
  if (sendAt <= now) throw new DomainError('invalid', 'campaign.past', '发送时间已经过了，请改一个。');
  if (sendAt > addDays(now, MOST_DAYS_AHEAD)) {
    throw new DomainError('invalid', 'campaign.far', '发送时间太远了，最多提前一年。');
  }
  if (isQuiet(sendAt)) {
    const { from, to } = QUIET_HOURS;
    throw new DomainError('invalid', 'campaign.quiet', `${from}:00 到次日 ${to}:00 不打扰客户，请换个时间。`);
  }
}

/** Whether an instant lies in the hours in which nothing leaves of its own accord. */
export function isQuiet(at: Date): boolean {
  const { hour } = toShanghai(at);
  return hour >= QUIET_HOURS.from || hour < QUIET_HOURS.to;
}
