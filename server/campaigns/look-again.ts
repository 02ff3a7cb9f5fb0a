import { In } from 'typeorm';
import { CampaignMember, type Campaign } from '../../entities/campaign.ts';
import { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { massSendHold } from '../mass-sends/mass-send-hold.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { chunks } from '../touches/chunks.ts';
import { mayTouchMany } from '../touches/guard.ts';
import { lockContacts } from '../touches/lock-contacts.ts';
import { holdsOf, sourceOf } from './audience.ts';
import { leaveOut, type Cause } from './leave-out.ts';
import { senderHold, sendersOf } from './senders.ts';

const AT_ONCE = 500;

/**
 * Looks once more at customers who are to get a launched campaign, and leaves out whom something speaks against by now;
 * whose sender has changed goes in the new one's name. The answer has the sender of each who still gets it.
 */
export async function lookAgain(
  ctx: Ctx,
  campaign: Campaign,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  await lockContacts(ctx, customerIds);
  const left = new Map<string, string>();
  for (const some of chunks(customerIds, AT_ONCE)) {
    const customers = await ctx.db.findBy(Customer, { id: In(some) });
    const senders = await sendersOf(ctx, customers);
    const causes = await causesOf(ctx, campaign, some, senders);
    await leaveOut(ctx, campaign.id, causes);
    for (const [id, memberId] of senders) if (!causes.has(id)) left.set(id, memberId);
  }
  await setSenders(ctx, campaign.id, left);
  return left;
}

async function causesOf(
  ctx: Ctx,
  campaign: Campaign,
  customerIds: readonly string[],
  senders: ReadonlyMap<string, string>,
): Promise<Map<string, Cause>> {
  const offer = await loadOffer(ctx, campaign.offerId);
  if (offer.status !== 'open' || offer.validUntil <= ctx.now) {
    return new Map(customerIds.map((id) => [id, OFFER_CLOSED]));
  }
  const verdicts = await mayTouchMany(ctx, { customerIds, kind: 'offer', at: ctx.now, source: sourceOf(campaign) }, [
    senderHold(senders),
    ...holdsOf(campaign, offer, ['sending']),
    massSendHold,
  ]);
  return new Map(
    [...verdicts].flatMap(([id, verdict]) =>
      verdict.ok ? [] : [[id, { reason: verdict.reason, cause: verdict.cause }] as const],
    ),
  );
}

/** Notes in whose name each customer is written to. */
async function setSenders(ctx: Ctx, campaignId: string, senders: ReadonlyMap<string, string>): Promise<void> {
  for (const memberId of new Set(senders.values())) {
    const ids = [...senders].filter(([, sender]) => sender === memberId).map(([customerId]) => customerId);
    for (const some of chunks(ids, AT_ONCE)) {
      await ctx.db.update(CampaignMember, { campaignId, customerId: In(some), state: 'gets' }, { memberId });
    }
  }
}

const OFFER_CLOSED: Cause = { reason: 'offer-closed', cause: '优惠已关闭' };
