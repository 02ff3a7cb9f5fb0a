import type { z } from 'zod';
import type { CareOccasion } from '../../entities/care.ts';
import { compareDates, dateKey, shiftDays } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { shanghaiDate, toShanghai } from '../kernel/dates.ts';
import type { CareProgress } from './care-progress.ts';
import { nextKept } from './days.ts';
import { GREETINGS, holidayTitle } from './greetings.ts';
import { audienceOf, listOccasions } from './list-occasions.ts';
import { canManageCare } from './policy.ts';
import type { careProgressView, occasionListView, occasionView } from './schemas.ts';
import { VARIABLES } from './texts.ts';

/** An occasion as pages show it. */
export async function presentOccasion(ctx: ReadCtx, occasion: CareOccasion): Promise<z.input<typeof occasionView>> {
  return {
    ...occasion,
    audience: await audienceOf(ctx, occasion),
    next: dateKey(nextKept(occasion, shiftDays(toShanghai(ctx.now), occasion.leadDays))),
    editable: canManageCare(ctx.actor),
  };
}

/** All occasions, with what a new one can be made of. */
export async function presentOccasions(ctx: ReadCtx): Promise<z.input<typeof occasionListView>> {
  const today = toShanghai(ctx.now);
  const rows = await listOccasions(ctx);
  const holidays = GREETINGS.map(({ holiday, text }) => ({
    ...{ name: holiday, title: holidayTitle(holiday), text },
    date: nextKept({ kind: 'holiday', holidayName: holiday }, today),
  })).sort((a, b) => compareDates(a.date, b.date));
  return {
    items: rows.map(({ occasion, audience, next, editable }) => ({
      ...occasion,
      ...{ audience, editable, next: dateKey(next) },
    })),
    holidays: holidays.map(({ date, ...rest }) => ({ ...rest, next: dateKey(date) })),
    words: [...VARIABLES],
    editable: canManageCare(ctx.actor),
    today: shanghaiDate(ctx.now),
  };
}

/** How an occasion stands on a day, as pages show it. */
export async function presentProgress(
  ctx: ReadCtx,
  { occasion, ...progress }: CareProgress,
): Promise<z.input<typeof careProgressView>> {
  return { ...progress, occasion: await presentOccasion(ctx, occasion) };
}
