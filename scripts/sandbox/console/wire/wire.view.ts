import type { UpcomingItem, WireEntry } from '../../api.ts';
import { dayKey, monthDay, weekday } from '../time.view.ts';

/** How many lines of the wire record the page keeps. */
export const WIRE_LENGTH = 500;

/** The three kinds of lines with the words of the legend. */
export const WIRE_KINDS = [
  { kind: 'callback', label: '回调', meaning: '企业微信告诉常客' },
  { kind: 'call', label: '调用', meaning: '常客调用企业微信' },
  { kind: 'internal', label: '内部', meaning: '常客自己做的事' },
] as const satisfies { kind: WireEntry['kind']; label: string; meaning: string }[];

/** Puts lines just read (any order) on top of those known; newest first, each once. */
export function mergeWire(known: WireEntry[], fresh: WireEntry[], keep = WIRE_LENGTH): WireEntry[] {
  const bySeq = new Map([...known, ...fresh].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, keep);
}

/** Lines of one Shanghai day; `label` is null for today. */
export interface WireDay {
  key: string;
  label: string | null;
  entries: WireEntry[];
}

/** Groups lines, newest first, by day. */
export function wireDays(entries: WireEntry[], now: number): WireDay[] {
  const days: WireDay[] = [];
  for (const entry of entries) {
    const key = dayKey(entry.at);
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else
      days.push({
        key,
        label: key === dayKey(now) ? null : `${monthDay(entry.at)} ${weekday(entry.at)}`,
        entries: [entry],
      });
  }
  return days;
}

/** What stands at the right of a line: a pill for outcomes that matter, else plain milliseconds. */
export interface Outcome {
  text: string;
  tone: 'ok' | 'warn' | 'plain';
}

/** How a line ended. */
export function outcomeOf({ kind, errcode, status, ms }: WireEntry): Outcome {
  if (kind === 'call' && errcode !== null) return { text: `errcode ${errcode}`, tone: errcode === 0 ? 'ok' : 'warn' };
  if (kind === 'callback' && status === null) return { text: '没有回答', tone: 'warn' };
  if (kind === 'callback' && status !== null && status !== 200) return { text: `HTTP ${status}`, tone: 'warn' };
  return { text: kind === 'internal' && ms === 0 ? '' : `${Math.round(ms)} ms`, tone: 'plain' };
}

/** What is still ahead of `now`, soonest first. */
export const ahead = (items: UpcomingItem[], now: number): UpcomingItem[] =>
  items.filter(({ at }) => Date.parse(at) > now).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
