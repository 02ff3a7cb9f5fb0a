import { expect, it } from 'vitest';
import { spanOf, type Period } from '../../../../server/reports/periods.ts';

const shanghai = (text: string): Date => new Date(`${text}:00+08:00`);
const DAY = 86_400_000;

it.each([
  // A minute before and after midnight in Shanghai, where it is still yesterday in most of the world.
  ['month', '2026-10-31T23:59', '2026-10-01', '2026-09-01', '2026-10-26'],
  ['month', '2026-11-01T00:01', '2026-11-01', '2026-10-01', '2026-10-26'],
  ['month', '2027-01-01T00:01', '2027-01-01', '2026-12-01', '2026-12-28'],
  ['weeks', '2026-11-22T23:59', '2026-08-31', '2026-06-08', '2026-11-16'],
  ['weeks', '2026-11-23T00:01', '2026-09-07', '2026-06-15', '2026-11-23'],
  ['quarter', '2026-11-21T10:00', '2026-10-01', '2026-07-01', '2026-11-01'],
  ['quarter', '2027-01-01T00:01', '2027-01-01', '2026-10-01', '2027-01-01'],
] as const)('%s at %s goes from %s, after the one from %s; its last point is %s', (period, now, from, before, last) => {
  const { current, previous, points } = spanOf(period, shanghai(now));

  expect(current).toEqual({ from: shanghai(`${from}T00:00`), to: shanghai(now) });
  expect(previous).toEqual({ from: shanghai(`${before}T00:00`), to: current.from });
  expect(points).toHaveLength(12);
  expect(points.at(-1)).toMatchObject({ day: last, to: shanghai(now) });
});

it.each([
  ['month', 28 * DAY],
  ['weeks', 84 * DAY],
] as const satisfies [Period, number][])('each full point of %s looks back equally far', (period, length) => {
  const points = spanOf(period, shanghai('2026-11-21T10:00')).points.slice(0, -1);
  expect(points.map(({ from, to }) => to.getTime() - from.getTime())).toEqual(points.map(() => length));
});
