import { expect, it } from 'vitest';
import { createCampaign } from '../../../../server/campaigns/draft-campaign.ts';
import type { CampaignPreview, CampaignRow, LeftOutPage } from '../../../../server/campaigns/schemas.ts';
import { addDays } from '../../../../server/kernel/dates.ts';
import { signIn, type ApiClient } from '../../../support/api.ts';
import { draft, friend, openedOffer } from '../../../support/offers.ts';
import { START, testApp, textOf, type TestApp } from '../../../support/test-app.ts';

const PAGES = 'http://crm.example.com';

const facts = (offerId: string) => ({
  ...{ title: '老机焕新', segmentId: null, offerId, text: '新豆到了，\n来店里坐坐。', holdoutPercent: 0 },
  ...{ sendAt: addDays(START, 1).toISOString(), allCustomersReason: '周年答谢' },
});
const drafted = async (page: ApiClient, offerId: string, more: object = {}): Promise<string> =>
  (await page.post<{ id: string }>('/campaigns', { ...facts(offerId), ...more })).body.id;
const preview = async (page: ApiClient, id: string) => (await page.get<CampaignPreview>(`/campaigns/${id}`)).body;
const approve = async (page: ApiClient, id: string) =>
  page.post(`/campaigns/${id}/approve`, { version: (await preview(page, id)).version });
const lastOf = async (app: TestApp, userid: string) => {
  await app.settle();
  return (await app.chat(userid)).map(textOf).at(-1) ?? '';
};

it('goes from a rep’s draft over his manager’s card to the approval that the rep is told of', async () => {
  const app = await testApp({ publicUrl: PAGES });
  await friend(app, '张三');
  const offer = await openedOffer(app);
  const [rep, manager] = [await signIn(app, 'zhouhang'), await signIn(app, 'shenlan')];

  const id = await drafted(rep, offer.id);
  expect(await preview(rep, id)).toMatchObject({
    ...{ status: { name: '草稿' }, total: 1, gets: 1, approvers: ['沈岚'], createdBy: '周航' },
    ...{ canSubmit: true, canApprove: false, canCancel: true, canEdit: true },
  });
  expect(await approve(rep, id)).toMatchObject({ status: 403 });
  expect((await rep.post(`/campaigns/${id}/submit`)).status).toBe(200);
  expect(await rep.post(`/campaigns/${id}/submit`)).toMatchObject({
    status: 409,
    body: { message: '这个活动已经提交过了，等主管审批就好。' },
  });

  await app.settle();
  const [card] = (await app.chat('shenlan')).flatMap((item) =>
    item.kind === 'card' && item.card.title.startsWith('等你审批') ? [item.card] : [],
  );
  expect(card).toMatchObject({
    title: '等你审批：老机焕新',
    buttons: [{ text: '看预览，再审批', url: `${PAGES}/m/#/pages/campaigns/campaign?id=${id}` }],
  });
  const listed = await manager.get<{ items: CampaignRow[] }>('/campaigns');
  expect(listed.body.items).toMatchObject([{ id, status: { name: '待审批' }, canApprove: true, reach: null }]);

  const results = await Promise.all([1, 2, 3].map(() => approve(manager, id)));
  expect(results.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await lastOf(app, 'zhouhang')).toContain('已批准：老机焕新\n沈岚批准了你的活动');
  expect(await preview(rep, id)).toMatchObject({
    ...{ status: { name: '已审批' }, approvedBy: '沈岚', senders: 1, unconfirmed: 1 },
    ...{ canEdit: false, canSubmit: false, canCancel: false },
  });
  expect(await rep.post(`/campaigns/${id}`, facts(offer.id))).toMatchObject({ status: 409 });
  expect(await rep.post(`/campaigns/${id}/cancel`)).toMatchObject({ status: 403 });
  expect((await manager.post(`/campaigns/${id}/cancel`)).status).toBe(200);
  expect(await lastOf(app, 'zhouhang')).toContain('已取消：老机焕新');
  expect(app.faults).toEqual([]);
});

it('tells the manager where to look where nobody can reach a page, and has a changed campaign submitted anew', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offer = await openedOffer(app);
  const rep = await signIn(app, 'zhouhang');
  const id = await drafted(rep, offer.id);

  await rep.post(`/campaigns/${id}/submit`);
  expect(await lastOf(app, 'shenlan')).toContain('在工作台打开“营销活动”看预览，再审批。');
  expect((await rep.post(`/campaigns/${id}`, { ...facts(offer.id), title: '新名字' })).status).toBe(200);
  expect(await preview(rep, id)).toMatchObject({ title: '新名字', status: { code: 'draft' }, canSubmit: true });
});

it('is approved as it was seen, or seen again', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offer = await openedOffer(app);
  const [rep, manager] = [await signIn(app, 'zhouhang'), await signIn(app, 'shenlan')];
  const id = await drafted(rep, offer.id);
  await rep.post(`/campaigns/${id}/submit`);
  const { version } = await preview(manager, id);

  await rep.post(`/campaigns/${id}`, { ...facts(offer.id), text: '换了一段话' });
  await rep.post(`/campaigns/${id}/submit`);
  expect(await manager.post(`/campaigns/${id}/approve`, { version })).toMatchObject({
    status: 409,
    body: { message: '这个活动刚刚改过，再看一遍再批准。' },
  });
  expect(await approve(manager, id)).toMatchObject({ status: 200 });
});

it('stays a draft where nobody is there to approve it', async () => {
  const app = await testApp();
  const offer = await openedOffer(app);
  await app.build.member('newcomer', '新人');
  const page = await signIn(app, 'newcomer');
  const id = await drafted(page, offer.id);

  expect(await page.post(`/campaigns/${id}/submit`)).toMatchObject({
    status: 409,
    body: { message: '通讯录里没有你的主管，活动还是草稿。请管理员来审批。' },
  });
  expect(await preview(page, id)).toMatchObject({ status: { code: 'draft' } });
});

it('sends whoever asks the very text, to nobody else', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offer = await openedOffer(app);
  const page = await signIn(app, 'zhouhang');
  const before = (await app.chat('shenlan')).length;

  expect((await page.post(`/campaigns/${await drafted(page, offer.id)}/try`)).status).toBe(200);

  expect(await lastOf(app, 'zhouhang')).toBe('新豆到了，\n来店里坐坐。');
  expect(await app.chat('shenlan')).toHaveLength(before);
});

it('names who is left out, cause by cause and page by page, and nobody whom one may not see', async () => {
  const app = await testApp();
  await friend(app, '张三');
  for (let n = 0; n < 53; n += 1) {
    await app.build.customer({ owner: n < 51 ? 'zhouhang' : 'gaoyuan', name: `没加好友${n}` });
  }
  const offer = await openedOffer(app);
  const [rep, manager] = [await signIn(app, 'zhouhang'), await signIn(app, 'shenlan')];
  const id = await drafted(rep, offer.id);
  const cause = encodeURIComponent('还不是企业微信好友');
  const named = async (page: ApiClient) => {
    const first = (await page.get<LeftOutPage>(`/campaigns/${id}/left-out?cause=${cause}`)).body;
    const next = (await page.get<LeftOutPage>(`/campaigns/${id}/left-out?cause=${cause}&cursor=${first.cursor}`)).body;
    expect(next.cursor).toBeNull();
    return [...first.items, ...next.items].map(({ name }) => name);
  };

  expect(new Set(await named(rep)).size).toBe(51);
  expect(new Set(await named(manager)).size).toBe(53);
  expect(await approve(manager, id)).toMatchObject({ status: 200 });
  const decided = await preview(rep, id);
  expect(decided.gets + decided.holdout + decided.leftOut).toBe(decided.total);
  expect(decided).toMatchObject({ total: 54, leftOut: 53, reasons: [{ count: 53 }] });
  expect(new Set(await named(rep)).size).toBe(51);
  expect(new Set(await named(manager)).size).toBe(53);
  const luoyi = await signIn(app, 'luoyi');
  expect((await luoyi.get(`/campaigns/${id}/left-out?cause=${cause}`)).status).toBe(404);
});

it('names in a decided campaign only customers whom one may see', async () => {
  const app = await testApp();
  await friend(app, '张三');
  await app.build.customer({ owner: 'gaoyuan', name: '高媛的客户' });
  const offer = await openedOffer(app);
  const [rep, manager] = [await signIn(app, 'zhouhang'), await signIn(app, 'shenlan')];
  const id = await drafted(rep, offer.id);
  await approve(manager, id);

  expect((await preview(manager, id)).reasons).toMatchObject([{ count: 1, names: ['高媛的客户'] }]);
  expect((await preview(rep, id)).reasons).toMatchObject([{ count: 1, names: [] }]);
});

it('counts what is confirmed, claimed and used while it is on its way', async () => {
  const app = await testApp();
  await friend(app, '张三');
  await friend(app, '李四', 'gaoyuan');
  const offer = await openedOffer(app);
  const manager = await signIn(app, 'shenlan');
  const { id } = await draft(app, offer);
  await approve(manager, id);
  await app.moveClock({ hours: 1 });
  await app.settle();
  const waiting = (await app.chat('zhouhang')).find(({ kind }) => kind === 'mass');
  await app.control('POST', `/members/zhouhang/mass/${waiting?.id ?? ''}/confirm`);
  await app.moveClock({ hours: 1 });
  await app.settle();

  expect(await preview(manager, id)).toMatchObject({ status: { code: 'sending' }, gets: 2, sent: 1, unconfirmed: 1 });
  const listed = await manager.get<{ items: CampaignRow[] }>('/campaigns');
  expect(listed.body.items).toMatchObject([{ reach: { gets: 2, sent: 1 } }]);
});

it.each([
  ['no title', { title: ' ' }, 400],
  ['an offer that there is not', { offerId: '01AAAAAAAAAAAAAAAAAAAAAAAA' }, 404],
  ['a time that is none', { sendAt: '明天' }, 400],
  ['a time at which nobody is disturbed', { sendAt: '2026-11-22T22:00:00+08:00' }, 400],
  ['half held out and more', { holdoutPercent: 51 }, 400],
])('refuses a draft with %s', async (_what, more, status) => {
  const app = await testApp();
  const offer = await openedOffer(app);
  const page = await signIn(app, 'zhouhang');

  expect((await page.post('/campaigns', { ...facts(offer.id), ...more })).status).toBe(status);
});

it('answers alike for another’s campaign and for none', async () => {
  const app = await testApp();
  const offer = await openedOffer(app);
  const { id } = await app.run(await app.actor('zhouhang'), (ctx) => createCampaign(ctx, facts(offer.id)));
  const other = await signIn(app, 'luoyi');

  for (const act of ['submit', 'approve', 'cancel', 'try']) {
    const refused = await other.post(`/campaigns/${id}/${act}`, { version: '1' });
    expect(refused).toMatchObject({ status: 404, body: { code: 'campaign.absent' } });
    expect(await other.post(`/campaigns/01ABSENT000000000000000000/${act}`, { version: '1' })).toEqual(refused);
  }
  expect(await other.get(`/campaigns/${id}`)).toEqual(await other.get('/campaigns/01ABSENT000000000000000000'));
});
