import { describe, expect, it } from 'vitest';
import type { ClaimableView, CouponView } from '../../../../../miniprogram/api/client.ts';
import {
  greeting,
  pastCoupons,
  progress,
  slips,
  slipsWords,
  spacedCode,
  summary,
  togetherWords,
  untilWords,
} from '../../../../../miniprogram/pages/member/home.view.ts';
import { at, NOW } from '../../views.ts';

const offer = (parts: Partial<ClaimableView> = {}): ClaimableView => ({
  ...{ id: 'O1', title: '清洁粉 1 盒', kind: { code: 'gift', name: '赠品' }, terms: '门店自取' },
  ...{ priceOffer: false, validUntil: at(10, '00:00'), left: null, ...parts },
});
const coupon = (parts: Partial<CouponView> = {}): CouponView => {
  const { left: _, ...facts } = offer();
  return { ...facts, id: 'K1', code: '7KQ4MXW3HT', status: 'claimed', claimedAt: at(-1), redeemedAt: null, ...parts };
};

it.each([
  ['04:59', false, '林晓彤，晚上好。'],
  ['05:00', false, '林晓彤，早上好。'],
  ['11:00', false, '林晓彤，中午好。'],
  ['13:00', false, '林晓彤，下午好。'],
  ['18:00', false, '林晓彤，晚上好。'],
  ['18:00', true, '林晓彤，生日快乐。'],
])('greets at %s', (clock, birthday, words) => {
  expect(greeting({ name: '林晓彤', birthday, now: at(0, clock) })).toBe(words);
});

it('says how long it has been, or welcomes who has bought nothing yet', () => {
  expect(togetherWords({ company: '禾木咖啡', together: { year: 2, day: 143 } })).toBe(
    '您和禾木咖啡在一起的第 2 年 143 天',
  );
  expect(togetherWords({ company: null, together: null })).toBe('欢迎您常来坐坐');
});

describe('tickets', () => {
  const discount = { title: '刀盘焕新 8.5 折', kind: { code: 'discount' as const, name: '折扣' }, priceOffer: true };

  it('stand with what is in hand first, and one gift filled', () => {
    const all = slips({
      now: NOW,
      coupons: [coupon(), coupon({ id: 'K2', status: 'redeemed' }), coupon({ id: 'K3', status: 'expired' })],
      claimable: [offer({ id: 'O2', ...discount, left: 20 }), offer(), offer({ id: 'O3' })],
    });
    expect(all.map(({ id, value, unit, note, gift, first }) => [id, value, unit, note, gift, first])).toEqual([
      ['K1', '赠品', '', '已领，待用', true, false],
      ['O2', '8.5', '折', '还剩 20 份', false, false],
      ['O1', '赠品', '', '可以领', true, true],
      ['O3', '赠品', '', '可以领', true, false],
    ]);
    expect(slipsWords(all)).toBe('1 张能用，3 张能领');
    expect(slipsWords(all.slice(0, 1))).toBe('1 张能用');
  });

  it('never fill a price offer', () => {
    const all = slips({ now: NOW, coupons: [], claimable: [offer({ ...discount, title: '老友价' })] });
    expect(all).toMatchObject([{ value: '折扣', unit: '', gift: false, first: false }]);
  });

  it('say the last day on which they are good, and an hour where they end within a day', () => {
    expect(untilWords(at(10, '00:00'), NOW)).toBe('到 12月2日');
    expect(untilWords(at(0, '18:05'), NOW)).toBe('到 今天 18:05');
  });

  it('have codes that can be read out', () => {
    expect(spacedCode('7KQ4MXW3HT')).toBe('7KQ4 MXW3 HT');
  });

  it('that are gone say when', () => {
    const coupons = [
      coupon(),
      coupon({ id: 'K2', status: 'redeemed', redeemedAt: at(-1) }),
      coupon({ id: 'K3', status: 'expired', validUntil: at(-5) }),
    ];
    expect(pastCoupons({ coupons, now: NOW }).map(({ fate }) => fate)).toEqual(['昨天用了', '11月18日过期']);
  });
});

it('says how a matter stands, and counts what is open', () => {
  const open = { number: '1122-01', kind: '您的报修', openedAt: at(-1), settledAt: null, by: '周航' };
  const settled = { ...open, settledAt: at(0, '08:00') };
  expect(progress(open, NOW)).toEqual({ title: '您的报修 · 在办', text: '昨天收到，周航在跟进' });
  expect(progress(settled, NOW)).toEqual({ title: '您的报修 · 办好了', text: '今天办好，有不对的请跟周航说' });
  const figures = summary({ now: NOW, coupons: [coupon()], claimable: [], tickets: [open, settled], orderCount: 7 });
  expect(figures.map(({ figure }) => figure)).toEqual([1, 1, 7]);
});
