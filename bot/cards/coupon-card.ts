import { exactTime } from '../../server/kernel/dates.ts';
import { OFFER_KINDS } from '../../server/offers/present.ts';
import type { Redeemed } from '../../server/offers/redeem-coupon.ts';
import type { Answer } from '../answer.ts';

/** Says what the customer gets now; a text where the member may not see him, since there is nothing to press. */
export function redeemedCard({ coupon, offer, customerName, customer }: Redeemed): Answer {
  const title = `已核销：${offer.title}`;
  const rows = [
    { name: '客户', value: customerName },
    { name: '优惠', value: OFFER_KINDS[offer.kind] },
    { name: '领取', value: exactTime(coupon.claimedAt) },
    ...(offer.terms ? [{ name: '说明', value: offer.terms }] : []),
  ];
  if (!customer) return [title, ...rows.map(({ name, value }) => `${name}：${value}`)].join('\n');
  return {
    title,
    ...(customer.company && { description: customer.company }),
    rows,
    buttons: [
      { text: '看客户', line: `查 #${customer.id}` },
      { text: '时间线', line: `时间线 #${customer.id}` },
    ],
  };
}
