import { Segment } from '../../entities/segment.ts';
import type { Ctx } from '../kernel/context.ts';
import { segmentDeleting } from './events.ts';
import { loadSegment } from './find-segments.ts';
import { requireEditSegment } from './policy.ts';

/** Deletes a segment that nobody uses; whoever does refuses. */
export async function deleteSegment(ctx: Ctx, id: string): Promise<void> {
  const segment = await loadSegment(ctx, id);
  requireEditSegment(ctx.actor, segment);
  await ctx.emit(segmentDeleting, { segmentId: id, name: segment.name });
  await ctx.db.delete(Segment, { id });
}
