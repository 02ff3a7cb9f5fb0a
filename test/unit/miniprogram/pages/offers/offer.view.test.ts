import { describe, expect, it } from 'vitest';
import {
  lastDay,
  newOffer,
  offerEnd,
  offerFaults,
  offerInput,
  offerLine,
  offerLook,
  offerState,
  type OfferForm,
} from '../../../../../miniprogram/pages/offers/offer.view.ts';
import { couponState, looksWhole, spacedCode } from '../../../../../miniprogram/pages/offers/redeem.view.ts';
import type { OfferView } from '../../../../../miniprogram/api/client.ts';
import { at, NOW, offerView } from '../../views.ts';

it('draws gifts and services in persimmon, and never what lowers a price', () => {
  expect(offerLook('gift', false)).toEqual({ icon: 'gift', tone: 'shi' });
  expect(offerLook('service', false).tone).toBe('shi');
  expect(offerLook('service', true).tone).toBe('ink');
  expect(offerLook('discount', true)).toEqual({ icon: 'ticket-percent', tone: 'ink' });
  expect(offerLook('early', false).tone).toBe('ink');
});

it('names the last day on which it is good, not the midnight after it', () => {
  expect(lastDay('2026-12-31T16:00:00.000Z', NOW)).toBe('12月31日');
  expect(lastDay('2027-01-31T16:00:00.000Z', NOW)).toBe('2027年1月31日');
  expect(offerLine(offerView({ perCustomer: 2 }), NOW)).toBe('服务 · 每人限 2 · 用到 12月22日');
});

it.each<[Partial<OfferView>, string]>([
  [{}, '开放中'],
  [{ status: 'draft' }, '没开放'],
  [{ status: 'closed' }, '已关闭'],
  [{ stock: 5, issued: 5 }, '领完了'],
  [{ validUntil: NOW }, '已过期'],
])('%j is %s', (parts, name) => {
  expect(offerState(offerView(parts), NOW).name).toBe(name);
});

describe('a new offer', () => {
  const form = (parts: Partial<OfferForm> = {}): OfferForm => ({ ...newOffer(), title: '清洁粉', ...parts });

  it.each<[Partial<OfferForm>, string[]]>([
    [{}, []],
    [{ title: ' ' }, ['title']],
    [{ stock: '0' }, ['stock']],
    [{ stock: '1.5' }, ['stock']],
    [{ stock: ' 20 ' }, []],
    [{ perCustomer: '' }, ['perCustomer']],
    [{ perCustomer: '101' }, ['perCustomer']],
    [{ days: '0' }, ['days']],
    [{ days: '731' }, ['days']],
  ])('with %j lacks %j', (parts, fields) => {
    expect(Object.keys(offerFaults(form(parts)))).toEqual(fields);
  });

  it('lasts to the end of its last day, unlimited unless said otherwise', () => {
    expect(offerEnd(form({ days: '3' }), NOW)).toBe(Date.parse(at(4, '00:00')));
    expect(offerEnd(form({ days: '' }), NOW)).toBeNull();
    expect(offerInput(form(), NOW)).toMatchObject({ stock: null, validFrom: NOW, priceOffer: false });
    expect(offerInput(form({ kind: 'discount', stock: '20' }), NOW)).toMatchObject({ stock: 20, priceOffer: true });
  });
});

describe('at the counter', () => {
  const coupon = { status: 'claimed', redeemedAt: null, redeemedBy: null, validUntil: at(3) } as const;

  it('reads a code aloud, and knows one that is not whole', () => {
    expect(spacedCode('K7M4XQ9TPA')).toBe('K7M4X Q9TPA');
    expect([looksWhole(' k7m4x-q9tpa '), looksWhole('K7M4X')]).toEqual([true, false]);
  });

  it('says what has become of a coupon', () => {
    expect(couponState(coupon)).toMatchObject({ good: true, name: '能用' });
    const used = { ...coupon, status: 'redeemed', redeemedAt: at(0, '11:05'), redeemedBy: '周航' } as const;
    expect(couponState(used)).toMatchObject({
      good: false,
      sentence: '11月23日 11:05，周航核销的。一张券只能用一次。',
    });
    expect(couponState(used, true)).toMatchObject({ good: false, name: '已核销' });
    expect(couponState({ ...coupon, status: 'expired' })).toMatchObject({ good: false, name: '过期了' });
  });
});
