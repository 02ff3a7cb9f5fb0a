import type { CounterCouponView } from '../../api/client.ts';
import { clockTime, wallTime } from '../../time.view.ts';

/** A code as it is read aloud: K7M4X Q9TPA. */
export const spacedCode = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1 ');

/** Whether what was typed can be a code at all: ten signs, however they are set apart. */
export const looksWhole = (typed: string): boolean => typed.replace(/[\s-]/g, '').length === 10;

const stamp = (instant: string): string => {
  const { month, day } = wallTime(instant);
  return `${month}月${day}日 ${clockTime(instant)}`;
};

/** What may be done with a coupon, and the sentence that says so. */
export function couponState(
  {
    status,
    redeemedAt,
    redeemedBy,
    validUntil,
  }: Pick<CounterCouponView, 'status' | 'redeemedAt' | 'redeemedBy' | 'validUntil'>,
  justNow = false,
): {
  good: boolean;
  name: string;
  tone: 'ok' | 'warn' | 'outline';
  sentence: string;
} {
  if (status === 'redeemed' && justNow) {
    return { good: false, name: '已核销', tone: 'ok', sentence: '核销好了，可以给客户了。' };
  }
  if (status === 'redeemed') {
    const by = redeemedBy ? `，${redeemedBy}核销的` : '';
    return {
      good: false,
      name: '用过了',
      tone: 'outline',
      sentence: `${redeemedAt ? stamp(redeemedAt) : ''}${by}。一张券只能用一次。`,
    };
  }
  if (status === 'expired') {
    return { good: false, name: '过期了', tone: 'warn', sentence: `${stamp(validUntil)} 到期，不能再用。` };
  }
  return { good: true, name: '能用', tone: 'ok', sentence: '核对好客户再核销，核销后不能撤回。' };
}
