import { createHash } from 'node:crypto';
import type { Campaign, CampaignMember } from '../../entities/campaign.ts';
import type { Customer } from '../../entities/customer.ts';
import type { Offer } from '../../entities/offer.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Rule } from '../rules/rule.ts';
import { findSegment } from '../segments/find-segments.ts';
import { pageSegment } from '../segments/page-segment.ts';
import { complaintHold } from '../tickets/complaint-hold.ts';
import { mayTouchMany } from '../touches/guard.ts';
import type { Hold } from '../touches/hold.ts';
import { claimedHold, otherCampaignHold, priceOfferHold } from './holds.ts';
import { senderHold, sendersOf } from './senders.ts';

/** Customers who are decided on at once. */
export const PAGE = 500;
/** In a smaller company a segment may well hold everybody. */
const EVERYBODY_FROM = 20;

/** One customer of a campaign's segment, and what it means for him. */
export type Planned = Pick<CampaignMember, 'customerId' | 'state' | 'reason' | 'detail' | 'memberId'> & {
  name: string;
};

/** A campaign's segment, cut into who gets it, who is held out and who is left out. */
export interface Audience {
  segmentName: string;
  planned: Planned[];
  /** The segment holds every customer in sight. */
  everybody: boolean;
}

/** What the touches of a campaign belong to in the ledger. */
export const sourceOf = ({ id }: Pick<Campaign, 'id'>): string => `campaign:${id}`;

/** The rules that keep a campaign from a customer, besides those for every message. */
export const holdsOf = (campaign: Campaign, offer: Offer, others: Campaign['status'][]): Hold[] => [
  complaintHold,
  claimedHold(offer),
  priceOfferHold(campaign, offer),
  otherCampaignHold(campaign, others),
];

/** Decides for each customer of the segment whom the actor may see, without keeping it. */
export async function planAudience(ctx: ReadCtx, campaign: Campaign, offer: Offer): Promise<Audience> {
  const { name: segmentName, rule } = await segmentOf(ctx, campaign);
  const planned: Planned[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { customers, next }: Awaited<ReturnType<typeof nextOfSegment>> = await nextOfSegment(ctx, rule, after);
    planned.push(...(await decide(ctx, campaign, offer, customers)));
    after = next;
  }
  return { segmentName, planned, everybody: await meansEverybody(ctx, campaign, planned.length) };
}

/** The segment of a campaign, everybody where it has none. */
export async function segmentOf(ctx: ReadCtx, { segmentId }: Campaign): Promise<{ name: string; rule: Rule }> {
  return segmentId === null ? { name: '全部客户', rule: { all: [] } } : findSegment(ctx, segmentId);
}

/** The next customers of a campaign's segment whom the actor may see, in the order of their ids; null at the end. */
export const nextOfSegment = (
  ctx: ReadCtx,
  rule: Rule,
  after: string,
): Promise<{ customers: Customer[]; next: string | null }> =>
  pageSegment(ctx, rule, { after: after || null, limit: PAGE });

/** Whether a segment of this size holds every customer whom the actor may see. */
export async function meansEverybody(ctx: ReadCtx, { segmentId }: Campaign, size: number): Promise<boolean> {
  if (segmentId === null) return true;
  return size >= EVERYBODY_FROM && size === (await visibleCustomers(ctx).getCount());
}

/** Decides for each of some customers: he gets it, is held out, or is left out and why. */
export async function decide(
  ctx: ReadCtx,
  campaign: Campaign,
  offer: Offer,
  customers: readonly Customer[],
): Promise<Planned[]> {
  const senders = await sendersOf(ctx, customers);
  const verdicts = await mayTouchMany(
    ctx,
    { customerIds: customers.map(({ id }) => id), kind: 'offer', at: campaign.sendAt, source: sourceOf(campaign) },
    [senderHold(senders), ...holdsOf(campaign, offer, ['approved', 'sending'])],
  );
  return customers.map(({ id: customerId, name }) => {
    const verdict = verdicts.get(customerId);
    const planned = { customerId, name, memberId: senders.get(customerId) ?? null, reason: null, detail: null };
    if (verdict && !verdict.ok) {
      return { ...planned, state: 'left-out', reason: verdict.reason, detail: verdict.cause };
    }
    return { ...planned, state: isHeldOut(campaign, customerId) ? 'holdout' : 'gets' };
  });
}

/** Draws the hold-out group: as good as by chance, and the same each time one looks. */
export function isHeldOut(
  { id, holdoutPercent }: Pick<Campaign, 'id' | 'holdoutPercent'>,
  customerId: string,
): boolean {
  const draw = createHash('sha256').update(`${id}:${customerId}`).digest().readUInt32BE(0);
  return draw % 100 < holdoutPercent;
}
