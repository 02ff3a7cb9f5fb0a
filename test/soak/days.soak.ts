import { expect, inject, it } from 'vitest';
import { badDays } from './account-of-days.ts';

it('lives through days on which WeCom and the network fail in every way, for as long as is asked', async () => {
  const { minutes = 0, seed = 1 } = inject('soak') ?? {};
  const end = performance.now() + minutes * 60_000;
  const { wecom, product, left, faults, lived } = await badDays({
    ...{ days: 100_000, seed },
    until: () => performance.now() > end,
    dayOver: (day, { notes, actions }) => {
      if (day % 10 === 0) console.log(`day ${day}: ${notes.length} follow-ups, ${JSON.stringify(actions)}`);
    },
  });
  const sizes = Object.entries(wecom).map(([what, lines]) => `${lines.length} ${what}`);
  console.log(`seed ${seed}, ${lived.days} days: ${sizes.join(', ')}; ${JSON.stringify(lived.actions)}`);
  console.log('given up', left.explained);

  expect.soft(left).toMatchObject({ waiting: [], dead: [], notOnce: [] });
  expect.soft(product).toEqual(wecom);
  expect.soft(faults).toEqual([]);
});
