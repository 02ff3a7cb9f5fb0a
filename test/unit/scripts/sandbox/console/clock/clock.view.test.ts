import { expect, it } from 'vitest';
import {
  dateLine,
  fieldsOf,
  jumpChoices,
  targetOf,
} from '../../../../../../scripts/sandbox/console/clock/clock.view.ts';
import { stamp } from '../../../../../../scripts/sandbox/console/time.view.ts';

const FRIDAY = Date.parse('2026-11-20T15:42:07+08:00');

it('tells the year and the weekday under the time', () => {
  expect(dateLine(FRIDAY)).toBe('2026 • 周五');
});

it.each([
  ['a Friday', FRIDAY, ['11-21 09:00', '11-23 09:00', '12-20 15:42']],
  ['a Sunday', Date.parse('2026-11-22T10:00:00+08:00'), ['11-23 09:00', '12-22 10:00']],
  ['a Monday', Date.parse('2026-11-23T08:00:00+08:00'), ['11-24 09:00', '11-30 09:00', '12-23 08:00']],
])('offers jumps that lie ahead of %s', (_day, now, stamps) => {
  expect(jumpChoices(now).map(({ at }) => stamp(at))).toEqual(stamps);
});

it('goes where the fields say', () => {
  const at = Date.parse('2026-11-25T14:45:00+08:00');
  const { date, time } = fieldsOf(at);
  expect(targetOf(date, time, FRIDAY)).toEqual({ at });
});

it.each([
  ['2026-11-20', '15:42', '时钟只能往前走。选 11-20 15:42 之后的时间。'],
  ['2026-11-19', '23:00', '时钟只能往前走。选 11-20 15:42 之后的时间。'],
  ['', '09:00', '把日期和时间都选上。'],
])('refuses %j %j with a sentence', (date, time, refusal) => {
  expect(targetOf(date, time, FRIDAY)).toEqual({ refusal });
});
