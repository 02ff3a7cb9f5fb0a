import { In, LessThanOrEqual, MoreThan } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Customer } from '../../entities/customer.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { massSendHold } from '../mass-sends/mass-send-hold.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { chunks } from '../touches/chunks.ts';
import { mayTouchMany } from '../touches/guard.ts';
import { holdsOf, sourceOf } from './audience.ts';
import { isQuiet } from './draft-campaign.ts';
import { finishCampaign } from './finish-campaign.ts';
import { leaveOut, type Cause } from './leave-out.ts';
import { senderHold, sendersOf } from './senders.ts';

/** What could not be sent within so many hours of its time is not sent any more. */
const WINDOW_HOURS = 24;
const AT_ONCE = 500;

/** The approved campaigns whose time has come; in quiet hours none. */
export async function campaignsDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  if (isQuiet(now)) return [];
  const due = await db.find(Campaign, {
    select: { id: true },
    where: { status: 'approved', sendAt: LessThanOrEqual(now) },
    order: { sendAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  return due.map(({ id }) => id);
}

/** When the next campaign is launched after now. */
export async function nextLaunchAt({ db, now }: ReadCtx): Promise<Date | null> {
  const next = await db.findOne(Campaign, {
    where: { status: 'approved', sendAt: MoreThan(now) },
    order: { sendAt: 'ASC' },
  });
  return next?.sendAt ?? null;
}

/** Launches a campaign: looks once more at each customer who was to get it, and keeps why the others get nothing. */
export async function launchCampaign(ctx: Ctx, campaignId: string): Promise<void> {
  const { affected } = await ctx.db.update(Campaign, { id: campaignId, status: 'approved' }, { status: 'sending' });
  if (affected !== 1) return;
  const campaign = await ctx.db.findOneByOrFail(Campaign, { id: campaignId });
  const members = await ctx.db.findBy(CampaignMember, { campaignId });
  const out = members.filter(({ state }) => state === 'left-out');
  await leaveOut(ctx, campaignId, new Map(out.map((each) => [each.customerId, causeOf(each)])));

  const getting = members.filter(({ state }) => state === 'gets').map(({ customerId }) => customerId);
  const tooLate = addSeconds(campaign.sendAt, WINDOW_HOURS * 3600) <= ctx.now;
  for (const some of chunks(getting, AT_ONCE)) {
    const causes = tooLate ? new Map(some.map((id) => [id, TOO_LATE])) : await lookAgain(ctx, campaign, some);
    await leaveOut(ctx, campaignId, causes);
  }
  await finishCampaign(ctx, campaignId);
}

/** What has come between the plan and now; whose sender has changed goes in the new one's name. */
async function lookAgain(ctx: Ctx, campaign: Campaign, customerIds: readonly string[]): Promise<Map<string, Cause>> {
  const offer = await loadOffer(ctx, campaign.offerId);
  if (offer.status !== 'open' || offer.validUntil <= ctx.now) {
    return new Map(customerIds.map((id) => [id, OFFER_CLOSED]));
  }
  const customers = await ctx.db.findBy(Customer, { id: In([...customerIds]) });
  const senders = await sendersOf(ctx, customers);
  const verdicts = await mayTouchMany(ctx, { customerIds, kind: 'offer', at: ctx.now, source: sourceOf(campaign) }, [
    senderHold(senders),
    ...holdsOf(campaign, offer, ['sending']),
    massSendHold,
  ]);
  await setSenders(ctx, campaign.id, senders);
  return new Map(
    [...verdicts].flatMap(([id, verdict]) =>
      verdict.ok ? [] : [[id, { reason: verdict.reason, cause: verdict.cause }] as const],
    ),
  );
}

/** Notes in whose name each customer is written to. */
export async function setSenders(ctx: Ctx, campaignId: string, senders: ReadonlyMap<string, string>): Promise<void> {
  for (const memberId of new Set(senders.values())) {
    const ids = [...senders].filter(([, sender]) => sender === memberId).map(([customerId]) => customerId);
    for (const some of chunks(ids, AT_ONCE)) {
      await ctx.db.update(CampaignMember, { campaignId, customerId: In(some), state: 'gets' }, { memberId });
    }
  }
}

const causeOf = ({ reason, detail }: CampaignMember): Cause => ({ reason: reason ?? '', cause: detail ?? '' });

const TOO_LATE: Cause = { reason: 'late', cause: '过了发送时间' };
const OFFER_CLOSED: Cause = { reason: 'offer-closed', cause: '优惠已关闭' };
