import { expect, it } from 'vitest';
import { massCap } from '../../../../scripts/sandbox/mass-policy.ts';

it.each([
  ['month', '2026-11-20T15:42:00+08:00', 30, '2026-11-01T00:00:00+08:00'],
  ['month', '2026-12-01T00:00:00+08:00', 31, '2026-12-01T00:00:00+08:00'],
  ['month', '2026-11-30T23:59:59+08:00', 30, '2026-11-01T00:00:00+08:00'],
  ['month', '2028-02-10T08:00:00+08:00', 29, '2028-02-01T00:00:00+08:00'],
  ['month-4', '2026-11-20T15:42:00+08:00', 4, '2026-11-01T00:00:00+08:00'],
  ['week', '2026-11-20T15:42:00+08:00', 7, '2026-11-16T00:00:00+08:00'],
  ['week', '2026-11-22T23:00:00+08:00', 7, '2026-11-16T00:00:00+08:00'],
  ['week', '2026-11-23T00:00:00+08:00', 7, '2026-11-23T00:00:00+08:00'],
  ['day', '2026-11-20T07:59:00+08:00', 1, '2026-11-20T00:00:00+08:00'],
] as const)('by the %s at %s it is %i since %s', (policy, now, most, since) => {
  expect(massCap(policy, 'monday', Date.parse(now))).toEqual({ most, since: Date.parse(since) });
});

it.each([
  ['sunday', '2026-11-22T00:00:00+08:00'],
  ['last-7-days', '2026-11-17T07:59:00+08:00'],
] as const)('a week may begin otherwise: %s', (weekStart, since) => {
  expect(massCap('week', weekStart, Date.parse('2026-11-24T07:59:00+08:00'))).toEqual({
    most: 7,
    since: Date.parse(since),
  });
});
