import { expect, it } from 'vitest';
import { Tag } from '../../../../entities/tag.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { signIn } from '../../../support/api.ts';
import { START, testApp } from '../../../support/test-app.ts';

const silent = { condition: 'silent-for', params: { days: 30 } };

it('a page builds a segment: conditions, count, sample, kept, changed, deleted', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '孙丽', lastFollowedUpAt: addDays(START, -41) });
  await app.build.customer({ owner: 'zhouhang', name: '刚联系', lastFollowedUpAt: START });
  const page = await signIn(app, 'zhouhang');

  const { items } = (await page.get<{ items: { code: string; form: object; sentence: string }[] }>('/conditions')).body;
  expect(items.map(({ code }) => code)).toContain('silent-for');
  expect(items.find(({ code }) => code === 'silent-for')).toMatchObject({
    ...{ title: '沉默天数', sentence: '沉默超过 30 天' },
    form: { type: 'object', properties: { days: { type: 'integer', minimum: 1, maximum: 3650 } } },
  });

  expect((await page.post('/segments/count', { rule: { all: [silent] } })).body).toMatchObject({
    ...{ total: 2, matched: 1, sentence: '沉默超过 30 天' },
    lines: [{ text: '沉默超过 30 天', excludes: false, left: 1 }],
  });
  expect((await page.post('/segments/sample', { rule: silent })).body).toMatchObject({
    inside: [{ name: '孙丽', holds: true, why: '沉默 41 天' }],
    outside: [{ name: '刚联系', holds: false, why: '沉默 0 天' }],
  });

  const { body: kept } = await page.post<{ id: string }>('/segments', { name: '沉默的', rule: silent });
  expect((await page.post(`/segments/${kept.id}`, { name: '不沉默的', rule: { not: silent } })).body).toMatchObject({
    ...{ id: kept.id, name: '不沉默的', sentence: '全部客户，除去沉默超过 30 天', editable: true },
  });
  expect((await page.get<{ items: { name: string }[] }>('/segments')).body.items.map(({ name }) => name)).toEqual([
    ...['核心客户', '有流失苗头', '沉睡客户', '不沉默的'],
  ]);
  expect((await page.post(`/segments/${kept.id}/delete`)).status).toBe(200);
  expect((await page.get(`/segments/${kept.id}`)).status).toBe(404);
});

it.each([
  ['a condition that there is not', { condition: 'x', params: {} }],
  ['a tree that is too deep', { not: { not: { not: { not: { not: { not: silent } } } } } }],
  ['no tree', 'silent'],
  ['nothing', undefined],
])('a page hears in Chinese why %s is refused', async (_what, rule) => {
  const app = await testApp();
  const page = await signIn(app, 'zhouhang');

  const { status, body } = await page.post('/segments/count', { rule });
  expect(status).toBe(400);
  expect(body.message).toMatch(/\p{Script=Han}/u);
});

it('a page tags a customer and sees the tags; a colleague hears that there is no such customer', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '孙丽' });
  const tag: Tag = { id: '01TAG0000000000000000HOTEL', groupName: '行业', name: '酒店', wecomId: null };
  await app.run(system, ({ db }) => db.insert(Tag, tag));
  const link = { tagId: tag.id };

  const page = await signIn(app, 'zhouhang');
  expect((await page.get('/tags')).body).toEqual({
    items: [{ id: link.tagId, groupName: '行业', name: '酒店', fromWecom: false }],
  });
  expect((await page.post(`/customers/${customer.id}/tags`, link)).status).toBe(200);
  expect(await app.say('zhouhang', '标签 孙丽')).toEqual(['孙丽的标签：酒店']);
  expect((await page.post(`/customers/${customer.id}/tags/remove`, link)).status).toBe(200);
  expect((await page.get(`/customers/${customer.id}/tier`)).body).toEqual({ current: null, changes: [] });

  const colleague = await signIn(app, 'xujing');
  expect((await colleague.post(`/customers/${customer.id}/tags`, link)).status).toBe(404);
  expect((await colleague.get(`/customers/${customer.id}/tier`)).status).toBe(404);
});
