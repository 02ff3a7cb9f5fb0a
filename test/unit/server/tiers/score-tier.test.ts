import { describe, expect, it } from 'vitest';
import { scoreTier, TIER_FROM, WEIGHTS, type TierFacts } from '../../../../server/tiers/score-tier.ts';
import { addDays } from '../../../../server/kernel/dates.ts';

const now = new Date('2026-11-21T02:00:00.000Z');
const lines = { coreFen: 10_000_000, halfFen: 1_000_000 };
const facts = ({
  fen = 0,
  first = 0,
  last = 0,
  contact = null as number | null,
}: {
  fen?: number;
  first?: number;
  last?: number;
  contact?: number | null;
}): TierFacts => ({
  value:
    fen === 0
      ? null
      : { orderCount: 1, totalFen: fen, firstOrderAt: addDays(now, -first), lastOrderAt: addDays(now, -last) },
  lastFollowedUpAt: contact === null ? null : addDays(now, -contact),
});

it.each([
  ['the best', facts({ fen: 20_000_000, first: 1200, last: 10, contact: 3 }), 'A', 100],
  ['a big buyer of two years, lately seen', facts({ fen: 20_000_000, first: 800, last: 80, contact: 20 }), 'A', 92],
  ['a big buyer gone quiet', facts({ fen: 20_000_000, first: 1200, last: 400, contact: 400 }), 'A', 70],
  ['a big buyer of one year gone quiet', facts({ fen: 20_000_000, first: 500, last: 400, contact: 400 }), 'B', 62],
  ['a fair buyer, lately seen', facts({ fen: 2_000_000, first: 100, last: 100, contact: 10 }), 'B', 61],
  ['a small new buyer', facts({ fen: 100_000, first: 5, last: 5, contact: 5 }), 'B', 51],
  ['a small buyer gone quiet', facts({ fen: 100_000, first: 500, last: 500, contact: 500 }), 'C', 27],
  ['a lead in talks', facts({ contact: 1 }), 'C', 15],
  ['a lead that nobody has called', facts({}), 'C', 0],
] as const)('%s', (_who, customer, tier, score) => {
  expect(scoreTier(customer, lines, now)).toMatchObject({ tier, score });
});

it('gives its reasons in Chinese, one for each part', () => {
  expect(scoreTier(facts({ fen: 52_300_000, first: 800, last: 98, contact: 41 }), lines, now).reasons).toEqual([
    '价值 50/50：累计 ¥523,000，排在前 20%',
    '活跃 20/30：98 天前下单，41 天前联系',
    '年限 12/20：合作 2 年',
  ]);
  expect(scoreTier(facts({}), lines, now).reasons).toEqual([
    '价值 0/50：没下过单',
    '活跃 0/30：没下过单，没联系过',
    '年限 0/20：还没有合作',
  ]);
});

describe('the weights', () => {
  it('make a hundred, and the tiers stand in their order', () => {
    expect(Object.values(WEIGHTS).reduce((sum, each) => sum + each, 0)).toBe(100);
    expect(TIER_FROM.A).toBeGreaterThan(TIER_FROM.B);
  });

  it.each([
    [90, 91],
    [180, 181],
    [365, 366],
  ])('an order %i days ago counts for more than one %i days ago', (last, later) => {
    const points = (days: number) => scoreTier(facts({ fen: 100_000, first: 370, last: days }), lines, now).score;
    expect(points(last)).toBeGreaterThan(points(later));
  });
});
