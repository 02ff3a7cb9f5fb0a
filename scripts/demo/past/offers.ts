import { IsNull, Not } from 'typeorm';
import { CampaignMember } from '../../../entities/campaign.ts';
import { Customer } from '../../../entities/customer.ts';
import { Member } from '../../../entities/member.ts';
import type { Offer } from '../../../entities/offer.ts';
import { approveCampaign } from '../../../server/campaigns/approve-campaign.ts';
import { createCampaign } from '../../../server/campaigns/draft-campaign.ts';
import type { CampaignInput } from '../../../server/campaigns/schemas.ts';
import { addDays, addSeconds, shanghaiDate } from '../../../server/kernel/dates.ts';
import { DomainError } from '../../../server/kernel/errors.ts';
import { claimCoupon } from '../../../server/offers/claim-coupon.ts';
import { createOffer } from '../../../server/offers/create-offer.ts';
import { openOffer } from '../../../server/offers/open-offer.ts';
import { redeemCoupon } from '../../../server/offers/redeem-coupon.ts';
import type { OfferInput } from '../../../server/offers/schemas.ts';
import type { Rule } from '../../../server/rules/rule.ts';
import { createSegment } from '../../../server/segments/save-segment.ts';
import type { Means } from './means.ts';
import { tellDay, work } from './own-accord.ts';

/** Who makes an offer, and when. */
interface Made {
  at: Date;
  who: string;
}

/** A campaign from its offer to its approval; null where nobody has approved it yet. */
interface Planned {
  segment: Made & { name: string; rule: Rule };
  offer: Made & { input: OfferInput };
  draft: Made & { input: Omit<CampaignInput, 'segmentId' | 'offerId'> };
  approved: Made | null;
}

const orders = (atLeast: number): Rule => ({ condition: 'order-count', params: { atLeast, atMost: null } });
const iso = (at: Date): string => at.toISOString();
const DAILY_SECONDS = 86_400;

/** Puts on the agenda the campaign of last month with what came of it, one that waits for approval and one that goes out in two days. */
export function tellOffers(means: Means): void {
  const sentAt = means.calendar.past(21, '10:00');
  const lastMonth = tasting(means, sentAt);
  plan(means, lastMonth, (offer) => {
    tellDay(means, shanghaiDate(sentAt));
    const then = sentAt;
    means.agenda.add({ at: then, happens: () => work(means, then) });
    const evening = addSeconds(sentAt, 12 * 3600);
    means.agenda.add({ at: evening, happens: () => claim(means, offer, evening) });
  });
  plan(means, descaling(means));
  plan(means, grinders(means));
}

function tasting({ calendar }: Means, sendAt: Date): Planned {
  const { past, longAgo, ahead } = calendar;
  return {
    segment: { at: past(25, '10:10'), who: 'gumingyuan', name: '买过两次以上', rule: { all: [orders(2)] } },
    offer: {
      ...{ at: past(25, '10:30'), who: 'gumingyuan' },
      input: {
        ...{ title: '新豆尝鲜 200 克', kind: 'gift', stock: 40, perCustomer: 1, priceOffer: false },
        terms: '送货上门时交给您，一家店一份。',
        ...{ validFrom: iso(longAgo(45, '00:00')), validUntil: iso(ahead(8, '00:00')) },
      },
    },
    draft: {
      ...{ at: past(24, '15:20'), who: 'linyue' },
      input: {
        ...{ title: '新豆尝鲜', sendAt: iso(sendAt), holdoutPercent: 10, allCustomersReason: null },
        text: '新一季的豆子到了。给您留了 200 克尝鲜，想试的话在会员页领一下，送货时带给您。',
      },
    },
    approved: { at: past(23, '09:40'), who: 'gumingyuan' },
  };
}

function descaling({ calendar }: Means): Planned {
  const { past, ahead, longAgo } = calendar;
  return {
    segment: { at: past(2, '10:05'), who: 'hanbing', name: '二部有机器的客户', rule: { all: [orders(1)] } },
    offer: {
      ...{ at: past(2, '10:20'), who: 'hanbing' },
      input: {
        ...{ title: '免费除垢一次', kind: 'service', stock: 30, perCustomer: 1, priceOffer: false },
        terms: '约好时间，工程师上门。',
        ...{ validFrom: iso(longAgo(1, '00:00')), validUntil: iso(ahead(30, '00:00')) },
      },
    },
    draft: {
      ...{ at: past(1, '11:15'), who: 'luokai' },
      input: {
        ...{ title: '入冬除垢', sendAt: iso(ahead(2, '10:00')), holdoutPercent: 10, allCustomersReason: null },
        text: '天冷水硬，机器容易结垢。给您留了一次免费上门除垢，在会员页领了约时间就行。',
      },
    },
    approved: { at: past(1, '16:30'), who: 'hanbing' },
  };
}

function grinders({ calendar }: Means): Planned {
  const { past, ahead, longAgo } = calendar;
  return {
    segment: { at: past(1, '13:40'), who: 'zhouhang', name: '我的老客户', rule: { all: [orders(2)] } },
    offer: {
      ...{ at: past(2, '17:10'), who: 'shenlan' },
      input: {
        ...{ title: '磨豆机 G2 减 500 元', kind: 'discount', stock: 20, perCustomer: 1, priceOffer: true },
        terms: '加购磨豆机 G2 时用，一台一张。',
        ...{ validFrom: iso(longAgo(1, '00:00')), validUntil: iso(ahead(40, '00:00')) },
      },
    },
    draft: {
      ...{ at: past(1, '17:20'), who: 'zhouhang' },
      input: {
        ...{ title: '老客户换磨豆机', sendAt: iso(ahead(3, '10:00')), holdoutPercent: 0, allCustomersReason: null },
        text: '磨豆机用久了刀盘会钝，粗细不匀味道就散了。给您留了一张换新券，需要的话在会员页领。',
      },
    },
    approved: null,
  };
}

function plan(
  { at, agenda }: Means,
  { segment, offer, draft, approved }: Planned,
  then?: (offer: Offer) => void,
): void {
  const made = { segmentId: '', offer: null as Offer | null, campaignId: '' };
  agenda.add(
    {
      at: segment.at,
      happens: () =>
        at(segment.at, segment.who, async (ctx) => void (made.segmentId = (await createSegment(ctx, segment)).id)),
    },
    {
      at: offer.at,
      happens: () =>
        at(offer.at, offer.who, async (ctx) => {
          const { id } = await createOffer(ctx, offer.input);
          made.offer = await openOffer(ctx, id);
        }),
    },
    {
      at: draft.at,
      happens: () =>
        at(draft.at, draft.who, async (ctx) => {
          const input = { ...draft.input, segmentId: made.segmentId, offerId: made.offer?.id ?? '' };
          made.campaignId = (await createCampaign(ctx, input)).id;
        }),
    },
  );
  if (!approved) return;
  agenda.add({
    at: approved.at,
    async happens() {
      await at(approved.at, approved.who, (ctx) => approveCampaign(ctx, made.campaignId));
      if (made.offer) then?.(made.offer);
    },
  });
}

/** Half of those whom it has reached claim it within the next two weeks, and most of these use it. */
async function claim(means: Means, offer: Offer, then: Date): Promise<void> {
  const { at, agenda, random, midnight } = means;
  const reached = await at(then, null, ({ db }) =>
    db.find(CampaignMember, { where: { sentAt: Not(IsNull()) }, order: { customerId: 'ASC' } }),
  );
  for (const { customerId, memberId } of reached) {
    if (!random.chance(0.6)) continue;
    const claimedAt = addSeconds(
      then,
      random.int(0, 9) * DAILY_SECONDS - random.int(1, 11) * 3600 + random.int(0, 3000),
    );
    const usedAt = random.chance(0.65)
      ? addSeconds(addDays(then, random.int(11, 24)), -random.int(4, 11) * 3600 + random.int(0, 3000))
      : null;
    const code = couponCode(random);
    if (claimedAt >= midnight) continue;
    agenda.add({
      at: claimedAt,
      async happens() {
        if (!(await claimOnPage(means, claimedAt, { customerId, offerId: offer.id, code }))) return;
        if (usedAt && usedAt < midnight && memberId)
          agenda.add({ at: usedAt, happens: () => use(means, usedAt, memberId, code) });
      },
    });
  }
}

/** False where the page told him that he cannot now, for instance because of a complaint. */
function claimOnPage(
  { at }: Means,
  then: Date,
  { customerId, ...claimed }: { customerId: string; offerId: string; code: string },
): Promise<boolean> {
  return at(then, null, async (ctx) => {
    const { externalUserId } = await ctx.db.findOneByOrFail(Customer, { id: customerId });
    try {
      await claimCoupon(ctx, { externalUserId: externalUserId ?? '', ...claimed });
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'conflict') return false;
      throw error;
    }
  });
}

async function use({ at }: Means, then: Date, memberId: string, code: string): Promise<void> {
  const { userId } = await at(then, null, ({ db }) => db.findOneByOrFail(Member, { id: memberId }));
  await at(then, userId, (ctx) => redeemCoupon(ctx, code));
}

/** A code as `newCode` makes it, but the same in every run. */
const couponCode = (random: Means['random']): string =>
  Array.from({ length: 10 }, () => random.pick([...'34679ACDEFGHJKMNPQRTUVWXY'])).join('');
