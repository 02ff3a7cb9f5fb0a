import { expect, it } from 'vitest';
import { axisOf, dottedPath, linePath, sparkline, spotsOf } from '../../../../miniprogram/components/trend.view.ts';

const line = (values: (number | null)[], target: number | null = null) => ({ name: '转化', values, target });

it.each([
  ['values and targets both find room', [line([27.2, 31.4], 30), line([38.5, 42.8], 45)], [25, 30, 35, 40, 45]],
  ['a flat line still has an axis', [line([50, 50])], [50, 51]],
  ['the whole range', [line([0, 100])], [0, 25, 50, 75, 100]],
  ['gaps do not count', [line([null, 62, null, 71], 60)], [60, 65, 70, 75]],
])('%s', (_what, lines, ticks) => {
  const axis = axisOf(lines);
  expect(axis.ticks).toEqual(ticks);
  expect([axis.low, axis.high]).toEqual([ticks[0], ticks.at(-1)]);
});

it('draws from the first point at the left to the last one at the right, higher values higher up, broken at gaps', () => {
  const box = { x: 10, y: 0, width: 90, height: 100 };
  const spots = spotsOf([0, null, 50, 100], { low: 0, high: 100 }, box);
  expect(spots).toEqual([{ x: 10, y: 100 }, null, { x: 70, y: 50 }, { x: 100, y: 0 }]);
  expect(linePath(spots)).toBe('M10 100M70 50L100 0');
  expect(dottedPath(0, 10, 4)).toBe('M0 4h1M5 4h1M10 4h1');
});

it('has a sparkline of two values and more, with the target where there is one', () => {
  expect(sparkline(line([null, 31, null]), 72, 30)).toBeNull();
  expect(sparkline(line([30, 31]), 72, 30)?.layers).toHaveLength(2);
  expect(sparkline(line([30, 30], 30), 72, 30)?.layers).toHaveLength(3);
});
