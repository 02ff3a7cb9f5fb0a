import type { ReadCtx } from '../kernel/context.ts';
import { careOutcomes } from './care-outcomes.ts';
import { couponOutcomes } from './coupon-outcomes.ts';
import type { Question, Report } from './define-report.ts';
import { reports } from './figures/index.ts';
import { spanOf, type Period, type Span } from './periods.ts';
import { membersCounted } from './policy.ts';
import { readingOf } from './readings.ts';
import type { FiguresView, FigureView } from './schemas.ts';
import { whoseFigures } from './whose-figures.ts';

/** How those do whom the actor may see: each figure as it stands in a period, before it, and its trend. */
export async function listFigures(ctx: ReadCtx, { period }: { period: Period }): Promise<FiguresView> {
  const span = spanOf(period, ctx.now);
  const memberIds = membersCounted(ctx.actor);
  const current = { windows: [span.current], memberIds };
  const [who, care, coupons, figures] = await Promise.all([
    whoseFigures(ctx),
    careOutcomes(ctx, current),
    couponOutcomes(ctx, current),
    Promise.all(reports.map((report) => figureOf(ctx, report, span, memberIds))),
  ]);
  return { who, several: memberIds?.length !== 1, ...span.current, figures, care, coupons };
}

async function figureOf(
  ctx: ReadCtx,
  report: Report,
  { current, previous, points }: Span,
  memberIds: Question['memberIds'],
): Promise<FigureView> {
  const { code, title, short, definition, unit, noun, target, direction } = report;
  const tallies = await report.count(ctx, { windows: [current, previous, ...points], memberIds });
  const reading = (window: number) =>
    readingOf(
      report,
      tallies.filter((each) => each.window === window),
    );
  return {
    ...{ code, title, short, definition, unit, noun, target, direction },
    now: reading(0),
    before: reading(1),
    points: points.map(({ day }, index) => {
      const { cases, value } = reading(index + 2);
      return { day, cases, value };
    }),
  };
}
