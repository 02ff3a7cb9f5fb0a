import { dayKey, spokenTime } from '../time.view.ts';

/** A line of a chat: a thing that was said, or the time above it. */
export type TimelineLine<T> = { kind: 'time'; key: string; label: string } | { kind: 'item'; key: string; item: T };

/** How many things a chat shows at first, and how many more each time one asks for older ones. */
export const CHAT_PAGE = 100;

const PAUSE_MS = 10 * 60_000;

/** Puts a time above the first thing, above each that follows a pause of ten minutes, and above each new day. */
export function timeline<T extends { id: string; at: string }>(items: T[], now: number): TimelineLine<T>[] {
  return items.flatMap((item, index): TimelineLine<T>[] => {
    const before = items[index - 1];
    const line = { kind: 'item', key: item.id, item } as const;
    const follows =
      before && dayKey(before.at) === dayKey(item.at) && Date.parse(item.at) - Date.parse(before.at) < PAUSE_MS;
    return follows ? [line] : [{ kind: 'time', key: `time-${item.id}`, label: spokenTime(item.at, now) }, line];
  });
}
