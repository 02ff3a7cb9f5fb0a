import { expect, it } from 'vitest';
import { system } from '../../../../server/kernel/actor.ts';
import { ensureMember } from '../../../../server/members/ensure-member.ts';
import { testApp } from '../../../support/test-app.ts';

it('lets in a member once whom several callbacks name in the same moment', async () => {
  const app = await testApp();
  const met = await Promise.all(
    Array.from({ length: 8 }, () => app.run(system, (ctx) => ensureMember(ctx, 'NewComer'))),
  );
  expect(new Set(met.map(({ id }) => id)).size).toBe(1);
});
