import type { SegmentView } from '../../api/client.ts';

/** The list in its two parts: those that came with the product, and the company's own. */
export function segmentParts(segments: readonly SegmentView[]): { ready: SegmentView[]; own: SegmentView[] } {
  return { ready: segments.filter(({ ready }) => ready), own: segments.filter(({ ready }) => !ready) };
}
