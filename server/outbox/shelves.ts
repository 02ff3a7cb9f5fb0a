import type { Channel, RegisteredMessage, Urgency } from '../kernel/messages.ts';

/** Urgencies as they stand in the rows: 0 goes before 1 before 2. */
export const RANK: Record<Urgency, number> = { now: 0, answer: 1, normal: 2 };

/** Where messages of one channel and one urgency wait; the index of what is due leads to the front of each. */
export interface Shelf {
  channel: Channel;
  urgency: number;
}

/** The shelves that these kinds of messages use, the urgent first. */
export function shelvesOf(messages: ReadonlyMap<string, RegisteredMessage>): Shelf[] {
  const shelves = new Map<string, Shelf>();
  for (const { channel, urgency } of messages.values()) {
    shelves.set(`${RANK[urgency]} ${channel}`, { channel, urgency: RANK[urgency] });
  }
  return [...shelves.values()].sort((a, b) => a.urgency - b.urgency);
}
