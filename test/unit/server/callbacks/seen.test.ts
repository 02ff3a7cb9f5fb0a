import { expect, it } from 'vitest';
import { rememberSeen } from '../../../../server/callbacks/seen.ts';

it('knows what it was told, and no more than its limit: the one unused for longest goes', () => {
  const seen = rememberSeen(2);
  seen.add('a');
  seen.add('b');
  expect(seen.has('a')).toBe(true);
  seen.add('c');
  expect([seen.has('a'), seen.has('b'), seen.has('c')]).toEqual([true, false, true]);
});

it('counts one that is added twice once', () => {
  const seen = rememberSeen(2);
  for (const signature of ['a', 'b', 'b', 'b']) seen.add(signature);
  expect(seen.has('a')).toBe(true);
});
