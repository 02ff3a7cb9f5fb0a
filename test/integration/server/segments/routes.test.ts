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

it('a page counts, samples and explains a rule while somebody else writes, and waits for nobody', async () => {
  const app = await testApp();
  const { id } = await app.build.customer({ owner: 'zhouhang', name: '孙丽', lastFollowedUpAt: addDays(START, -41) });
  const page = await signIn(app, 'zhouhang');

  const [count, sample, explained] = await app.run(system, () =>
    Promise.all([
      page.post('/segments/count', { rule: silent }),
      page.post('/segments/sample', { rule: silent }),
      page.post(`/segments/explain/${id}`, { rule: silent }),
    ]),
  );
  expect(count.body).toMatchObject({ total: 1, matched: 1 });
  expect(sample.body).toMatchObject({ inside: [{ name: '孙丽' }] });
  expect(explained.body).toMatchObject({ id, holds: true });
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

it('a page reads each condition with what can be changed of it, also deep within the rule', async () => {
  const app = await testApp();
  const page = await signIn(app, 'zhouhang');

  const born = { condition: 'birthday-within', params: { days: 7 } };
  const company = { condition: 'company-contains', params: { text: '\u0002酒店\u0003' } };
  const { body } = await page.post('/segments/count', { rule: { all: [{ any: [silent, born] }, { not: company }] } });
  expect(body).toMatchObject({
    phrases: [
      [
        { text: '沉默超过 ', change: false },
        { text: '30 天', change: true },
      ],
      [
        { text: '7 天内', change: true },
        { text: '过生日', change: false },
      ],
      [
        { text: '公司名含', change: false },
        { text: '“酒店”', change: true },
      ],
    ],
    sentence: '（沉默超过 30 天，或者7 天内过生日），除去公司名含“酒店”',
  });
});

it('a page fills in a condition from the tags, the members in sight, and the sources of customers in sight', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '甲', source: '官网' });
  await app.build.customer({ owner: 'zhouhang', name: '乙', source: '展会' });
  await app.build.customer({ owner: 'zhouhang', name: '丙', source: '展会' });
  await app.build.customer({ owner: 'zhouhang', name: '丁', source: null });
  await app.build.customer({ owner: 'xujing', name: '戊', source: '抖音' });
  const tag: Tag = { id: '01TAG0000000000000000HOTEL', groupName: '行业', name: '酒店', wecomId: null };
  await app.run(system, ({ db }) => db.insert(Tag, tag));

  const seen = async (userId: string) => {
    const { body } = await (await signIn(app, userId)).get<Record<string, { name: string }[]>>('/conditions/choices');
    return Object.fromEntries(Object.entries(body).map(([list, each]) => [list, each.map(({ name }) => name)]));
  };
  expect(await seen('zhouhang')).toEqual({ tags: ['酒店'], members: ['周航'], sources: ['展会', '官网'] });
  expect((await seen('shenlan'))['members']).toEqual(expect.arrayContaining(['周航', '沈岚']));
  expect((await seen('boss'))['sources']).toContain('抖音');
});

it('a page opens a segment that came with the product, and sees how many of his own it describes', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '孙丽', lastFollowedUpAt: addDays(START, -41) });
  const page = await signIn(app, 'zhouhang');

  expect((await page.get('/segments/ready%3Adormant')).body).toMatchObject({
    ...{ id: 'ready:dormant', name: '沉睡客户', ready: true, editable: false },
  });
  expect((await page.get('/segments/ready%3Adormant/size')).body).toEqual({ matched: 0 });
  expect((await page.get('/segments/ready%3Anonsense')).status).toBe(404);

  const { body: kept } = await page.post<{ id: string }>('/segments', { name: '沉默的', rule: silent });
  expect((await page.get(`/segments/${kept.id}/size`)).body).toEqual({ matched: 1 });
  const colleague = await signIn(app, 'xujing');
  expect((await colleague.get(`/segments/${kept.id}/size`)).body).toEqual({ matched: 0 });
});

it('two segments never bear one name, since everybody picks them by it', async () => {
  const app = await testApp();
  const page = await signIn(app, 'zhouhang');
  const { body: kept } = await page.post<{ id: string }>('/segments', { name: '沉默的', rule: silent });
  const { body: other } = await page.post<{ id: string }>('/segments', { name: '别的', rule: silent });

  const taken = { code: 'segment.name-taken', message: '已经有叫“沉默的”的分群，换个名字再存。' };
  expect(await page.post('/segments', { name: ' 沉默的 ', rule: silent })).toMatchObject({ status: 409, body: taken });
  expect(await page.post(`/segments/${other.id}`, { name: '沉默的', rule: silent })).toMatchObject({ status: 409 });
  expect(await page.post('/segments', { name: '核心客户', rule: silent })).toMatchObject({ status: 409 });
  expect(await page.post(`/segments/${kept.id}`, { name: '沉默的', rule: silent })).toMatchObject({ status: 200 });
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
