import { expect, it } from 'vitest';
import { Order } from '../../../../entities/order.ts';
import type { DealView } from '../../../../server/deals/schemas.ts';
import type { CustomerProfile } from '../../../../server/followups/schemas.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { signIn } from '../../../support/api.ts';
import { serviceCompany } from '../../../support/company.ts';
import { testApp, textOf } from '../../../support/test-app.ts';

it('quotes and wins on a page as in chat', async () => {
  const app = await testApp({ company: serviceCompany });
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const page = await signIn(app, 'zhouhang');

  const quoted = await page.post<DealView>(`/customers/${id}/quote`, { amountFen: 5_800_000, title: '双头机' });
  expect(quoted).toMatchObject({ status: 200, body: { stage: 'open', title: '双头机', amountFen: 5_800_000 } });
  const dealOf = async () => (await page.get<CustomerProfile>(`/customers/${id}`)).body.deal;
  expect(await dealOf()).toMatchObject({ title: '双头机', amountFen: 5_800_000 });
  const won = await page.post<DealView>(`/customers/${id}/win`, { note: '周末送货' });
  expect(won).toMatchObject({ status: 200, body: { id: quoted.body.id, stage: 'won', amountFen: 5_800_000 } });
  expect(await dealOf()).toBeNull();

  expect(await app.read(system, ({ db }) => db.find(Order))).toMatchObject([{ title: '双头机', amountFen: 5_800_000 }]);
  await app.settle();
  expect((await app.chat('hejiayi')).map(textOf).at(-1)).toContain('交接备注：周末送货');
  expect(await page.post(`/customers/${id}/win`)).toMatchObject({ status: 409, body: { code: 'deal.closed' } });
});

it.each([
  ['no amount', 'quote', {}, 400],
  ['nothing', 'quote', { amountFen: 0 }, 400],
  ['less than nothing', 'quote', { amountFen: -100 }, 400],
  ['parts of a fen', 'win', { amountFen: 0.5 }, 400],
  ['more than anybody pays', 'win', { amountFen: 1e15 }, 400],
  ['words', 'quote', { amountFen: '5万' }, 400],
  ['a win without a quote', 'win', {}, 400],
  ['a no without a quote', 'lose', {}, 404],
])('refuses %s', async (_what, act, body, status) => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect((await (await signIn(app, 'zhouhang')).post(`/customers/${id}/${act}`, body)).status).toBe(status);
});

it('answers alike for a colleague’s customer and for none', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '张三' });
  const other = await signIn(app, 'xujing');

  for (const act of ['quote', 'win', 'lose']) {
    const body = { amountFen: 100 };
    const refused = await other.post(`/customers/${id}/${act}`, body);
    expect(refused).toMatchObject({ status: 404, body: { code: 'customer.absent' } });
    expect(await other.post(`/customers/01ABSENT000000000000000000/${act}`, body)).toEqual(refused);
  }
});
