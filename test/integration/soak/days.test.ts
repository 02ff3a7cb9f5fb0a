import { expect, it } from 'vitest';
import { badDays } from '../../soak/account-of-days.ts';

it(
  'after days on which WeCom and the network fail in every way, the product knows what WeCom knows',
  { timeout: 300_000 },
  async () => {
    const { wecom, product, left, faults, lived } = await badDays({ days: 3, seed: 20_261_121 });

    expect(left).toMatchObject({ waiting: [], dead: [], notOnce: [] });
    expect(product).toEqual(wecom);
    expect(faults).toEqual([]);
    // Days on which nothing happened would prove nothing.
    expect(lived.notes.length).toBeGreaterThan(10);
    expect(wecom.masses.length).toBeGreaterThan(0);
    expect(wecom.tags.length).toBeGreaterThan(0);
  },
);
