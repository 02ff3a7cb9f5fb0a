import { expect, it } from 'vitest';
import { dealWords, readPrice } from '../../../../../miniprogram/pages/customers/deal.view.ts';
import { at, profile, stage } from '../../views.ts';

it.each([
  ['5.8万', 5_800_000],
  ['58000', 5_800_000],
  [' ¥1,299.50 ', 129_950],
  ['￥58，000', 5_800_000],
  ['3k', 300_000],
  ['5.8 万元', 5_800_000],
  ['', null],
  ['0', null],
  ['0.001', null],
  ['五万八', null],
  ['-5', null],
  ['1e5', null],
])('reads %s as %s fen', (text, fen) => {
  expect(readPrice(text)).toBe(fen);
});

it('tells where the deal stands', () => {
  const deal = { title: '双头机', amountFen: 5_800_000, quotedAt: at(-1) };
  expect(dealWords(profile({ deal })).title).toBe('双头机 · ¥58,000');
  expect(dealWords(profile({ deal })).note).toContain('昨天');
  expect(dealWords(profile())).toEqual({ title: '还没有报价', note: '' });
  expect(dealWords(profile({ stage: stage('won') })).title).toBe('没有在谈的');
});
