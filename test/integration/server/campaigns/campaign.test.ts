import { expect, it } from 'vitest';
import { Campaign, CampaignMember } from '../../../../entities/campaign.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { Member } from '../../../../entities/member.ts';
import { MassRecipient, MassSend } from '../../../../entities/mass-send.ts';
import { HeldTouch, Touch } from '../../../../entities/touch.ts';
import { approveCampaign } from '../../../../server/campaigns/approve-campaign.ts';
import { isHeldOut } from '../../../../server/campaigns/audience.ts';
import { cancelCampaign } from '../../../../server/campaigns/cancel-campaign.ts';
import { createCampaign, updateCampaign } from '../../../../server/campaigns/draft-campaign.ts';
import { launchCampaign } from '../../../../server/campaigns/launch-campaign.ts';
import { listCampaigns } from '../../../../server/campaigns/list-campaigns.ts';
import { previewCampaign } from '../../../../server/campaigns/preview-campaign.ts';
import type { CampaignInput } from '../../../../server/campaigns/schemas.ts';
import { sendCampaign, sendersDue } from '../../../../server/campaigns/send-campaign.ts';
import { audiencesDue, settleAudience } from '../../../../server/campaigns/settle-audience.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addDays, fromShanghai } from '../../../../server/kernel/dates.ts';
import { placeOrder } from '../../../../server/orders/place-order.ts';
import { deleteSegment } from '../../../../server/segments/delete-segment.ts';
import { createMassSend } from '../../../../server/mass-sends/create-mass-send.ts';
import { createSegment, updateSegment } from '../../../../server/segments/save-segment.ts';
import { setConsent } from '../../../../server/touches/consent.ts';
import { recordTouch } from '../../../../server/touches/record-touch.ts';
import { fetchDirectory } from '../../../../server/wecom/messages/fetch-directory.ts';
import { claim, confirmAll, draft, friend, openedOffer } from '../../../support/offers.ts';
import { chunks } from '../../../../server/touches/chunks.ts';
import { START, testApp, textOf, type TestApp } from '../../../support/test-app.ts';

const preview = async (app: TestApp, id: string, userid = 'shenlan') =>
  app.read(await app.actor(userid), (ctx) => previewCampaign(ctx, id));
const approve = async (app: TestApp, id: string, userid = 'shenlan') =>
  app.run(await app.actor(userid), (ctx) => approveCampaign(ctx, id));
const memberOf = (app: TestApp, { id: customerId }: Customer) =>
  app.read(system, ({ db }) => db.findOneByOrFail(CampaignMember, { customerId }));
/** Contacts of the rep's, without WeCom having told of each. */
async function crowd(app: TestApp, size: number): Promise<Customer[]> {
  const first = await app.build.customer({ owner: 'zhouhang', name: '客户', externalUserId: 'wmcrowd' });
  return app.run(system, async (ctx) => {
    const more = Array.from({ length: size - 1 }, (_, n) => ({
      ...{ ...first, id: ctx.newId(), externalUserId: `wmcrowd${n}` },
    }));
    const all = [first, ...more];
    for (const some of chunks(more, 100)) await ctx.db.insert(Customer, some);
    const relations = all.map(({ id: customerId, ownerId: memberId }) => ({
      ...{ customerId, memberId, remark: null, description: null, addWay: null, state: null, half: false },
      ...{ welcomedAt: null, since: START, endedAt: null, endedBy: null },
    }));
    for (const some of chunks(relations, 100)) await ctx.db.insert(CustomerRelation, some);
    return all;
  });
}
const massTexts = async (app: TestApp, userid: string) =>
  (await app.chat(userid)).flatMap((item) => (item.kind === 'mass' ? [item.mass.text] : []));

it('goes from the manager through the rep to the customer, who claims, and is used at the counter', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  const campaign = await draft(app, offer);
  await approve(app, campaign.id);
  expect(await massTexts(app, 'zhouhang')).toEqual([]);

  await app.moveClock({ hours: 1 });
  await app.settle();
  expect(await massTexts(app, 'zhouhang')).toEqual(['新豆到了，来店里坐坐。']);
  expect(await preview(app, campaign.id)).toMatchObject({ status: { code: 'sending' }, gets: 1, sent: 0 });
  await confirmAll(app, 'zhouhang');

  expect(await preview(app, campaign.id)).toMatchObject({ status: { name: '已完成' }, gets: 1, sent: 1 });
  const touches = await app.read(system, ({ db }) => db.findBy(Touch, { kind: 'offer' }));
  expect(touches).toMatchObject([{ customerId: lin.id, automatic: true, source: `campaign:${campaign.id}` }]);

  const { code } = await claim(app, lin, offer);
  expect((await app.say('zhouhang', `核销 ${code}`))[0]).toContain('已核销');
  expect(await preview(app, campaign.id)).toMatchObject({ coupons: { claimed: 1, redeemed: 1 } });
  expect(app.faults).toEqual([]);
});

it('carries the link to the customer’s page where people can reach it', async () => {
  const app = await testApp();
  await friend(app, '林晓彤');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  const page = 'https://crm.example.com/m/#/pages/member/home';
  const { approvedById: memberId } = await app.read(await app.actor('shenlan'), async ({ db }) =>
    db.findOneByOrFail(CampaignMember, { campaignId: campaign.id }).then((row) => ({ approvedById: row.memberId })),
  );

  await app.run(system, (ctx) => launchCampaign(ctx, campaign.id));
  await app.run(system, (ctx) => sendCampaign(page)(ctx, `${campaign.id}:${memberId}`));

  expect(await app.read(system, ({ db }) => db.find(MassSend))).toMatchObject([
    { link: { title: '清洁粉 1 盒', url: page }, purpose: 'offer' },
  ]);
});

it('says who gets it and who is left out and why, in counts that add up', async () => {
  const app = await testApp();
  const names = ['张一', '张二', '张三', '张四', '张五', '张六', '张七', '张八'];
  const customers = [];
  for (const name of names) customers.push(await friend(app, name));
  const [one, two, three] = customers;
  if (!one || !two || !three) throw new Error('nobody');
  await app.build.customer({ owner: 'zhouhang', name: '没加好友' });
  await app.build.customer({ owner: 'luoyi', name: '别人的' });
  await app.say('zhouhang', '投诉 张一 漏水');
  await app.run(system, (ctx) =>
    setConsent(ctx, { customerId: two.id, purpose: 'offer', allowed: false, source: 'page' }),
  );
  await app.run(system, (ctx) =>
    recordTouch(ctx, {
      ...{ customerId: three.id, memberId: null, kind: 'care', automatic: true, source: 'care:1', value: false },
    }),
  );
  const campaign = await draft(app, await openedOffer(app), { holdoutPercent: 50 });

  const seen = await preview(app, campaign.id);

  expect(seen).toMatchObject({ total: 9, leftOut: 4, status: { name: '草稿' }, segment: { name: '全部客户' } });
  expect(seen.gets + seen.holdout + seen.leftOut).toBe(seen.total);
  expect(seen.holdout).toBeGreaterThan(0);
  expect(seen.reasons.map(({ reason, cause, count, names: [first] }) => [reason, cause, count, first]).sort()).toEqual([
    ['budget', '3 天内已触达 1 次', 1, '张三'],
    ['complaint', '投诉未结', 1, '张一'],
    ['consent', '客户不接收优惠', 1, '张二'],
    ['no-relation', '还不是企业微信好友', 1, '没加好友'],
  ]);
  // What was shown is what is decided.
  await approve(app, campaign.id);
  expect(await preview(app, campaign.id)).toMatchObject({
    ...{ total: seen.total, gets: seen.gets, holdout: seen.holdout, reasons: seen.reasons },
    status: { name: '已审批' },
  });
});

it('shows each member the part that he sees, and nobody else’s campaign', async () => {
  const app = await testApp();
  await friend(app, '张三');
  await friend(app, '李四', 'gaoyuan');
  const offer = await openedOffer(app);
  const { id } = await app.run(await app.actor('zhouhang'), (ctx) =>
    createCampaign(ctx, {
      ...{ title: '我的', segmentId: null, offerId: offer.id, text: '来坐坐', holdoutPercent: 0 },
      ...{ sendAt: addDays(START, 1).toISOString(), allCustomersReason: '答谢' },
    }),
  );

  expect(await preview(app, id, 'zhouhang')).toMatchObject({ total: 1, canApprove: false });
  expect(await preview(app, id, 'shenlan')).toMatchObject({ total: 2, canApprove: true });
  await expect(preview(app, id, 'luoyi')).rejects.toMatchObject({ kind: 'not_found' });
  await expect(approve(app, id, 'luoyi')).rejects.toMatchObject({ kind: 'not_found' });
  await expect(approve(app, id, 'zhouhang')).rejects.toMatchObject({ kind: 'forbidden' });
  const listed = async (userid: string) => app.read(await app.actor(userid), (ctx) => listCampaigns(ctx));
  expect(await listed('shenlan')).toMatchObject([{ title: '我的', createdBy: '周航', approvedBy: null }]);
  expect(await listed('luoyi')).toEqual([]);
});

it('is approved once, and not changed any more', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offer = await openedOffer(app);
  const campaign = await draft(app, offer);

  const results = await Promise.allSettled(
    ['shenlan', 'shenlan', 'shenlan'].map((each) => approve(app, campaign.id, each)),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const changed = app.run(await app.actor('shenlan'), (ctx) =>
    updateCampaign(ctx, campaign.id, {
      ...{ title: '改', segmentId: null, offerId: offer.id, text: '改', holdoutPercent: 0 },
      ...{ sendAt: addDays(START, 1).toISOString(), allCustomersReason: '答谢' },
    }),
  );
  await expect(changed).rejects.toMatchObject({ code: 'campaign.not-draft' });
});

it.each<[string, Partial<CampaignInput>, string]>([
  ['no text', { text: '  ' }, '发什么还没写。'],
  ['a text that WeCom does not take', { text: '好'.repeat(1400) }, '文字太长了，最多 1300 字左右。'],
  ['a variable', { text: '{称呼}，您好' }, '活动的文字里不能用 { }，群发出去的是同一段话。'],
  ['a time that is past', { sendAt: addDays(START, -1).toISOString() }, '发送时间已经过了，请改一个。'],
  [
    'a time at which nobody is disturbed',
    { sendAt: fromShanghai(2026, 11, 22, 22).toISOString() },
    '21:00 到次日 9:00 不打扰客户，请换个时间。',
  ],
  ['too many held out', { holdoutPercent: 60 }, '对照组最多 50%。'],
  ['an offer that there is not', { offerId: '01AAAAAAAAAAAAAAAAAAAAAAAA' }, '没有找到这份优惠。'],
  ['a segment that there is not', { segmentId: 'ready:nothing' }, '没有找到这个分群。'],
])('is not drafted with %s', async (_what, facts, sentence) => {
  const app = await testApp();
  await expect(draft(app, await openedOffer(app), facts)).rejects.toMatchObject({ sentence });
});

it('asks why everybody gets the same', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const campaign = await draft(app, await openedOffer(app), { allCustomersReason: null });

  expect((await preview(app, campaign.id)).warnings).toContain('发给全部客户，要先写明理由。');
  await expect(approve(app, campaign.id)).rejects.toMatchObject({ code: 'campaign.everybody' });
});

it('is not approved where nobody would get it', async () => {
  const app = await testApp();
  const campaign = await draft(app, await openedOffer(app));

  expect(await preview(app, campaign.id)).toMatchObject({ total: 0, warnings: ['没有人会收到。'] });
  await expect(approve(app, campaign.id)).rejects.toMatchObject({ code: 'campaign.nobody' });
});

it('says so where a segment has nobody in it', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const segment = await app.run(await app.actor('shenlan'), (ctx) =>
    createSegment(ctx, { name: '成交客户', rule: { condition: 'stage', params: { stages: ['won'] } } }),
  );
  const campaign = await draft(app, await openedOffer(app), { segmentId: segment.id, allCustomersReason: null });

  await expect(approve(app, campaign.id)).rejects.toMatchObject({
    kind: 'conflict',
    sentence: '“成交客户”里现在没有客户，不用审批。换个分群，或等有了客户再来。',
  });
  expect(await preview(app, campaign.id)).toMatchObject({ total: 0, status: { code: 'draft' } });
});

it('of two campaigns that are approved at once each customer gets one', async () => {
  const app = await testApp();
  const customers = await crowd(app, 12);
  const offer = await openedOffer(app);
  const [one, two] = [await draft(app, offer), await draft(app, offer)];

  await Promise.allSettled([approve(app, one.id), approve(app, two.id)]);

  const getting = await app.read(system, ({ db }) => db.findBy(CampaignMember, { state: 'gets' }));
  expect(getting).toHaveLength(12);
  expect(new Set(getting.map(({ customerId }) => customerId)).size).toBe(customers.length);
});

it('is settled and launched page by page, goes on where it stopped, and takes each customer once', async () => {
  const app = await testApp();
  const customers = await crowd(app, 1100);
  const campaign = await draft(app, await openedOffer(app), { holdoutPercent: 10 });
  const before = await preview(app, campaign.id);
  expect(before).toMatchObject({ total: 1100, leftOut: 0 });
  expect(before.holdout).toBeGreaterThan(60);

  await approve(app, campaign.id);
  expect(await preview(app, campaign.id)).toMatchObject({ total: 500 });
  const step = async () => (await app.read(system, (ctx) => audiencesDue(ctx, 1)))[0] ?? '';
  const second = await step();
  await Promise.all([1, 2, 3].map(() => app.run(system, (ctx) => settleAudience(ctx, second))));
  expect(await preview(app, campaign.id)).toMatchObject({ total: 1000 });
  await app.run(system, async (ctx) => settleAudience(ctx, await step()));
  const { total, gets, holdout } = before;
  expect(await preview(app, campaign.id)).toMatchObject({ total, gets, holdout });

  await app.run(system, (ctx) => launchCampaign(ctx, campaign.id));
  expect(await app.read(system, (ctx) => sendersDue(ctx, 10))).toEqual([]);
  await app.settle();

  const recipients = await app.read(system, ({ db }) => db.find(MassRecipient));
  expect(recipients).toHaveLength(gets);
  expect(new Set(recipients.map(({ customerId }) => customerId)).size).toBe(gets);
  expect(await app.read(system, ({ db }) => db.count(MassSend))).toBe(1);
  const rows = await app.read(system, ({ db }) => db.findBy(CampaignMember, { campaignId: campaign.id }));
  const heldOut = rows.filter(({ state }) => state === 'holdout').map(({ customerId }) => customerId);
  expect(heldOut).toEqual(customers.map(({ id }) => id).filter((id) => isHeldOut(campaign, id)));
  expect(recipients.filter(({ customerId }) => heldOut.includes(customerId))).toEqual([]);
});

it('means whoever was in the segment at the approval, however it is described later', async () => {
  const app = await testApp();
  const customers = await crowd(app, 600);
  const manager = await app.actor('shenlan');
  const rule = (stage: string) => ({ condition: 'stage', params: { stages: [stage] } });
  const segment = await app.run(manager, (ctx) => createSegment(ctx, { name: '线索', rule: rule('lead') }));
  const campaign = await draft(app, await openedOffer(app), { segmentId: segment.id });
  await approve(app, campaign.id);

  await app.run(manager, (ctx) => updateSegment(ctx, segment.id, { name: '线索', rule: rule('won') }));
  await app.settle();

  expect(await preview(app, campaign.id)).toMatchObject({ total: customers.length, gets: 600 });
});

it('tells whoever drafted it where nobody is left when its time comes', async () => {
  const app = await testApp();
  const { id: customerId } = await friend(app, '张三');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.run(system, (ctx) => setConsent(ctx, { customerId, purpose: 'offer', allowed: false, source: 'page' }));

  await app.moveClock({ hours: 1 });
  await app.settle();

  expect(await preview(app, campaign.id)).toMatchObject({ status: { code: 'done' }, gets: 0 });
  const told = (await app.chat('shenlan')).map(textOf);
  expect(told.at(-1)).toBe('活动“老机焕新”到点了，一位也没发出，已结束。1 位不发，主要是：客户不接收优惠。');
});

it('warns where the stock is short, and where a segment buys only with discounts', async () => {
  const app = await testApp();
  const [first] = [await friend(app, '张三'), await friend(app, '李四')];
  for (let n = 0; n < 20; n += 1) {
    await app.run(system, (ctx) =>
      placeOrder(ctx, {
        ...{ customerId: first.id, dealId: null, title: '豆子', amountFen: 5000, category: null },
        discounted: n < 12,
      }),
    );
  }
  const gift = await draft(app, await openedOffer(app, { stock: 1 }));
  const discount = await draft(app, await openedOffer(app, { kind: 'discount', title: '8 折' }));

  expect((await preview(app, gift.id)).warnings).toEqual(['库存还有 1 份，收到的有 2 人，先到先得。']);
  expect((await preview(app, discount.id)).warnings).toEqual([
    '这群人 60% 的订单用了折扣，再打折会养成等折扣的习惯，先想想不降价的好处。',
  ]);
});

it('keeps a third price offer in one quarter from a customer, planned ones counted', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offers = [];
  for (const title of ['一', '二', '三']) offers.push(await openedOffer(app, { kind: 'discount', title }));
  const [one, two, three] = offers;
  if (!one || !two || !three) throw new Error('no offers');
  for (const [offer, day] of [
    [one, 1],
    [two, 8],
  ] as const) {
    await approve(app, (await draft(app, offer, { sendAt: addDays(START, day).toISOString() })).id);
  }
  const third = await draft(app, three, { sendAt: addDays(START, 16).toISOString() });
  const gift = await draft(app, await openedOffer(app), { sendAt: addDays(START, 16).toISOString() });

  expect(await preview(app, third.id)).toMatchObject({ gets: 0, reasons: [{ cause: '本季价格优惠已满 2 次' }] });
  expect(await preview(app, gift.id)).toMatchObject({ gets: 1 });
});

it('does not reach one customer with two campaigns in three days', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const offer = await openedOffer(app);
  await approve(app, (await draft(app, offer, { sendAt: addDays(START, 2).toISOString() })).id);
  const near = await draft(app, await openedOffer(app), { sendAt: addDays(START, 4).toISOString() });
  const far = await draft(app, await openedOffer(app), { sendAt: addDays(START, 5).toISOString() });

  expect(await preview(app, near.id)).toMatchObject({ gets: 0, reasons: [{ cause: '3 天内另有一场活动' }] });
  expect(await preview(app, far.id)).toMatchObject({ gets: 1 });
});

it('a complaint between plan and time stops it for that customer alone, with the reason', async () => {
  const app = await testApp();
  const [angry, calm] = [await friend(app, '张三'), await friend(app, '李四')];
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);

  await app.say('zhouhang', '投诉 张三 漏水');
  expect(await memberOf(app, angry)).toMatchObject({ state: 'left-out', reason: 'complaint', detail: '投诉未结' });
  expect(await app.read(system, ({ db }) => db.find(HeldTouch))).toMatchObject([
    { customerId: angry.id, kind: 'offer', reason: 'complaint', detail: '投诉未结，这次不发。' },
  ]);
  await app.moveClock({ hours: 1 });
  await app.settle();
  await confirmAll(app, 'zhouhang');

  expect(await memberOf(app, calm)).toMatchObject({ state: 'gets', sentAt: expect.any(Date) as Date });
  expect(await preview(app, campaign.id)).toMatchObject({
    gets: 1,
    sent: 1,
    reasons: [{ cause: '投诉未结', count: 1 }],
  });
  expect(await app.control('GET', `/customers/${angry.externalUserId}/chats/zhouhang`)).not.toEqual(
    expect.arrayContaining([expect.objectContaining({ origin: 'mass' })]),
  );
});

it('a complaint takes back what waits for the rep, who gets it anew for the others', async () => {
  const app = await testApp();
  const [angry, calm] = [await friend(app, '张三'), await friend(app, '李四')];
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.moveClock({ hours: 1 });
  await app.settle();
  expect((await massTexts(app, 'zhouhang')).length).toBe(1);

  await app.say('zhouhang', '投诉 张三 漏水');
  // WeCom is still sorting out what it took a moment ago, and is asked again.
  await app.moveClock({ hours: 0.25 });
  await app.settle();
  await app.settle();
  expect((await massTexts(app, 'zhouhang')).length).toBe(2);
  await confirmAll(app, 'zhouhang');

  const got = async ({ externalUserId }: Customer) =>
    (await app.control<{ origin: string }[]>('GET', `/customers/${externalUserId}/chats/zhouhang`)).filter(
      ({ origin }) => origin === 'mass',
    ).length;
  expect([await got(angry), await got(calm)]).toEqual([0, 1]);
  expect(await preview(app, campaign.id)).toMatchObject({ gets: 1, sent: 1, leftOut: 1, status: { code: 'done' } });
});

it('what the rep does not confirm that day is not sent, and nobody can claim it', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  const campaign = await draft(app, offer);
  await approve(app, campaign.id);
  await app.moveClock({ hours: 1 });
  await app.settle();

  await app.moveClock({ days: 1 });
  await app.settle();

  expect(await memberOf(app, lin)).toMatchObject({ state: 'left-out', reason: 'expired', detail: '当天没有确认' });
  expect(await preview(app, campaign.id)).toMatchObject({ status: { code: 'done' }, gets: 0, sent: 0 });
  await expect(claim(app, lin, offer)).rejects.toMatchObject({ kind: 'not_found' });
});

it('puts nobody before the rep twice, though two processes send at once', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);

  await Promise.all([1, 2, 3].map(() => app.run(system, (ctx) => launchCampaign(ctx, campaign.id))));
  const pair = `${campaign.id}:${lin.ownerId}`;
  await Promise.all([1, 2, 3].map(() => app.run(system, (ctx) => sendCampaign(null)(ctx, pair))));
  await app.settle();

  expect(await massTexts(app, 'zhouhang')).toEqual(['新豆到了，来店里坐坐。']);
});

it('looks once more when its time comes, and says what has come between', async () => {
  const app = await testApp();
  const [shy, greeted] = [await friend(app, '张三'), await friend(app, '李四')];
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.run(system, async (ctx) => {
    await setConsent(ctx, { customerId: shy.id, purpose: 'offer', allowed: false, source: 'page' });
    await recordTouch(ctx, {
      ...{ customerId: greeted.id, memberId: null, kind: 'care', automatic: true, source: 'care:1', value: false },
    });
  });
  await app.moveClock({ hours: 1 });
  await app.settle();

  expect(await massTexts(app, 'zhouhang')).toEqual([]);
  expect(await preview(app, campaign.id)).toMatchObject({ status: { code: 'done' }, gets: 0, leftOut: 2 });
  const held = await app.read(system, ({ db }) => db.find(HeldTouch));
  expect(held.map(({ detail }) => detail).sort()).toEqual([
    '3 天内已触达 1 次，这次不发。',
    '客户不接收优惠，这次不发。',
  ]);
});

it('is not sent a day late', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.run(system, ({ db }) => db.update(Campaign, { id: campaign.id }, { sendAt: addDays(START, -1) }));
  await app.settle();

  expect(await memberOf(app, lin)).toMatchObject({ state: 'left-out', detail: '过了发送时间' });
  expect(await massTexts(app, 'zhouhang')).toEqual([]);
});

it('goes in another’s name where the rep has left before he confirmed', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  await app.control('POST', `/customers/${lin.externalUserId}/contacts`, { userid: 'xujing' });
  await app.settle();
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.moveClock({ hours: 1 });
  await app.settle();
  expect(await massTexts(app, 'xujing')).toEqual([]);

  await app.control('DELETE', '/members/zhouhang');
  await app.run(system, (ctx) => ctx.send(fetchDirectory, {}));
  await app.settle();
  await app.moveClock({ hours: 0.25 });
  await app.settle();
  await confirmAll(app, 'xujing');

  expect(await massTexts(app, 'xujing')).toEqual(['新豆到了，来店里坐坐。']);
  expect(await preview(app, campaign.id)).toMatchObject({ gets: 1, sent: 1, status: { code: 'done' } });
});

it.each(['before the launch', 'after it'])('goes in another’s name where the rep has left %s', async (when) => {
  const app = await testApp();
  const shared = await friend(app, '林晓彤');
  const alone = await friend(app, '张三');
  await app.control('POST', `/customers/${shared.externalUserId}/contacts`, { userid: 'xujing' });
  await app.settle();
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  const leave = () => app.run(system, ({ db }) => db.update(Member, { userKey: 'zhouhang' }, { status: 'left' }));

  if (when === 'after it') {
    await app.run(system, ({ db }) => db.update(Campaign, { id: campaign.id }, { sendAt: START }));
    await app.run(system, (ctx) => launchCampaign(ctx, campaign.id));
  }
  await leave();
  await app.moveClock({ hours: 1 });
  await app.settle();

  expect(await massTexts(app, 'zhouhang')).toEqual([]);
  expect(await massTexts(app, 'xujing')).toEqual(['新豆到了，来店里坐坐。']);
  expect(await memberOf(app, alone)).toMatchObject({ state: 'left-out', reason: 'no-sender' });
  await confirmAll(app, 'xujing');
  expect(await preview(app, campaign.id)).toMatchObject({ gets: 1, sent: 1, status: { code: 'done' } });
});

it('does not go to whom a greeting has been put before his member since the launch', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.run(system, (ctx) => launchCampaign(ctx, campaign.id));
  await app.run(system, (ctx) =>
    createMassSend(ctx, { memberId: lin.ownerId, purpose: 'care', text: '生日快乐', customerIds: [lin.id] }),
  );

  await app.run(system, (ctx) => sendCampaign(null)(ctx, `${campaign.id}:${lin.ownerId}`));

  expect(await memberOf(app, lin)).toMatchObject({ state: 'left-out', detail: '已有一条在等确认' });
  expect(await preview(app, campaign.id)).toMatchObject({ status: { code: 'done' } });
});

it('can be cancelled up to the confirmation; who may not approve cannot', async () => {
  const app = await testApp();
  const lin = await friend(app, '林晓彤');
  const campaign = await draft(app, await openedOffer(app));
  await approve(app, campaign.id);
  await app.moveClock({ hours: 1 });
  await app.settle();
  const cancel = async (userid: string) => app.run(await app.actor(userid), (ctx) => cancelCampaign(ctx, campaign.id));

  await expect(cancel('zhouhang')).rejects.toMatchObject({ kind: 'not_found' });
  await cancel('shenlan');
  await app.settle();
  await confirmAll(app, 'zhouhang');

  expect(await memberOf(app, lin)).toMatchObject({ sentAt: null });
  expect(await preview(app, campaign.id)).toMatchObject({ status: { name: '已取消' }, sent: 0 });
  await expect(cancel('shenlan')).rejects.toMatchObject({ code: 'campaign.over' });
});

it('keeps the segment that it still needs', async () => {
  const app = await testApp();
  await friend(app, '张三');
  const manager = await app.actor('shenlan');
  const segment = await app.run(manager, (ctx) =>
    createSegment(ctx, { name: '新线索', rule: { condition: 'stage', params: { stages: ['lead'] } } }),
  );
  const campaign = await draft(app, await openedOffer(app), { segmentId: segment.id, allCustomersReason: null });

  expect(await preview(app, campaign.id)).toMatchObject({ segment: { name: '新线索' }, gets: 1, everybody: false });
  const deleted = () => app.run(manager, (ctx) => deleteSegment(ctx, segment.id));
  await expect(deleted()).rejects.toMatchObject({ code: 'campaign.uses-segment' });
  await app.run(manager, (ctx) => cancelCampaign(ctx, campaign.id));
  await deleted();
  expect(await preview(app, campaign.id)).toMatchObject({ segment: { name: '已删除的分群' } });
});
