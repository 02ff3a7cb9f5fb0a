import { DomainError } from './errors.ts';

/** The last row of a page: what the list is ordered by, and the row's id for those who share it. */
export interface Position {
  at: Date | null;
  id: string;
}

/** A part of a list, and where it goes on; null at its end. */
export interface Page<T> {
  items: T[];
  cursor: string | null;
}

/** The end of the year 9999, beyond which databases know no time. */
const LAST_MS = 253_402_300_799_999;

/** A position as the caller carries it to the next page. */
export const writeCursor = ({ at, id }: Position): string => `${at === null ? '' : at.getTime()}_${id}`;

/** The position that a cursor stands for; `invalid` for one that we did not write. */
export function readCursor(cursor: string): Position {
  const [, time, id] = /^(\d{1,15})?_([\w-]{1,64})$/.exec(cursor) ?? [];
  const at = time === undefined ? null : new Date(Number(time));
  if (id === undefined || (at !== null && !(at.getTime() <= LAST_MS))) {
    throw new DomainError('invalid', 'paging.cursor', '翻页的位置不对，请从头再看。');
  }
  return { at, id };
}

/** Makes a page of at most `limit` from one row more than that. */
export function pageOf<T>(rows: readonly T[], limit: number, positionOf: (row: T) => Position): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, cursor: rows.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null };
}
