import { expect, it } from 'vitest';
import { DomainError } from '../../../../server/kernel/errors.ts';
import { pageOf, readCursor, writeCursor } from '../../../../server/kernel/paging.ts';

it.each([
  { at: new Date('2026-11-21T02:00:00.123Z'), id: '01TEST00000000000000000001' },
  { at: null, id: '01TEST00000000000000000001' },
  { at: new Date(0), id: 'A' },
])('a position comes back as it was: %o', (position) => {
  expect(readCursor(writeCursor(position))).toEqual(position);
});

it.each(['', 'x', '_', '1_', '12', "1_' OR 1=1", '9999999999999999_A', '999999999999999_A', `1_${'A'.repeat(65)}`])(
  'a cursor that we did not write is refused: %s',
  (cursor) => {
    expect(() => readCursor(cursor)).toThrow(DomainError);
  },
);

it('a page ends the list unless a row is left over', () => {
  const positionOf = (id: string) => ({ at: null, id });
  expect(pageOf(['a', 'b'], 2, positionOf)).toEqual({ items: ['a', 'b'], cursor: null });
  expect(pageOf(['a', 'b', 'c'], 2, positionOf)).toEqual({ items: ['a', 'b'], cursor: '_b' });
  expect(pageOf([], 2, positionOf)).toEqual({ items: [], cursor: null });
});
