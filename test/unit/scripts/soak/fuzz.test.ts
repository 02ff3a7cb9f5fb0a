import { expect, it } from 'vitest';
import { fuzz } from '../../../../scripts/soak/fuzz/fuzz.ts';

// `npm run soak -- fuzz` tries a million of each; a failure is seen again by its number.
it.each([
  ['lines', 20_000],
  ['documents', 20_000],
  ['answers', 1000],
  ['effects', 1000],
] as const)(
  'no %s of the fuzzer are met with anything but an answer or a refusal',
  async (subject, cases) => {
    const { failures } = await fuzz(subject, { seed: 4, cases });
    expect(failures).toEqual([]);
  },
  900_000,
);
