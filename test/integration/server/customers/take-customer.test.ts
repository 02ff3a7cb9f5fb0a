import { expect, it } from 'vitest';
import { takeCustomer } from '../../../../server/customers/take-customer.ts';
import { testApp } from '../../../support/test-app.ts';

it('takes whom the line plainly names, and nobody else', async () => {
  const app = await testApp();
  for (const name of ['张三', '静', 'Li', '周一鸣', '欧阳修文']) await app.build.customer({ owner: 'zhouhang', name });
  const actor = await app.actor('zhouhang');
  const taken = (line: string) =>
    app
      .read(actor, (ctx) => takeCustomer(ctx, line))
      .then(
        ({ customer, rest }) => [customer.name, rest],
        (error: Error) => error.message,
      );
  const absent = '没有找到这位客户。';

  expect(await taken('张三 已发报价单')).toEqual(['张三', '已发报价单']);
  expect(await taken('张三已发报价单')).toEqual(['张三', '已发报价单']);
  expect(await taken('张三，已发报价单')).toEqual(['张三', '已发报价单']);
  expect(await taken('张三丰 已发报价单')).toBe(absent);
  expect(await taken('静 已发报价单')).toEqual(['静', '已发报价单']);
  expect(await taken('静静 已发报价单')).toBe(absent);
  expect(await taken('Li 已发报价单')).toEqual(['Li', '已发报价单']);
  expect(await taken('Lisa 已发报价单')).toBe(absent);
  expect(await taken('周一鸣 已发报价单')).toEqual(['周一鸣', '已发报价单']);
  expect(await taken('zym 已发报价单')).toEqual(['周一鸣', '已发报价单']);
  expect(await taken('欧阳 已发报价单')).toEqual(['欧阳修文', '已发报价单']);
  expect(await taken('#01ABCDEFGHJKMNPQRSTVWXYZ00 已发')).toBe(absent);
});
