import { describe, expect, it } from 'vitest';
import { median, percentile, spreadOf } from '../../../../scripts/bench/measure.ts';

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

describe('percentiles', () => {
  it.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
    [0, 1],
  ])('p%i of 1 to 100 is %i, in whatever order they came', (share, expected) => {
    expect(percentile(hundred, share)).toBe(expected);
  });

  it('do not hide the worst of a few', () => {
    expect(spreadOf([1, 2, 900])).toEqual({ p50: 2, p95: 900, p99: 900 });
  });

  it('are no number where nothing was measured', () => {
    expect(median([])).toBeNaN();
  });
});
