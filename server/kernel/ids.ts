import { monotonicFactory } from 'ulid';

/** Makes a new id: 26 characters that sort by time of making, even within one millisecond. */
export type NewId = () => string;

/** Ids for a running process; the time part comes from the given instant source. */
export function createNewId(now: () => Date): NewId {
  const next = monotonicFactory();
  return () => next(now().getTime());
}
