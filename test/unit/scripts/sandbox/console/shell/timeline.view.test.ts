import { expect, it } from 'vitest';
import { timeline } from '../../../../../../scripts/sandbox/console/shell/timeline.view.ts';

const NOW = Date.parse('2026-11-20T15:42:00+08:00');
const said = (id: string, at: string) => ({ id, at: `${at}+08:00` });
const shape = (items: { id: string; at: string }[]): string[] =>
  timeline(items, NOW).map((line) => (line.kind === 'time' ? line.label : line.item.id));

it('shows a time first, after a pause and on a new day', () => {
  expect(
    shape([
      said('a', '2026-11-19T23:58:00'),
      said('b', '2026-11-19T23:59:00'),
      said('c', '2026-11-20T00:01:00'),
      said('d', '2026-11-20T00:05:00'),
      said('e', '2026-11-20T00:15:00'),
    ]),
  ).toEqual(['昨天 23:58', 'a', 'b', '今天 00:01', 'c', 'd', '今天 00:15', 'e']);
});

it('has nothing to show for an empty chat', () => {
  expect(shape([])).toEqual([]);
});

it('gives every line a key of its own', () => {
  const keys = timeline([said('a', '2026-11-20T10:00:00'), said('b', '2026-11-20T12:00:00')], NOW).map(
    ({ key }) => key,
  );
  expect(new Set(keys).size).toBe(4);
});
