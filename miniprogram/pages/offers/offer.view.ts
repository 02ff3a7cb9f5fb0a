import type { OfferView } from '../../api/client.ts';
import type { IconName } from '../../icons/icons.ts';
import { DAY_MS, startOfDay, toIso, wallTime } from '../../time.view.ts';

/** A kind of offer by its code. */
export type OfferKind = OfferView['kind']['code'];

/** The kinds in the order in which they are thought of: what lowers no price comes first. */
export const KINDS: readonly { code: OfferKind; name: string }[] = [
  { code: 'gift', name: '赠品' },
  { code: 'service', name: '服务' },
  { code: 'early', name: '优先' },
  { code: 'discount', name: '折扣' },
];

const ICONS: Record<OfferKind, IconName> = {
  gift: 'gift',
  service: 'wrench',
  early: 'clock',
  discount: 'ticket-percent',
};

/** How an offer is drawn: persimmon is for gifts and services alone, and never for what lowers a price. */
export function offerLook(kind: OfferKind, priceOffer: boolean): { icon: IconName; tone: 'shi' | 'ink' } {
  return { icon: ICONS[kind], tone: !priceOffer && (kind === 'gift' || kind === 'service') ? 'shi' : 'ink' };
}

/** The last day on which it is good for something: 12月31日, with the year when it is another one. */
export function lastDay(validUntil: string, now: string): string {
  const { year, month, day } = wallTime(new Date(validUntil).getTime() - 1);
  return `${year === wallTime(now).year ? '' : `${year}年`}${month}月${day}日`;
}

/** An offer's second line: what it is, how many one may have, until when. */
export const offerLine = (
  { kind, perCustomer, validUntil }: Pick<OfferView, 'kind' | 'perCustomer' | 'validUntil'>,
  now: string,
): string => `${kind.name} · 每人限 ${perCustomer} · 用到 ${lastDay(validUntil, now)}`;

/** Where an offer stands, as a tag. */
export function offerState(
  { status, stock, issued, validUntil }: Pick<OfferView, 'status' | 'stock' | 'issued' | 'validUntil'>,
  now: string,
): { name: string; tone: 'ok' | 'warn' | 'outline' } {
  if (new Date(validUntil) <= new Date(now)) return { name: '已过期', tone: 'outline' };
  if (status === 'closed') return { name: '已关闭', tone: 'outline' };
  if (status === 'draft') return { name: '没开放', tone: 'warn' };
  return stock !== null && issued >= stock ? { name: '领完了', tone: 'warn' } : { name: '开放中', tone: 'ok' };
}

/** What a manager types of a new offer; numbers as typed. */
export interface OfferForm {
  title: string;
  kind: OfferKind;
  terms: string;
  /** Empty for as many as are wanted. */
  stock: string;
  perCustomer: string;
  days: string;
  priceOffer: boolean;
}

/** A form before anything is typed. */
export const newOffer = (): OfferForm => ({
  ...{ title: '', kind: 'gift', terms: '', stock: '', perCustomer: '1', days: '30', priceOffer: false },
});

const whole = (typed: string): number | null => (/^\d{1,7}$/.test(typed.trim()) ? Number(typed.trim()) : null);

/** What is wrong with the form, by field; empty where nothing is. */
export function offerFaults({ title, stock, perCustomer, days }: OfferForm): Partial<Record<keyof OfferForm, string>> {
  const between = (typed: string, most: number): boolean => {
    const value = whole(typed);
    return value !== null && value >= 1 && value <= most;
  };
  return {
    ...(title.trim() === '' ? { title: '优惠要有名字。' } : {}),
    ...(stock.trim() !== '' && !between(stock, 1_000_000) ? { stock: '库存写 1 到 100 万，不限就空着。' } : {}),
    ...(between(perCustomer, 100) ? {} : { perCustomer: '每人限领写 1 到 100。' }),
    ...(between(days, 730) ? {} : { days: '有效天数写 1 到 730。' }),
  };
}

/** Midnight after the last day, in milliseconds; null while the days are none. */
export function offerEnd({ days }: Pick<OfferForm, 'days'>, now: string): number | null {
  const value = whole(days);
  return value === null || value < 1 ? null : startOfDay(now) + (value + 1) * DAY_MS;
}

/** The form as the server takes it; for a form without faults. */
export function offerInput(form: OfferForm, now: string) {
  return {
    ...{ title: form.title.trim(), kind: form.kind, terms: form.terms.trim() },
    stock: whole(form.stock),
    perCustomer: whole(form.perCustomer) ?? 1,
    validFrom: toIso(new Date(now).getTime()),
    validUntil: toIso(offerEnd(form, now) ?? 0),
    priceOffer: form.priceOffer || form.kind === 'discount',
  };
}
