import type { Drawing, Layer } from '../icons/drawings.ts';

/** A line of a chart: its name at its end, and a value for each point, null where there is none. */
export interface ChartLine {
  name: string;
  values: readonly (number | null)[];
  target: number | null;
}

/** Where something stands in a drawing, in pixels. */
export interface Spot {
  x: number;
  y: number;
}

/** The colours and marks of the lines in their order: a circle, a diamond, a square. */
export const SERIES = ['c1', 'c2', 'c3'] as const;

/** The value axis: from where to where, and the numbers written beside it. */
export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];
const MOST_TICKS = 5;

/** An axis with round numbers on which all values and targets find room. */
export function axisOf(lines: readonly ChartLine[]): Axis {
  const all = lines.flatMap(({ values, target }) => [...values, target]).filter((each) => each !== null);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const spanned = (step: number) => Math.ceil(most / step) - Math.floor(least / step) + 1;
  const step = STEPS.find((each) => spanned(each) <= MOST_TICKS) ?? 1000;
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  return { low, high, ticks: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, n) => low + n * step) };
}

/** Where each value lies in a box; the first point at its left edge, the last one at its right. */
export function spotsOf(
  values: readonly (number | null)[],
  { low, high }: Pick<Axis, 'low' | 'high'>,
  { x, y, width, height }: Spot & { width: number; height: number },
): (Spot | null)[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.map((value, index) =>
    value === null ? null : { x: round(x + index * step), y: round(y + height * (1 - (value - low) / (high - low))) },
  );
}

/** A line through spots, broken where there is none. */
export const linePath = (spots: readonly (Spot | null)[]): string =>
  spots.map((spot, index) => (spot ? `${spots[index - 1] ? 'L' : 'M'}${spot.x} ${spot.y}` : '')).join('');

/** A dotted line from one x to another. */
export function dottedPath(from: number, to: number, y: number, gap = 5): string {
  const dots = Math.floor((to - from) / gap);
  return Array.from({ length: dots + 1 }, (_, n) => `M${round(from + n * gap)} ${round(y)}h1`).join('');
}

/** The mark at a line's end: the shape tells the lines apart where colours do not. */
export function markPath(series: number, { x, y }: Spot): string {
  if (series === 1) return `M${x} ${y - 5}l5 5-5 5-5-5z`;
  if (series === 2) return `M${x - 4} ${y - 4}h8v8h-8z`;
  return `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`;
}

/** A small line in a card, with its target and a dot at its end; null for fewer than two values. */
export function sparkline({ values, target }: ChartLine, width: number, height: number): Drawing | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const all = target === null ? known : [...known, target];
  const [low, most] = [Math.min(...all), Math.max(...all)];
  const axis = { low, high: most === low ? low + 1 : most };
  const spots = spotsOf(values, axis, { x: 2, y: 4, width: width - 8, height: height - 8 });
  const end = [...spots].reverse().find((spot) => spot !== null);
  const line: Layer[] = [{ path: linePath(spots), tone: 'c1', line: 1.75 }];
  if (target !== null) {
    const [spot] = spotsOf([target], axis, { x: 0, y: 4, width: 0, height: height - 8 });
    line.unshift({ path: dottedPath(1, width - 2, spot?.y ?? 0, 4), tone: 'text', line: 1 });
  }
  if (end) line.push({ path: `M${end.x - 3} ${end.y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0`, tone: 'c1', line: 0 });
  return { width, height, layers: line };
}

const round = (value: number): number => Math.round(value * 10) / 10;
