import { CareOccasion } from '../../entities/care.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Refuses to let a segment go that an occasion is for. */
export async function keepOccasionSegment(
  ctx: Ctx,
  { segmentId, name }: { segmentId: string; name: string },
): Promise<void> {
  const user = await ctx.db.findOneBy(CareOccasion, { segmentId });
  if (user) throw new DomainError('conflict', 'segment.in-use', `关怀“${user.title}”在用分群“${name}”，先给它换一个。`);
}
