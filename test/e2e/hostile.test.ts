import { it, expect } from 'vitest';
import { hostile } from '../../scripts/soak/hostile/hostile.ts';
import { sqliteLedger } from '../../scripts/soak/ledger.ts';
import { isKept, table } from '../../scripts/soak/findings.ts';

// `npm run soak -- hostile` does the same with other seeds.
const SEED = 4;
const quiet = (): void => undefined;

it('refuses 2,000 hostile requests without a fault, an effect or memory kept, and serves the others meanwhile', async () => {
  const ledger = await sqliteLedger();
  try {
    const { findings } = await hostile({ seed: SEED, cases: 2000, ledger, say: quiet });
    expect(isKept(findings), table(findings)).toBe(true);
  } finally {
    await ledger.drop();
  }
}, 600_000);
