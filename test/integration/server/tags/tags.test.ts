import { expect, it } from 'vitest';
import { CustomerTag, Tag } from '../../../../entities/tag.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { recordTags } from '../../../../server/tags/record-tags.ts';
import type { FetchedTag } from '../../../../server/wecom/messages/fetch-customer.ts';
import type { SandboxCompany } from '../../../../scripts/sandbox/company.ts';
import { testCompany } from '../../../support/company.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const ZHAO = 'wmZhaoMinAAAAAAAAAAAAAAAAAAAAAAA';

/** 周航 has put the company's tag 酒店 on her in his WeCom; 民宿 is on another customer only. */
const company: SandboxCompany = {
  ...testCompany,
  tags: [{ groupName: '行业', tags: ['酒店', '民宿'] }],
  customers: [contact(ZHAO, '赵敏', ['酒店']), contact('wmChenAAAAAAAAAAAAAAAAAAAAAAAAA', '陈志远', ['民宿'])],
};

function contact(external_userid: string, name: string, tags: string[]): SandboxCompany['customers'][number] {
  const follow = { userid: 'zhouhang', remark: '', description: '', createtime: 1_700_000_000, add_way: 1, tags };
  return { external_userid, name, type: 1, gender: 0, follow: [follow] };
}

/** A WeCom customer of 周航, as the product knows him. */
async function friend(app: TestApp): Promise<{ customerId: string; externalUserId: string }> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name: '赵敏' });
  await app.control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  const customer = await app.read(system, (ctx) => ctx.db.query<{ id: string }[]>('SELECT id FROM customers'));
  return { customerId: customer[0]?.id ?? '', externalUserId };
}

/** What WeCom tells of the customer's tags, each line one member's. */
const told = (externalUserId: string, ...tags: FetchedTag[][]) => ({
  ...{ externalUserId, name: '赵敏', company: null },
  followers: tags.map((each, at) => ({
    ...{ userId: ['zhouhang', 'xujing'][at] ?? '', remark: null, description: null, since: 1 },
    ...{ addWay: null, state: null, company: null, phone: null, tags: each },
  })),
});

it('takes over WeCom’s tags of all members, follows their names, and drops those that are gone', async () => {
  const app = await testApp();
  const { externalUserId } = await friend(app);
  const hotel = { wecomId: 'et1', groupName: '行业', name: '酒店' };
  const inn = { wecomId: 'et2', groupName: '行业', name: '民宿' };
  const tags = async () => (await app.say('zhouhang', '标签 赵敏'))[0];

  await app.run(system, (ctx) => recordTags(ctx, told(externalUserId, [hotel], [hotel, inn])));
  expect(await tags()).toBe('赵敏的标签：民宿、酒店');

  await app.say('zhouhang', '标签 赵敏 爱喝手冲');
  await app.run(system, (ctx) => recordTags(ctx, told(externalUserId, [{ ...hotel, name: '大酒店' }], [])));
  expect(await tags()).toBe('赵敏的标签：爱喝手冲、大酒店');
  expect(await app.read(system, (ctx) => ctx.db.countBy(Tag, { wecomId: 'et1' }))).toBe(1);

  await app.run(system, (ctx) => recordTags(ctx, told(externalUserId, [])));
  expect(await tags()).toBe('赵敏的标签：爱喝手冲');
});

it('is in step with WeCom both ways', async () => {
  const app = await testApp({ company });
  /** 周航 edits a remark in his WeCom, so that WeCom is asked about the customer anew. */
  const readAgain = async (externalUserId: string, remark: string) => {
    await app.control('POST', `/members/zhouhang/contacts/${externalUserId}/remark`, { remark });
    await app.settle();
  };
  for (const { external_userid: id } of company.customers) await readAgain(id, '老板');
  expect(await app.say('zhouhang', '标签 赵敏')).toEqual(['赵敏的标签：酒店']);

  expect(await app.say('zhouhang', '标签 赵敏 民宿')).toEqual(['赵敏有了标签“民宿”。']);
  expect(await app.say('zhouhang', '去标签 赵敏 酒店')).toEqual(['赵敏没有标签“酒店”了。']);
  await readAgain(ZHAO, '赵老板');

  expect((await app.say('zhouhang', '查 赵敏'))[0]).toContain('标签：民宿');
  expect(await app.say('zhouhang', '标签 赵敏')).toEqual(['赵敏的标签：民宿']);
  expect(app.faults).toEqual([]);
});

it('makes a tag that there is not, and puts it on once', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect(await app.say('zhouhang', '标签 张三 爱喝手冲')).toEqual(['新建了标签，张三有了标签“爱喝手冲”。']);
  expect(await app.say('zhouhang', '标签 张三 爱喝手冲')).toEqual(['张三有了标签“爱喝手冲”。']);
  expect(await app.read(system, (ctx) => ctx.db.count(CustomerTag))).toBe(1);
  expect((await app.say('zhouhang', `标签 张三 ${'长'.repeat(31)}`))[0]).toContain('标签名要有 1 到 30 个字');
  expect((await app.say('zhouhang', '去标签 张三 没有的'))[0]).toContain('张三没有这个标签');
});

it('asks which where two groups have a tag of one name, or takes the group that was said', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.run(system, async (ctx) => {
    for (const groupName of ['行业', '合作']) {
      await ctx.db.insert(Tag, { id: ctx.newId(), groupName, name: '酒店', wecomId: null });
    }
  });

  expect((await app.say('zhouhang', '标签 张三 酒店'))[0]).toContain('是哪个“酒店”？');
  expect(await app.press('zhouhang', '合作')).toEqual(['张三有了标签“酒店”。']);
  expect(await app.say('zhouhang', '去标签 张三 酒店')).toEqual(['张三没有标签“酒店”了。']);
  expect(await app.say('zhouhang', '标签 张三 行业/酒店')).toEqual(['张三有了标签“酒店”。']);
});

it('is not for a colleague who may not see the customer', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect(await app.say('xujing', '标签 张三 酒店')).toEqual(['没有找到这位客户。']);
  expect(await app.read(system, (ctx) => ctx.db.count(Tag))).toBe(0);
});

it('drops the tags of a member who is no contact any more, while a colleague still is', async () => {
  const app = await testApp({ company });
  await app.control('POST', `/customers/${ZHAO}/contacts`, { userid: 'xujing' });
  await app.settle();
  const borne = () => app.read(system, ({ db }) => db.count(CustomerTag));
  expect(await borne()).toBe(1);

  await app.control('DELETE', `/customers/${ZHAO}/contacts/zhouhang`);
  await app.settle();

  expect(await borne()).toBe(0);
  expect(app.faults).toEqual([]);
});
