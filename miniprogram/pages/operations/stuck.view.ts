import type { PausedView, StuckList, StuckView } from '../../api/client.ts';
import { clockTime, spokenDay } from '../../time.view.ts';

/** What it was and whom it concerns: `聊天回复 · 周航`. */
export const stuckName = ({ what, whom }: Pick<StuckView, 'what' | 'whom'>): string =>
  [what, whom].filter(Boolean).join(' · ');

/** Since when, as people say it. */
export const sinceWords = (since: string, now: string): string => `${spokenDay(since, now)} ${clockTime(since)}`;

/** What waits behind a paused channel and when it is tried again. */
export function pausedLine({ since, triedAt, waiting }: PausedView, now: string): string {
  const next = triedAt > now ? `${clockTime(triedAt)} 自动再试` : '马上再试';
  return [`${sinceWords(since, now)}起停了`, ...(waiting > 0 ? [`${waiting} 条在等`] : []), next].join('，');
}

/** What trying again means for this one. */
export function retryNote({ kind, canRetry, mayHaveArrived }: StuckView): string {
  if (!canRetry) return '过了有效时间，不能再发了。';
  if (mayHaveArrived) return '可能已经送到，再发一次对方可能收到两条。';
  return kind === 'callback' ? '再试会重新处理这件事。' : '再试会马上重新发。';
}

/** Those that can be tried again without anybody getting anything twice. */
export const retriable = ({ items }: StuckList): string[] =>
  items.filter(({ canRetry, mayHaveArrived }) => canRetry && !mayHaveArrived).map(({ id }) => id);

/** How much an admin has to see to, for the way to the page; null for nothing. */
export function stuckWords({ total, paused }: Pick<StuckList, 'total' | 'paused'>): string | null {
  const words = [...(paused.length > 0 ? [`${paused.length} 个通道停着`] : []), ...(total > 0 ? [`${total} 件`] : [])];
  return words.length > 0 ? words.join('，') : null;
}
