import { describe, expect, it } from 'vitest';
import {
  clockStamp,
  clockTime,
  daysBetween,
  distance,
  spokenDay,
  spokenSpan,
  spokenTime,
  startOfDay,
  toIso,
} from '../../../miniprogram/time.view.ts';

// The runner's own zone is New York: every figure here would differ if the machine's zone were read.
const NOW = '2026-11-23T01:12:00Z';

describe('a time on the pages', () => {
  it('is the one in Shanghai', () => {
    expect([clockTime(NOW), clockStamp(NOW)]).toEqual(['9:12', '09:12']);
  });

  it.each([
    ['2026-11-23T06:00:00Z', '今天 14:00'],
    ['2026-11-23T16:00:00Z', '明天 0:00'],
    ['2026-11-22T15:59:00Z', '昨天 23:59'],
    ['2026-11-25T07:00:00Z', '周三 15:00'],
    ['2026-11-29T07:00:00Z', '周日 15:00'],
    ['2026-11-30T02:00:00Z', '11月30日 10:00'],
    ['2026-11-20T02:00:00Z', '11月20日 10:00'],
    ['2027-01-04T02:00:00Z', '2027年1月4日 10:00'],
  ])('%s is said as %s', (instant, said) => {
    expect(spokenTime(instant, NOW)).toBe(said);
  });

  it('says only the day where the hour does not matter', () => {
    expect(spokenDay('2026-11-26T15:59:00Z', NOW)).toBe('周四');
  });

  it('changes its day at midnight in Shanghai', () => {
    expect([daysBetween(NOW, '2026-11-23T15:59:59Z'), daysBetween(NOW, '2026-11-23T16:00:00Z')]).toEqual([0, 1]);
    expect(toIso(startOfDay(NOW, 1))).toBe('2026-11-23T16:00:00.000Z');
  });
});

describe('the distance of a time', () => {
  it.each([
    ['2026-11-23T02:00:00Z', '48 分后'],
    ['2026-11-23T01:12:20Z', '现在'],
    ['2026-11-23T00:52:00Z', '晚了 20 分'],
    ['2026-11-22T23:00:00Z', '晚了 2 小时'],
    ['2026-11-23T02:12:00Z', null],
    ['2026-11-22T15:00:00Z', null],
  ])('of %s is %s', (instant, said) => {
    expect(distance(instant, NOW)).toBe(said);
  });
});

describe('a span', () => {
  it.each([
    ['2026-11-23T00:00:00Z', '0 天'],
    ['2026-10-25T00:00:00Z', '29 天'],
    ['2026-06-23T00:00:00Z', '5 个月'],
    ['2023-11-23T00:00:00Z', '3 年'],
    ['2023-09-23T00:00:00Z', '3 年 2 月'],
    ['2023-09-24T00:00:00Z', '3 年 1 月'],
  ])('since %s is %s', (from, said) => {
    expect(spokenSpan(from, NOW)).toBe(said);
  });
});
