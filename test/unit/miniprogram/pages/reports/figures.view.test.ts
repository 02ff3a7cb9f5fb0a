import { expect, it } from 'vitest';
import type { FiguresView, FigureView, PersonFigures } from '../../../../../miniprogram/api/client.ts';
import {
  cardLabel,
  chartLabel,
  chartLines,
  countWords,
  dayLabel,
  gapWords,
  isEmpty,
  peopleOf,
  percentOf,
  personRows,
  pointWords,
  readingText,
  reasonRows,
  targetWords,
  thinWords,
} from '../../../../../miniprogram/pages/reports/figures.view.ts';

const reading = (cases: number, sum: number, value: number | null) => ({ cases, sum, value });

const figure = (parts: Partial<FigureView> = {}): FigureView => ({
  ...{ code: 'conversion', title: '转化率', short: '转化', definition: '…', unit: 'percent', noun: '单' },
  ...{ target: 30, direction: 'up', now: reading(108, 34, 31.5), before: reading(90, 26, 28.9), points: [] },
  ...parts,
});
const cycle = (parts: Partial<FigureView> = {}): FigureView =>
  figure({ code: 'deal-cycle', title: '成交周期', short: '周期', unit: 'days', direction: 'down', ...parts });
const points = (...values: (number | null)[]): FigureView['points'] =>
  values.map((value, index) => ({ day: `2026-09-${String(7 * index + 7).padStart(2, '0')}`, cases: 25, value }));

it.each([
  ['31.5%', '目标 30%', '已达', '', figure()],
  ['27.8%', '目标 30%', '差 2.2 点', '', figure({ now: reading(108, 30, 27.8) })],
  ['8 / 12 单', '目标 30%', undefined, '不到 20 单', figure({ now: reading(12, 8, null) })],
  ['—', '目标 30%', undefined, '还没有', figure({ now: reading(0, 0, null) })],
  ['18 天', '目标 ≤ 30 天', '已达', '', cycle({ now: reading(12, 216, 18) })],
  ['33.5 天', '目标 ≤ 30 天', '多 3.5 天', '', cycle({ now: reading(2, 67, 33.5) })],
  ['43%', '', undefined, '', figure({ target: null, now: reading(100, 43, 43) })],
])('a card says %s, %s, %s%s', (value, target, gap, thin, each) => {
  expect(readingText(each, each.now)).toBe(value);
  expect(targetWords(each)).toBe(target);
  expect(gapWords(each, each.now)?.words).toBe(gap);
  expect(thinWords(each, each.now)).toBe(thin);
});

it('is read aloud with its numbers', () => {
  expect(cardLabel(figure())).toBe('转化率 31.5%，34 / 108 单，目标 30%，已达');
  expect(cardLabel(figure({ now: reading(12, 8, null) }))).toBe('转化率 8 / 12 单，目标 30%，不到 20 单');
  expect(countWords(cycle(), reading(12, 216, 18))).toBe('12 单共 216 天');
});

it('charts the first two shares that have a line, and reads each point', () => {
  const few = figure({ points: points(31, 30, null) });
  const back = figure({ code: 'repurchase', short: '复购', target: 45, points: points(40, null, 42.5) });
  const timely = figure({ code: 'timeliness', short: '及时', target: 90, points: points(88, 86, 91) });
  const worth = figure({ code: 'worth', short: '有内容', target: 60, points: points(70, 71, 72) });

  const lines = chartLines([few, timely, back, cycle({ points: points(10, 11, 12) }), worth]);

  expect(lines.map(({ name }) => name)).toEqual(['复购', '及时']);
  expect(pointWords(lines, 1, '9-14', '周')).toBe('9-14 那周：复购 数太少，及时 86%');
  expect(chartLabel(lines, ['9-07', '9-14', '9-21'])).toBe(
    '复购，目标 45%：9-07 40%，9-21 42.5%。及时，目标 90%：9-07 88%，9-14 86%，9-21 91%',
  );
  expect([dayLabel('2026-09-07', 'weeks'), dayLabel('2026-09-01', 'quarter')]).toEqual(['9-07', '9 月']);
});

const person = (name: string, figures: PersonFigures['figures'], left = false): PersonFigures => ({
  ...{ id: name, name, left, figures },
});

it('sets the people side by side: numbers, counts where cases are few, and a bar against the target', () => {
  const all = [figure(), figure({ code: 'timeliness', short: '及时', noun: '件', target: 90 })];
  const rows = personRows(
    [
      person('周航', { conversion: reading(41, 14, 34.1), timeliness: reading(100, 91, 91) }),
      person('马晓楠', { conversion: reading(9, 2, null), timeliness: reading(50, 37, 74) }, true),
      person('新人', { timeliness: reading(3, 3, null) }),
    ],
    all,
  );

  expect(rows.map(({ name, columns, timely, bar }) => [name, columns[0]?.text, timely, bar])).toEqual([
    ['周航', '34.1', '91', { width: 91, reached: true }],
    ['马晓楠（离职）', '2/9', '74', { width: 74, reached: false }],
    ['新人', '—', '3/3', null],
  ]);
  expect(rows[0]?.label).toBe('周航，转化 34.1%，及时 91%');
});

it('lists one figure by person, whoever has most cases first', () => {
  const people = [
    person('许静', { conversion: reading(10, 2, null), 'deal-cycle': reading(2, 30, 15) }),
    person('周航', { conversion: reading(20, 13, 65) }),
    person('沈岚', { conversion: reading(0, 0, null) }),
  ];
  expect(peopleOf(people, figure())).toEqual([
    { name: '周航', text: '65%（13 / 20 单）' },
    { name: '许静', text: '2 / 10 单' },
  ]);
  expect(peopleOf(people, cycle())).toEqual([{ name: '许静', text: '15 天（2 单）' }]);
});

it('shows the reasons that weigh most and adds up the rest, so that none is lost', () => {
  const reasons = [9, 6, 5, 3, 2, 1].map((count, n) => ({ cause: `原因${n}`, count }));
  const rows = reasonRows({ sent: 40, leftOut: 26, reasons });

  expect(rows.map(({ cause, count }) => [cause, count])).toEqual([
    ['原因0', 9],
    ['原因1', 6],
    ['原因2', 5],
    ['原因3', 3],
    ['其他', 3],
  ]);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(26);
  expect(rows[0]?.width).toBe(100);
  expect([percentOf(0, 9), percentOf(1, 900), percentOf(21, 48), percentOf(0, 0)]).toEqual([0, 1, 44, 0]);
});

it('is empty only where there is nothing of any kind', () => {
  const nothing: FiguresView = {
    ...{
      who: '周航',
      several: false,
      from: '',
      to: '',
      figures: [figure({ now: reading(0, 0, null), before: reading(0, 0, null) })],
    },
    ...{ care: { sent: 0, leftOut: 0, reasons: [] }, coupons: { claimed: 0, redeemed: 0, offers: [] } },
  };
  expect(isEmpty(nothing)).toBe(true);
  expect(isEmpty({ ...nothing, figures: [figure({ now: reading(0, 0, null) })] })).toBe(false);
  expect(isEmpty({ ...nothing, care: { sent: 0, leftOut: 1, reasons: [] } })).toBe(false);
});
