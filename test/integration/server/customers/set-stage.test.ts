import { expect, it } from 'vitest';
import { Customer } from '../../../../entities/customer.ts';
import { setStage } from '../../../../server/customers/set-stage.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { testApp } from '../../../support/test-app.ts';

it('moves a customer to a stage, for his owner and the owner’s manager', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const stored = () => app.read(system, ({ db }) => db.findOneByOrFail(Customer, { id }));

  for (const [userId, stage] of [
    ['zhouhang', 'quoted'],
    ['shenlan', 'won'],
  ] as const) {
    expect(await app.run(await app.actor(userId), (ctx) => setStage(ctx, id, stage))).toMatchObject({ id, stage });
    expect((await stored()).stage).toBe(stage);
  }
});

it('refuses a colleague’s customer as if he were absent, and leaves him where he is', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  const refused = app.run(await app.actor('xujing'), (ctx) => setStage(ctx, id, 'won'));

  await expect(refused).rejects.toMatchObject({ kind: 'not_found', code: 'customer.absent' });
  expect((await app.read(system, ({ db }) => db.findOneByOrFail(Customer, { id }))).stage).toBe('lead');
});
