import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTurns, type Rank } from '../../../../server/db/turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Queues while one turn is held, and lets them go one by one; gives the order in which they came. */
async function orderOf(...ranks: { rank: Rank; name: string }[]): Promise<string[]> {
  const turns = createTurns(1);
  const giveBack = await turns.take('owed');
  const order: string[] = [];
  const all = ranks.map(async ({ rank, name }) => {
    const done = await turns.take(rank);
    order.push(name);
    done();
  });
  giveBack();
  await Promise.all(all);
  return order;
}

const many = (count: number, rank: Rank, name: string) =>
  Array.from({ length: count }, (_, n) => ({ rank, name: `${name}${n}` }));

it('what was asked goes before five hundred planned ones that came earlier', async () => {
  const order = await orderOf(
    ...many(500, 'planned', 'job'),
    { rank: 'asked', name: 'callback' },
    { rank: 'owed', name: 'line' },
  );
  expect(order.slice(0, 2)).toEqual(['callback', 'line']);
});

it('a planned one has its turn though others keep coming', async () => {
  const order = await orderOf({ rank: 'planned', name: 'job' }, ...many(100, 'owed', 'line'));
  expect(order.indexOf('job')).toBeGreaterThan(0);
  expect(order.indexOf('job')).toBeLessThan(30);
});

it('equals go in the order of their coming, as many at a time as there is room for', async () => {
  const turns = createTurns(2);
  const first = await turns.take('owed');
  await turns.take('owed');
  const begun: number[] = [];
  for (const n of [1, 2, 3]) void turns.take('owed').then(() => begun.push(n));
  first();
  // Given back twice, it is one turn all the same.
  first();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([1]);
});

it('refuses what is asked when too many wait, but nothing that was accepted before', async () => {
  const turns = createTurns(1);
  const giveBack = await turns.take('owed');
  const waiting = Array.from({ length: 500 }, () => turns.take('asked').then((done) => done()));
  await expect(turns.take('asked')).rejects.toMatchObject({
    kind: 'unavailable',
    sentence: expect.stringContaining('系统正忙'),
  });
  const owed = turns.take('owed').then((done) => done());
  giveBack();
  await Promise.all([...waiting, owed]);
  await expect(turns.take('asked')).resolves.toBeTypeOf('function');
});

it('refuses what has waited longer than WeCom waits, and forgets it', async () => {
  const turns = createTurns(1);
  const giveBack = await turns.take('owed');
  const late = expect(turns.take('asked')).rejects.toMatchObject({ code: 'database.busy' });
  await vi.advanceTimersByTimeAsync(5_000);
  await late;
  giveBack();
  await expect(turns.take('owed')).resolves.toBeTypeOf('function');
});
