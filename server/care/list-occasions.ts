import { CareOccasion } from '../../entities/care.ts';
import { compareDates, shiftDays, type CivilDate } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { toShanghai } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { findSegment } from '../segments/find-segments.ts';
import { nextKept } from './days.ts';
import { canManageCare } from './policy.ts';

/** An occasion as lists show it. */
export interface OccasionRow {
  occasion: CareOccasion;
  /** 所有人, or the segment's name. */
  audience: string;
  /** The next day on which it is kept. */
  next: CivilDate;
  editable: boolean;
}

/** All occasions: birthdays, then the holidays as they come. */
export async function listOccasions(ctx: ReadCtx): Promise<OccasionRow[]> {
  const today = toShanghai(ctx.now);
  const rows: OccasionRow[] = [];
  for (const occasion of await ctx.db.find(CareOccasion, { order: { kind: 'ASC', id: 'ASC' } })) {
    rows.push({
      occasion,
      audience: await audienceOf(ctx, occasion),
      // What is sent some days ahead is over for this year once it has been sent.
      next: nextKept(occasion, shiftDays(today, occasion.leadDays)),
      editable: canManageCare(ctx.actor),
    });
  }
  return rows.sort(
    (a, b) =>
      Number(a.occasion.kind !== 'birthday') - Number(b.occasion.kind !== 'birthday') || compareDates(a.next, b.next),
  );
}

/** Whom an occasion is for, by name. */
export const audienceOf = async (ctx: ReadCtx, { segmentId }: Pick<CareOccasion, 'segmentId'>): Promise<string> =>
  segmentId === null ? '所有人' : (await findSegment(ctx, segmentId)).name;

/** The occasion of an id. */
export async function loadOccasion({ db }: Pick<ReadCtx, 'db'>, id: string): Promise<CareOccasion> {
  const occasion = await db.findOneBy(CareOccasion, { id });
  if (!occasion) throw new DomainError('not_found', 'care.absent', '没有找到这个关怀。');
  return occasion;
}
