import { expect, it } from 'vitest';
import { explainErrcode } from '../../../../server/wecom/errcodes.ts';

it.each([
  [-1, 'retry'],
  [6000, 'retry'],
  [41063, 'retry'],
  [41096, 'retry'],
  [45033, 'retry'],
  [45035, 'retry'],
  [40014, 'refresh'],
  [42001, 'refresh'],
  [45009, 'wait'],
  [40001, 'pause'],
  [40013, 'pause'],
  [40056, 'pause'],
  [43012, 'pause'],
  [48002, 'pause'],
  [48009, 'pause'],
  [50003, 'pause'],
  [60020, 'pause'],
  [301002, 'pause'],
  [40096, 'give-up'],
  [41051, 'give-up'],
  [81013, 'give-up'],
  [999999, 'give-up'],
])('%i is treated by %s', (code, treatment) => {
  expect(explainErrcode(code).treatment).toBe(treatment);
});

it.each([
  -1, 40014, 42014, 42027, 42040, 42051, 41059, 41062, 84061, 90200, 90208, 90500, 90508, 95018, 301002, 701008,
])('knows %i', (code) => {
  expect(explainErrcode(code).meaning).not.toBe('unknown errcode');
});

it.each([42026, 42053, 90199, 90209, 0, 1])('does not claim to know %i', (code) => {
  expect(explainErrcode(code)).toEqual({ treatment: 'give-up', meaning: 'unknown errcode' });
});

it('tells an admin in Chinese where to click for everything that waits for him', () => {
  const waiting = Array.from({ length: 302_000 }, (_, code) => explainErrcode(code)).filter(
    ({ treatment }) => treatment === 'pause',
  );
  expect(waiting.length).toBeGreaterThan(10);
  for (const { sentence } of waiting) expect(sentence).toMatch(/[\u4e00-\u9fff]{4}/);
});
