import { describe, expect, it } from 'vitest';
import { price, shortMoney } from '../../../miniprogram/money.view.ts';

describe('money', () => {
  it.each([
    [936_000, '¥9,360'],
    [936_050, '¥9,360.50'],
    [5, '¥0.05'],
    [0, '¥0'],
    [123_456_789_00, '¥123,456,789'],
    [-2_000_00, '−¥2,000'],
  ])('%i fen cost %s', (fen, said) => {
    expect(price(fen)).toBe(said);
  });

  it.each([
    [999_999, '¥9,999.99', ''],
    [5_800_000, '5.8', '万'],
    [6_000_000, '6', '万'],
    [38_600_000, '38.6', '万'],
    [123_400_000, '123', '万'],
  ])('%i fen are short %s %s', (fen, figure, unit) => {
    expect(shortMoney(fen)).toEqual({ figure, unit });
  });
});
