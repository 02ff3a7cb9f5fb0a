import { expect, it } from 'vitest';
import { newCode } from '../../../../server/kernel/ids.ts';

it('makes codes of ten signs that are not taken for each other, each as likely as the next', () => {
  const codes = Array.from({ length: 4000 }, newCode);

  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{10}$/);
  const seen = new Map<string, number>();
  for (const sign of codes.join('')) seen.set(sign, (seen.get(sign) ?? 0) + 1);
  expect(seen.size).toBe(25);
  // 1600 of each are expected, with a spread of 39; a byte that is merely wrapped round would favour some by 160.
  for (const [sign, times] of seen) expect(Math.abs(times - 1600), sign).toBeLessThan(250);
});
