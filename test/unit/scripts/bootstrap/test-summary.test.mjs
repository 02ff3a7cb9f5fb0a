import { expect, it } from 'vitest';
import { isGood, summary } from '../../../../scripts/bootstrap/test-summary.mjs';

const row = (passed, failed = 0, skipped = 0) => ({ passed, failed, skipped });

it('ends with the one line that machines read', () => {
  expect(summary({ unit: row(300), sqlite: row(40, 2, 1) })).toEqual([
    'unit    300 passed, 0 failed',
    'sqlite  40 passed, 2 failed, 1 skipped',
    '340 passed, 2 failed, 1 skipped',
  ]);
  expect(summary({ unit: row(3) }).at(-1)).toBe('3 passed, 0 failed');
});

it.each([
  ['all pass', { unit: row(3), sqlite: row(1) }, true],
  ['one fails', { unit: row(3), sqlite: row(1, 1) }, false],
  ['nothing ran', {}, false],
  ['all were skipped', { unit: row(0, 0, 3) }, false],
])('%s', (_case, counts, good) => {
  expect(isGood(counts)).toBe(good);
});
