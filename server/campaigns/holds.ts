import { In, IsNull } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Coupon, Offer } from '../../entities/offer.ts';
import { addDays, fromShanghai, toShanghai } from '../kernel/dates.ts';
import type { Held, Hold } from '../touches/hold.ts';

/** How many price offers one customer is made in a quarter; default of a later setting. */
export const PRICE_OFFERS_A_QUARTER = 2;
/** Two campaigns do not reach one customer within so many days. */
const DAYS_APART = 3;

/** Who has had enough price offers this quarter, those planned among them; nobody where the offer does not lower a price. */
export const priceOfferHold =
  (campaign: Pick<Campaign, 'id'>, offer: Pick<Offer, 'priceOffer'>): Hold =>
  async ({ db }, { customerIds, at }) => {
    if (!offer.priceOffer) return new Map();
    const { from, until } = quarterOf(at);
    const rows = await db
      .createQueryBuilder(CampaignMember, 'm')
      .innerJoin(Campaign, 'k', 'k.id = m.campaignId')
      .innerJoin(Offer, 'o', 'o.id = k.offerId')
      .where(`m.customerId IN (:...customerIds) AND m.state = 'gets' AND k.id <> :id`, { customerIds, id: campaign.id })
      .andWhere(`k.status IN ('approved', 'sending', 'done') AND k.sendAt >= :from AND k.sendAt < :until`)
      .andWhere('o.priceOffer = :yes', { from, until, yes: true })
      .getMany();
    const made = new Map<string, number>();
    for (const { customerId } of rows) made.set(customerId, (made.get(customerId) ?? 0) + 1);
    return new Map(customerIds.filter((id) => (made.get(id) ?? 0) >= PRICE_OFFERS_A_QUARTER).map((id) => [id, ENOUGH]));
  };

/** Who has claimed as many of this offer as one may. */
export const claimedHold =
  ({ id: offerId, perCustomer }: Pick<Offer, 'id' | 'perCustomer'>): Hold =>
  async ({ db }, { customerIds }) => {
    const coupons = await db.find(Coupon, {
      select: { id: true, customerId: true },
      where: { offerId, customerId: In([...customerIds]) },
    });
    const claimed = (id: string): number => coupons.filter(({ customerId }) => customerId === id).length;
    const holders = [...new Set(coupons.map(({ customerId }) => customerId))];
    return new Map(holders.filter((id) => claimed(id) >= perCustomer).map((id) => [id, CLAIMED]));
  };

/** Whom another campaign is on its way to, so close that the ledger, which knows what has arrived, would tell too late. */
export const otherCampaignHold =
  (campaign: Pick<Campaign, 'id'>, statuses: Campaign['status'][]): Hold =>
  async ({ db }, { customerIds, at }) => {
    const rows = await db
      .createQueryBuilder(CampaignMember, 'm')
      .innerJoin(Campaign, 'k', 'k.id = m.campaignId')
      .where(`m.customerId IN (:...customerIds) AND m.state = 'gets'`, { customerIds })
      .andWhere({ sentAt: IsNull() })
      .andWhere('k.id <> :id AND k.status IN (:...statuses)', { id: campaign.id, statuses })
      .andWhere('k.sendAt > :from AND k.sendAt < :until', {
        from: addDays(at, -DAYS_APART),
        until: addDays(at, DAYS_APART),
      })
      .getMany();
    return new Map(rows.map(({ customerId }) => [customerId, OTHER]));
  };

function quarterOf(at: Date): { from: Date; until: Date } {
  const { year, month } = toShanghai(at);
  const first = month - ((month - 1) % 3);
  return { from: fromShanghai(year, first, 1), until: fromShanghai(year, first + 3, 1) };
}

const because = (reason: string, cause: string): Held => ({ reason, cause, sentence: `${cause}，这次不发。` });

const ENOUGH = because('price-offers', `本季价格优惠已满 ${PRICE_OFFERS_A_QUARTER} 次`);
const CLAIMED = because('claimed', '这份优惠已经领过');
const OTHER = because('other-campaign', `${DAYS_APART} 天内另有一场活动`);
