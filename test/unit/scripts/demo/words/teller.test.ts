import { expect, it } from 'vitest';
import { inventFacts, type Business } from '../../../../../scripts/demo/businesses.ts';
import { people } from '../../../../../scripts/demo/people.ts';
import { createRandom } from '../../../../../scripts/demo/random.ts';
import type { StepKind } from '../../../../../scripts/demo/words/lines.ts';
import { nextSteps } from '../../../../../scripts/demo/words/next-steps.ts';
import { createTeller, fill, waysToTell } from '../../../../../scripts/demo/words/teller.ts';

const BUSINESSES: Business[] = ['inn', 'hotel', 'cafe', 'office', 'bakery', 'dining'];

it('fills the gaps and spaces figures and Latin words as the house writes them', () => {
  expect(fill('对{machine}有兴趣，{size}', { machine: '全自动 A6', size: '20 间房' })).toBe(
    '对全自动 A6 有兴趣，20 间房',
  );
  expect(fill('问清是{size}', { size: '86 间房' })).toBe('问清是 86 间房');
});

it('does not leave a gap that nothing fits', () => {
  expect(() => fill('{budget}以内', { price: '5.8 万' })).toThrow('{budget}');
});

it.each(BUSINESSES)('has every text for %s without a gap, before it says one again', (business) => {
  const random = createRandom(1);
  const teller = createTeller(random);
  const person = people.find((each) => each.business === business);
  if (!person) throw new Error(`nobody in ${business}`);
  const facts = inventFacts(business, random);

  for (const kind of Object.keys(nextSteps) as StepKind[]) {
    const ways = waysToTell(kind, business);
    const told = ways.map(() => teller.tell(kind, person, facts));
    expect(told.filter(({ note, reaction }) => note === '' || reaction === '' || /[{}→]/.test(note))).toEqual([]);
    expect(new Set(told.map(({ note }) => note)).size, kind).toBe(ways.length);
    expect(teller.plan(kind, facts)).not.toMatch(/[{}]/);
  }
});
