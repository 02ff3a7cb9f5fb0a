import { expect, it } from 'vitest';
import { rhythmOf } from '../../../../server/customers/rhythm.ts';

const NOW = new Date('2026-11-21T02:00:00.000Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const dot = (days: number, kind: 'value' | 'greeting' | 'order' = 'value') => ({ at: daysAgo(days), kind });

const customer = (last: number | null, stage: 'lead' | 'quoted' | 'won' = 'won') => ({
  stage,
  lastFollowedUpAt: last === null ? null : daysAgo(last),
  createdAt: daysAgo(40),
});

it.each([
  ['his own rhythm of three weeks', [110, 89, 68, 47], 47, { usualDays: 21, windowDays: 32, overDays: 15 }],
  ['the stage where contacts are few', [68, 47], 47, { usualDays: null, windowDays: 90, overDays: 0 }],
  ['one contact for several in a day', [10, 10, 10, 10], 10, { usualDays: null, windowDays: 90 }],
  ['no window below three days', [4, 3, 2, 1], 1, { usualDays: 1, windowDays: 3, overDays: 0 }],
  ['no window beyond four months', [340, 240, 140, 40], 40, { usualDays: 100, windowDays: 120 }],
])('goes by %s', (_what, days, last, expected) => {
  const dots = days.map((each) => dot(each));
  expect(rhythmOf({ customer: customer(last), dots, nextAt: null }, NOW)).toMatchObject(expected);
});

it('greetings and orders make no rhythm', () => {
  const dots = [dot(80, 'greeting'), dot(60, 'order'), dot(40, 'greeting'), dot(20, 'greeting')];
  expect(rhythmOf({ customer: customer(80), dots, nextAt: null }, NOW).usualDays).toBeNull();
});

it('silence of somebody never contacted counts from when he is known', () => {
  const rhythm = rhythmOf({ customer: customer(null, 'lead'), dots: [], nextAt: null }, NOW);
  expect(rhythm).toMatchObject({ silentDays: 40, windowDays: 3, overDays: 37 });
});

it('counts days as the calendar in Shanghai does', () => {
  const lastFollowedUpAt = new Date('2026-11-20T15:59:00.000Z');
  const late = { ...customer(1, 'quoted'), lastFollowedUpAt };
  expect(rhythmOf({ customer: late, dots: [], nextAt: null }, NOW).silentDays).toBe(1);
});
