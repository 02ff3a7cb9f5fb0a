import type { ReportFacts, Tally } from './define-report.ts';
import type { FigureView } from './schemas.ts';

/** Of fewer cases than this a share says nothing: the count is shown. */
export const FEWEST_CASES = 20;

/** What tallies of one window come to. */
export function readingOf({ unit }: Pick<ReportFacts, 'unit'>, tallies: readonly Tally[]): FigureView['now'] {
  const cases = tallies.reduce((sum, each) => sum + each.cases, 0);
  const sum = tallies.reduce((total, each) => total + each.sum, 0);
  return { cases, sum, value: valueOf(unit, cases, sum) };
}

function valueOf(unit: ReportFacts['unit'], cases: number, sum: number): number | null {
  if (unit === 'days') return cases === 0 ? null : oneDecimal(sum / cases);
  return cases < FEWEST_CASES ? null : oneDecimal((sum / cases) * 100);
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;
