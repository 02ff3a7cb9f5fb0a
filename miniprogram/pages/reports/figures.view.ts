import type { FiguresView, FigureView, PersonFigures } from '../../api/client.ts';
import type { ChartLine } from '../../components/trend.view.ts';

/** Which period is looked at. */
export type PeriodCode = 'month' | 'weeks' | 'quarter';

/** The periods in their order. */
export const PERIODS: readonly { code: PeriodCode; name: string }[] = [
  { code: 'month', name: '本月' },
  { code: 'weeks', name: '近 12 周' },
  { code: 'quarter', name: '本季' },
];

/** What the page says of a period: what came before it, how far the trend goes, and what a point of it is. */
export const PERIOD_WORDS: Record<PeriodCode, { before: string; trend: string; point: string; unit: string }> = {
  month: { before: '上月', trend: '近 12 周', point: '每点算到那周为止的 4 周', unit: '周' },
  weeks: { before: '再前 12 周', trend: '近 12 周', point: '每点算到那周为止的 12 周', unit: '周' },
  quarter: { before: '上季', trend: '近 12 个月', point: '每点算到那月为止的 3 个月', unit: '月' },
};

/** The figures that have a card, and the chart's and the table's choice among them. */
export const CARDS = ['conversion', 'repurchase', 'timeliness', 'deal-cycle'];

type Reading = FigureView['now'];
type Facts = Pick<FigureView, 'unit' | 'noun' | 'target' | 'direction'>;

/** The number of a figure in large, and what stands small behind it: 31.4 %, 18.5 天, 8 / 12 单 where cases are few. */
export function readingWords({ unit, noun }: Facts, { cases, sum, value }: Reading): { figure: string; unit: string } {
  if (cases === 0) return { figure: '—', unit: '' };
  if (value === null) return { figure: `${sum} / ${cases}`, unit: noun };
  return { figure: String(value), unit: unit === 'percent' ? '%' : '天' };
}

/** A figure's number in one string, as sentences and tables have it. */
export function readingText(facts: Facts, reading: Reading): string {
  const { figure, unit } = readingWords(facts, reading);
  return unit === '%' ? `${figure}%` : `${figure}${unit && ` ${unit}`}`;
}

/** 目标 30%, 目标 ≤ 30 天; empty where there is none. */
export function targetWords({ target, unit, direction }: Facts): string {
  if (target === null) return '';
  return `目标 ${direction === 'down' ? '≤ ' : ''}${target}${unit === 'percent' ? '%' : ' 天'}`;
}

/** How far a figure is from its target; null where it has none or too few cases to tell. */
export function gapWords(
  { target, unit, direction }: Facts,
  { value }: Reading,
): { reached: boolean; words: string } | null {
  if (target === null || value === null) return null;
  const short = direction === 'up' ? target - value : value - target;
  if (short <= 0) return { reached: true, words: '已达' };
  const by = Math.round(short * 10) / 10;
  if (unit === 'percent') return { reached: false, words: `差 ${by} 点` };
  return { reached: false, words: direction === 'down' ? `多 ${by} 天` : `差 ${by} 天` };
}

/** What stands where a gap cannot: that there is nothing yet, or too little for a rate. */
export function thinWords({ noun }: Facts, { cases, value }: Reading): string {
  if (cases === 0) return '还没有';
  return value === null ? `不到 20 ${noun}` : '';
}

/** From what a figure was reckoned: 34 / 108 单, or 12 单共 216 天. */
export function countWords({ unit, noun }: Facts, { cases, sum }: Reading): string {
  if (cases === 0) return '这段时间还没有';
  return unit === 'percent' ? `${sum} / ${cases} ${noun}` : `${cases} ${noun}共 ${sum} 天`;
}

/** A card read aloud, with its numbers. */
export function cardLabel(figure: FigureView): string {
  const gap = gapWords(figure, figure.now)?.words ?? thinWords(figure, figure.now);
  return [
    `${figure.title} ${readingText(figure, figure.now)}`,
    ...(figure.now.value === null ? [] : [countWords(figure, figure.now)]),
    ...[targetWords(figure), gap].filter(Boolean),
  ].join('，');
}

/** A day of the trend as the axis writes it: 9-07 for a week, 9 月 for a month. */
export function dayLabel(day: string, period: PeriodCode): string {
  const [, month = '', date = ''] = day.split('-');
  return period === 'quarter' ? `${Number(month)} 月` : `${Number(month)}-${date}`;
}

const lineOf = ({ short, points, target }: FigureView): ChartLine => ({
  name: short,
  values: points.map(({ value }) => value),
  target,
});

/** A figure's trend for its card. */
export const sparkOf = lineOf;

const LINES = 2;

/** What the chart shows: the first shares of which there are enough cases for a line up to now; two where there are. */
export function chartLines(figures: readonly FigureView[]): ChartLine[] {
  return ['conversion', 'repurchase', 'timeliness', 'worth']
    .flatMap((code) => figures.filter((each) => each.code === code))
    .map(lineOf)
    .filter(({ values }) => values[values.length - 1] !== null && values.filter((value) => value !== null).length > 1)
    .slice(0, LINES);
}

/** A point of the chart in words: 10-19 那周：转化 31.2%，复购 42%. */
export function pointWords(lines: readonly ChartLine[], index: number, label: string, unit: string): string {
  const told = lines.map(({ name, values }) => {
    const value = values[index] ?? null;
    return `${name} ${value === null ? '数太少' : `${value}%`}`;
  });
  return `${label}${unit === '周' ? ' 那周' : ''}：${told.join('，')}`;
}

/** The chart read aloud. */
export function chartLabel(lines: readonly ChartLine[], labels: readonly string[]): string {
  return lines
    .map(({ name, values, target }) => {
      const told = values.flatMap((value, index) => (value === null ? [] : [`${labels[index] ?? ''} ${value}%`]));
      return `${name}${target === null ? '' : `，目标 ${target}%`}：${told.join('，')}`;
    })
    .join('。');
}

/** A person's row: numbers in their columns, and the bar of timeliness with whether it reaches its target. */
export interface PersonRow {
  id: string;
  name: string;
  columns: { code: string; text: string }[];
  /** In percent of the whole width; null for too few cases. */
  bar: { width: number; reached: boolean } | null;
  timely: string;
  label: string;
}

const COLUMNS = ['conversion', 'repurchase', 'worth'];

const casesOf = ({ figures }: PersonFigures): number =>
  Object.values(figures).reduce((sum, { cases }) => sum + cases, 0);

/** The figures of each person as rows, whoever has most cases first; counts where cases are few. */
export function personRows(people: readonly PersonFigures[], figures: readonly FigureView[]): PersonRow[] {
  const factsOf = new Map(figures.map((figure) => [figure.code, figure]));
  const timely = factsOf.get('timeliness');
  const busiest = [...people].sort((a, b) => casesOf(b) - casesOf(a));
  return busiest.map(({ id, name, left, figures: own }) => {
    const reading = own['timeliness'];
    const told = figures.filter(({ code }) => [...COLUMNS, 'timeliness'].includes(code));
    return {
      ...{ id, name: left ? `${name}（离职）` : name },
      columns: COLUMNS.map((code) => ({ code, text: cell(own[code], 1) })),
      bar:
        reading && reading.value !== null && timely
          ? { width: reading.value, reached: reading.value >= (timely.target ?? 0) }
          : null,
      timely: cell(reading, 0),
      label: [
        name,
        ...told.map((figure) => {
          const each = own[figure.code];
          return each && each.cases > 0 ? `${figure.short} ${readingText(figure, each)}` : '';
        }),
      ]
        .filter(Boolean)
        .join('，'),
    };
  });
}

function cell(reading: Reading | undefined, digits: number): string {
  if (!reading || reading.cases === 0) return '—';
  return reading.value === null ? `${reading.sum}/${reading.cases}` : reading.value.toFixed(digits);
}

/** One figure by person, the largest number of cases first, for its sheet. */
export function peopleOf(people: readonly PersonFigures[], figure: FigureView): { name: string; text: string }[] {
  return people
    .map(({ name, figures }) => ({ name, reading: figures[figure.code] }))
    .flatMap(({ name, reading }) => (reading && reading.cases > 0 ? [{ name, reading }] : []))
    .sort((a, b) => b.reading.cases - a.reading.cases)
    .map(({ name, reading }) => ({
      name,
      text:
        reading.value === null || figure.unit === 'days'
          ? `${readingText(figure, reading)}${figure.unit === 'days' ? `（${reading.cases} ${figure.noun}）` : ''}`
          : `${reading.value}%（${countWords(figure, reading)}）`,
    }));
}

const REASONS = 5;

/** Why greetings were left out, the rest of the reasons as one, each with its share of the most frequent one. */
export function reasonRows({ reasons }: FiguresView['care']): { cause: string; count: number; width: number }[] {
  const shown = reasons.length > REASONS ? reasons.slice(0, REASONS - 1) : reasons;
  const rest = reasons.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  const rows = [...shown, ...(rest > 0 ? [{ cause: '其他', count: rest }] : [])];
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return rows.map(({ cause, count }) => ({ cause, count, width: Math.round((count / most) * 100) }));
}

/** A part of a whole in whole percent, at least 1 where there is any. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 || part === 0 ? 0 : Math.max(1, Math.round((part / whole) * 100));

/** Whether a period has nothing at all to show. */
export const isEmpty = ({ figures, care, coupons }: FiguresView): boolean =>
  figures.every(
    ({ now, before, points }) => now.cases + before.cases + points.reduce((n, p) => n + p.cases, 0) === 0,
  ) && care.sent + care.leftOut + coupons.claimed === 0;
