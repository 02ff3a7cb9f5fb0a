import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  addDays,
  addSeconds,
  exactTime,
  fromShanghai,
  shanghaiDate,
  shanghaiDaysBetween,
  shanghaiStamp,
  spokenTime,
  startOfShanghaiDay,
  toShanghai,
} from '../../../../server/kernel/dates.ts';

const at = (time: string): Date => new Date(`${time}:00+08:00`);

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])('on a machine in %s', (zone) => {
  afterEach(() => vi.unstubAllEnvs());

  it('reads and makes Shanghai times', () => {
    vi.stubEnv('TZ', zone);
    const instant = new Date('2026-11-21T17:30:15Z');
    expect(toShanghai(instant)).toEqual({
      year: 2026,
      month: 11,
      day: 22,
      hour: 1,
      minute: 30,
      second: 15,
      weekday: 0,
    });
    expect(fromShanghai(2026, 11, 22, 1, 30, 15)).toEqual(instant);
    expect(shanghaiDate(instant)).toBe('2026-11-22');
    expect(shanghaiStamp(instant)).toBe('11-22 01:30');
    expect(exactTime(instant)).toBe('2026-11-22 01:30');
    expect(startOfShanghaiDay(instant)).toEqual(at('2026-11-22T00:00'));
    expect(startOfShanghaiDay(instant, -1)).toEqual(at('2026-11-21T00:00'));
  });
});

it('rolls over days and hours beyond their range', () => {
  expect(fromShanghai(2026, 12, 32, 24)).toEqual(at('2027-01-02T00:00'));
});

it('counts calendar days, not spans of 24 hours', () => {
  expect(shanghaiDaysBetween(at('2026-11-21T23:59'), at('2026-11-22T00:01'))).toBe(1);
  expect(shanghaiDaysBetween(at('2026-11-22T00:01'), at('2026-11-21T23:59'))).toBe(-1);
  expect(shanghaiDaysBetween(at('2026-11-21T00:00'), at('2026-11-21T23:59'))).toBe(0);
});

it.each([
  ['2026-11-21T14:00', '今天 14:00'],
  ['2026-11-22T09:00', '明天 09:00'],
  ['2026-11-20T09:00', '昨天 09:00'],
  ['2026-11-25T15:00', '11月25日 周三 15:00'],
  ['2027-01-05T09:00', '2027年1月5日 周二 09:00'],
])('says %s as %s', (time, spoken) => {
  expect(spokenTime(at(time), at('2026-11-21T10:00'))).toBe(spoken);
});

it('adds days of 24 hours and seconds', () => {
  expect(addDays(at('2026-11-21T10:00'), 2)).toEqual(at('2026-11-23T10:00'));
  expect(addSeconds(at('2026-11-21T10:00'), 90)).toEqual(new Date('2026-11-21T10:01:30+08:00'));
});
