import { ApiError } from './endpoint.ts';

/** One page of a list from where the cursor stands, and the cursor of the next page, empty at the end; 50100 for a foreign cursor. */
export function pageOf<T>(rows: readonly T[], cursor: string, limit: number): { page: T[]; next: string } {
  const start = readCursor(cursor, rows.length);
  const page = rows.slice(start, start + limit);
  const end = start + page.length;
  return { page, next: end < rows.length ? Buffer.from(String(end)).toString('base64url') : '' };
}

function readCursor(cursor: string, size: number): number {
  if (cursor === '') return 0;
  const start = Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(start) || start < 1 || start > size) throw new ApiError(50100, 'invalid cursor');
  return start;
}
