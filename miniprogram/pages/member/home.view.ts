import type { ClaimableView, CouponView, OwnPage } from '../../api/client.ts';
import { millis, spokenDay, wallTime } from '../../time.view.ts';

/** How the page greets: on a birthday with that, else by the hour. */
export function greeting({ name, birthday, now }: Pick<OwnPage, 'name' | 'birthday' | 'now'>): string {
  const { hour } = wallTime(now);
  const byHour = hour < 5 || hour >= 18 ? '晚上好' : hour < 11 ? '早上好' : hour < 13 ? '中午好' : '下午好';
  return `${name}，${birthday ? '生日快乐' : byHour}。`;
}

/** How long he has been a customer, or a welcome. */
export const togetherWords = ({ together, company }: Pick<OwnPage, 'together' | 'company'>): string =>
  together
    ? `您和${company ?? '我们'}在一起的第 ${together.year} 年 ${together.day} 天`
    : `欢迎您常来${company ?? '坐坐'}`;

/** A ticket as it is drawn: a coupon in hand, or one to be claimed. */
export interface Slip {
  /** The coupon's id, or the offer's where it has yet to be claimed. */
  id: string;
  claimed: boolean;
  /** Large on the stub, e.g. 8 折 or 赠品. */
  value: string;
  unit: string;
  /** Below it. */
  note: string;
  title: string;
  terms: string;
  until: string;
  /** Gifts are persimmon, price offers ink. */
  gift: boolean;
  /** The one that is filled. */
  first: boolean;
  code: string;
}

/** What he can use first, then what he can claim. */
export function slips({ coupons, claimable, now }: Pick<OwnPage, 'coupons' | 'claimable' | 'now'>): Slip[] {
  const own = coupons
    .filter(({ status }) => status === 'claimed')
    .map((coupon) => ({ ...slipOf(coupon, now), claimed: true, code: coupon.code, note: '已领，待用' }));
  const open = claimable.map((offer) => ({
    ...slipOf(offer, now),
    ...{ claimed: false, code: '', note: offer.left === null ? '可以领' : `还剩 ${offer.left} 份` },
  }));
  const all = [...own, ...open];
  const first = all.find(({ gift, claimed }) => gift && !claimed) ?? all.find(({ gift }) => gift);
  return all.map((slip) => ({ ...slip, first: slip === first }));
}

function slipOf(offer: CouponView | ClaimableView, now: string): Omit<Slip, 'claimed' | 'code' | 'note' | 'first'> {
  const { id, title, terms, kind, priceOffer, validUntil } = offer;
  const off = kind.code === 'discount' ? /(\d+(?:\.\d+)?)\s*折/.exec(title) : null;
  return {
    ...{ id, title, terms, until: untilWords(validUntil, now) },
    ...(off ? { value: off[1] ?? '', unit: '折' } : { value: kind.name, unit: '' }),
    gift: !priceOffer,
  };
}

/** Until when it is good: the last day that is whole, else the hour of the last one. */
export function untilWords(validUntil: string, now: string): string {
  const { hour, minute } = wallTime(validUntil);
  if (hour === 0 && minute === 0) return `到 ${spokenDay(millis(validUntil) - 1, now)}`;
  return `到 ${spokenDay(validUntil, now)} ${hour}:${String(minute).padStart(2, '0')}`;
}

/** A code in groups of four, as it is read out. */
export const spacedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');

/** What became of the coupons that are of no use any more. */
export const pastCoupons = ({
  coupons,
  now,
}: Pick<OwnPage, 'coupons' | 'now'>): { id: string; title: string; fate: string }[] =>
  coupons
    .filter(({ status }) => status !== 'claimed')
    .map(({ id, title, redeemedAt, validUntil }) => ({
      ...{ id, title },
      fate: redeemedAt ? `${spokenDay(redeemedAt, now)}用了` : `${spokenDay(validUntil, now)}过期`,
    }));

/** How a matter of his stands. */
export function progress(
  { kind, openedAt, settledAt, by }: OwnPage['tickets'][number],
  now: string,
): { title: string; text: string } {
  if (settledAt) return { title: `${kind} · 办好了`, text: `${spokenDay(settledAt, now)}办好，有不对的请跟${by}说` };
  return { title: `${kind} · 在办`, text: `${spokenDay(openedAt, now)}收到，${by}在跟进` };
}

/** What each of the people is to him. */
export const KEEPER_WORDS: Record<OwnPage['keepers'][number]['lane'], string> = {
  sales: '照应您的人',
  service: '给您做售后',
};

/** What he may choose to get, in the order of the page. */
export const WISHES: readonly { purpose: keyof OwnPage['consents']; name: string; off: string }[] = [
  { purpose: 'care', name: '生日和节日问候', off: '关了，我们不再发' },
  { purpose: 'offer', name: '优惠活动', off: '关了，我们不再发，券也先不领' },
];

/** How many he has, and how many are to be had. */
export function slipsWords(all: readonly Slip[]): string {
  const own = all.filter(({ claimed }) => claimed).length;
  return [own > 0 && `${own} 张能用`, all.length > own && `${all.length - own} 张能领`].filter(Boolean).join('，');
}

/** The three figures at the top. */
export const summary = (
  page: Pick<OwnPage, 'coupons' | 'claimable' | 'now' | 'tickets' | 'orderCount'>,
): { name: string; figure: number; unit: string }[] => [
  { name: '可用的券', figure: slips(page).length, unit: '张' },
  { name: '正在办的事', figure: page.tickets.filter(({ settledAt }) => settledAt === null).length, unit: '件' },
  { name: '买过', figure: page.orderCount, unit: '次' },
];
