import type { CareOccasion } from '../../entities/care.ts';
import type { Ctx } from '../kernel/context.ts';
import { loadOccasion } from './list-occasions.ts';
import { updateOccasion } from './save-occasion.ts';

/** Says that an occasion's greetings may leave when its day comes, or that they may not any more. */
export async function confirmOccasion(ctx: Ctx, id: string, enabled: boolean): Promise<CareOccasion> {
  const { kind, holidayName, title, segmentId, texts, leadDays, sendAt } = await loadOccasion(ctx, id);
  const { occasion } = await updateOccasion(ctx, id, {
    ...{ kind, holidayName, title, segmentId, texts, leadDays, sendAt, enabled },
  });
  return occasion;
}
