import { describe, expect, it } from 'vitest';
import {
  clockSeconds,
  dayKey,
  instantOf,
  onDay,
  spokenTime,
  stamp,
  weekday,
} from '../../../../../scripts/sandbox/console/time.view.ts';

// The runner's own zone is New York: every figure here would differ if the machine's zone were read.
const NOW = '2026-11-20T07:42:07.000Z';

describe('Shanghai times', () => {
  it('shows an instant as Shanghai sees it', () => {
    expect([stamp(NOW), clockSeconds(NOW), weekday(NOW)]).toEqual(['11-20 15:42', '15:42:07', '周五']);
  });

  it('begins a day at midnight in Shanghai', () => {
    expect([dayKey('2026-11-20T15:59:59Z'), dayKey('2026-11-20T16:00:00Z')]).toEqual(['2026-11-20', '2026-11-21']);
  });

  it.each([
    ['2026-11-20T01:00:00Z', '今天 09:00'],
    ['2026-11-19T15:59:00Z', '昨天 23:59'],
    ['2026-11-18T07:31:00Z', '11月18日 15:31'],
    ['2025-12-31T16:00:00Z', '1月1日 00:00'],
    ['2025-12-31T15:59:00Z', '2025年12月31日 23:59'],
    ['2026-11-21T01:00:00Z', '11月21日 09:00'],
  ])('says %s as %s', (instant, said) => {
    expect(spokenTime(instant, NOW)).toBe(said);
  });
});

describe('a date and time typed in', () => {
  it('means that time in Shanghai', () => {
    expect(instantOf('2026-11-25', '14:45')).toBe(Date.parse('2026-11-25T06:45:00Z'));
  });

  it.each([
    ['', '14:45'],
    ['2026-11-25', ''],
    ['2026-02-30', '09:00'],
    ['2026-13-01', '09:00'],
    ['2026-11-25', '25:00'],
    ['26-11-25', '09:00'],
  ])('is nothing when it is %j %j', (date, time) => {
    expect(instantOf(date, time)).toBeNull();
  });

  it('counts days over the end of a year', () => {
    expect(stamp(onDay(Date.parse('2026-12-31T15:00:00Z'), 1, '09:00'))).toBe('01-01 09:00');
  });
});
