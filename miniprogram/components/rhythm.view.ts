import type { RhythmView } from '../api/client.ts';
import { millis } from '../time.view.ts';

/** What the rhythm line draws; places are percent of its width. */
export interface RhythmMarks {
  dots: { at: number; kind: RhythmView['dots'][number]['kind'] }[];
  /** Where the line ends and now stands. */
  now: number;
  /** Where the silence begins, once the window has passed. */
  silentFrom: number | null;
  /** The next contact, right of now. */
  next: number | null;
}

const FIRST = 4;
const NOW = 96;
const NOW_BEFORE_NEXT = 86;
const NEXT = 96;

/**
 * Places contacts on a line. Where two of them would touch (closer than `gap` percent) the one that says more stays:
 * an order before a contact with value, that before a greeting; among equals the later one.
 */
export function rhythmMarks({ from, to, dots, nextAt, overDays }: RhythmView, gap: number): RhythmMarks {
  const now = nextAt === null ? NOW : NOW_BEFORE_NEXT;
  const span = Math.max(1, millis(to) - millis(from));
  const place = (at: string): number =>
    FIRST + Math.min(1, Math.max(0, (millis(at) - millis(from)) / span)) * (now - gap / 2 - FIRST);
  const shown: RhythmMarks['dots'] = [];
  for (const dot of [...dots].sort((a, b) => WEIGHT[b.kind] - WEIGHT[a.kind] || millis(b.at) - millis(a.at))) {
    const at = Math.round(place(dot.at) * 10) / 10;
    if (shown.every((other) => Math.abs(other.at - at) >= gap)) shown.push({ at, kind: dot.kind });
  }
  shown.sort((a, b) => a.at - b.at);
  return {
    dots: shown,
    now,
    silentFrom: overDays > 0 ? (shown[shown.length - 1]?.at ?? FIRST) : null,
    next: nextAt === null ? null : NEXT,
  };
}

const WEIGHT: Record<RhythmView['dots'][number]['kind'], number> = { order: 2, value: 1, greeting: 0 };

/** The word beside the line, which is also what a screen reader says. */
export function rhythmWord({ dots, silentDays, usualDays, overDays }: RhythmView): { text: string; late: boolean } {
  if (overDays > 0) return { text: `超窗 ${overDays} 天`, late: true };
  if (dots.length === 0) return { text: '还没联系过', late: false };
  const last = silentDays === 0 ? '今天联系过' : `${silentDays} 天前联系`;
  return { text: usualDays === null ? last : `${last}，平常 ${usualDays} 天一次`, late: false };
}

/** How long he has been left alone, and how long that usually is: 沉默 47 天，平常 21 天一次. */
export function silenceWords({ silentDays, usualDays, windowDays }: RhythmView): string {
  return `沉默 ${silentDays} 天，${usualDays === null ? `该在 ${windowDays} 天内联系` : `平常 ${usualDays} 天一次`}`;
}
