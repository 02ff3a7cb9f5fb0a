import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { customerPage, CustomerRow } from '../../../../server/customers/schemas.ts';
import type { CustomerProfile, LoggedFollowup, timelinePage } from '../../../../server/followups/schemas.ts';
import type { MeView } from '../../../../server/members/schemas.ts';
import type { taskPage, TaskView, TodayView } from '../../../../server/tasks/schemas.ts';
import { signIn, type ApiClient } from '../../../support/api.ts';
import { START, testApp } from '../../../support/test-app.ts';

type CustomerPage = z.infer<typeof customerPage>;
type TimelinePage = z.infer<typeof timelinePage>;

const daysAgo = (days: number): Date => new Date(START.getTime() - days * 86_400_000);

/** Every page of the list, one after the other. */
async function allPages(client: ApiClient, query: string): Promise<CustomerRow[][]> {
  const pages: CustomerRow[][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/customers?${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body }: { body: CustomerPage } = await client.get<CustomerPage>(path);
    pages.push(body.items);
    cursor = body.cursor;
  }
  return pages;
}

it('tells a member who he is', async () => {
  const app = await testApp({ admins: ['boss'] });

  expect((await (await signIn(app, 'zhouhang')).get<MeView>('/me')).body).toMatchObject({
    name: '周航',
    position: '销售',
    scope: 'own',
    managed: 0,
  });
  expect((await (await signIn(app, 'shenlan')).get<MeView>('/me')).body).toMatchObject({
    scope: 'managed',
    managed: 3,
  });
  expect((await (await signIn(app, 'boss')).get<MeView>('/me')).body).toMatchObject({ scope: 'all', managed: null });
});

it('lists only whom the member may see, page by page, each once, those contacted last first', async () => {
  const app = await testApp();
  for (let n = 0; n < 45; n += 1) {
    // Several share an instant, and the last ten were never contacted.
    const lastFollowedUpAt = n < 35 ? daysAgo(Math.floor(n / 3)) : null;
    await app.build.customer({ owner: 'zhouhang', name: `客户${n}`, lastFollowedUpAt });
  }
  await app.build.customer({ owner: 'luoyi', name: '别人的' });

  const pages = await allPages(await signIn(app, 'zhouhang'), '');

  expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
  const rows = pages.flat();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(45);
  expect(rows.map(({ name }) => name)).not.toContain('别人的');
  const times = rows.map(({ lastFollowedUpAt }) => lastFollowedUpAt && new Date(lastFollowedUpAt).getTime());
  expect(times).toEqual([...times].sort((a, b) => (b ?? 0) - (a ?? 0)));
  expect(times.slice(35).every((time) => time === null)).toBe(true);
});

it('a customer contacted between two pages is not shown twice, nor is another lost', async () => {
  const app = await testApp();
  for (let n = 0; n < 25; n += 1)
    await app.build.customer({ owner: 'zhouhang', name: `客户${n}`, lastFollowedUpAt: daysAgo(n + 1) });
  const client = await signIn(app, 'zhouhang');
  const first = (await client.get<CustomerPage>('/customers')).body;

  await client.post('/followups', { customerId: first.items[10]?.id, text: '电话 已发报价单' });
  const second = (await client.get<CustomerPage>(`/customers?cursor=${first.cursor}`)).body;

  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(new Set(ids).size).toBe(25);
  expect(ids).toHaveLength(25);
});

it('finds by name, pinyin, company and sound, and narrows by stage and owner', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏', company: '云栖民宿', stage: 'quoted' });
  await app.build.customer({ owner: 'zhouhang', name: '周芷若', company: '海棠酒店' });
  await app.build.customer({ owner: 'xujing', name: '赵琪', company: '云栖书店' });
  const rep = await signIn(app, 'zhouhang');
  const manager = await signIn(app, 'shenlan');
  const found = async (client: ApiClient, query: string) =>
    (await allPages(client, query))
      .flat()
      .map(({ name }) => name)
      .sort();

  expect(await found(rep, `q=${encodeURIComponent('赵')}`)).toEqual(['赵敏']);
  expect(await found(rep, 'q=zm')).toEqual(['赵敏']);
  expect(await found(rep, `q=${encodeURIComponent('海棠')}`)).toEqual(['周芷若']);
  expect(await found(rep, `q=${encodeURIComponent('赵琪')}`)).toEqual([]);
  expect(await found(rep, `q=${encodeURIComponent('招敏')}`)).toEqual(['赵敏']);
  expect(await found(rep, 'stage=quoted')).toEqual(['赵敏']);
  expect(await found(manager, `q=${encodeURIComponent('云栖')}`)).toEqual(['赵敏', '赵琪']);
  expect(await found(manager, 'mine=1')).toEqual([]);
});

it('shows a customer whole: owner, rhythm, next step, and what happened', async () => {
  const app = await testApp();
  const customer = await app.build.customer({
    ...{ owner: 'zhouhang', name: '赵敏', company: '云栖民宿', phone: '13800136021' },
    createdAt: daysAgo(30),
  });
  const client = await signIn(app, 'zhouhang');
  await client.post('/followups', { customerId: customer.id, text: '电话 聊了报价，觉得偏贵，下周三下午3点回访' });

  const { status, body } = await client.get<CustomerProfile>(`/customers/${customer.id}`);

  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: '赵敏',
    phone: '138****6021',
    stage: { code: 'contacted', name: '已联系', place: 2, of: 6 },
    owner: { name: '周航' },
    mine: true,
    service: null,
    hold: null,
    complete: { percent: 40, missing: ['微信', '来源', '生日'] },
    next: { title: '回访', dueAt: '2026-11-25T07:00:00.000Z', mine: true },
    rhythm: { silentDays: 0, overDays: 0, nextAt: '2026-11-25T07:00:00.000Z', dots: [{ kind: 'value' }] },
    timeline: {
      cursor: null,
      items: [{ kind: 'followup', title: '电话', by: { name: '周航' }, reaction: '觉得偏贵' }],
    },
  });
  expect(JSON.stringify(body)).not.toContain('13800136021');
});

it('a customer whom the member may not see reads like none, wherever he is asked for', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'luoyi', name: '赵敏' });
  const client = await signIn(app, 'zhouhang');
  const absent = { status: 404, body: { code: 'customer.absent', message: '没有找到这位客户。' } };
  const nobody = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

  for (const id of [customer.id, nobody]) {
    expect(await client.get(`/customers/${id}`)).toEqual(absent);
    expect(await client.get(`/customers/${id}/timeline`)).toEqual(absent);
    expect(await client.post('/followups', { customerId: id, text: '抢单' })).toEqual(absent);
    const task = { title: '抢单', dueAt: '2026-11-25T07:00:00Z', customerId: id };
    expect(await client.post('/tasks', task)).toEqual(absent);
  }
});

it('counts the times of a line from when it was written, however late it comes', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const client = await signIn(app, 'zhouhang');
  const log = (said: { text: string; saidAt: string }) =>
    client.post<LoggedFollowup>('/followups', { customerId: customer.id, ...said });

  const late = await log({ text: '电话 聊了报价，后天下午3点回访', saidAt: '2026-11-20T10:00:00.000Z' });
  const past = await log({ text: '微信 发了资料，明天上午9点回访', saidAt: '2026-11-20T10:05:00.000Z' });
  const ahead = await log({ text: '电话 没接', saidAt: '2026-11-21T05:00:00.000Z' });

  expect(late.body).toMatchObject({ entry: { at: '2026-11-20T10:00:00.000Z' }, question: null });
  // Nine of that morning is over; what may be meant instead is asked.
  expect(past.body).toMatchObject({ question: { step: '回访' } });
  // A phone whose clock is ahead tells of what has just been.
  expect(ahead.body).toMatchObject({ entry: { at: START.toISOString() } });
  const tasks = (await client.get<z.infer<typeof taskPage>>('/tasks')).body.items;
  expect(tasks.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual(['2026-11-22T07:00:00.000Z']);
});

it('pages a time line of several kinds without a gap', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const client = await signIn(app, 'zhouhang');
  for (let n = 0; n < 25; n += 1) await client.post('/followups', { customerId: customer.id, text: `电话 第${n}次` });
  await app.say('zhouhang', '投诉 赵敏 蒸汽棒漏水');

  const first = (await client.get<CustomerProfile>(`/customers/${customer.id}`)).body;
  const rest = (await client.get<TimelinePage>(`/customers/${customer.id}/timeline?cursor=${first.timeline.cursor}`))
    .body;
  const entries = [...first.timeline.items, ...rest.items];

  expect(entries).toHaveLength(26);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(26);
  expect(rest.cursor).toBeNull();
  expect(entries[0]).toMatchObject({ kind: 'ticket', title: '投诉 #1121-01', state: '处理中' });
  expect(first.hold?.title).toBe('营销已暂停 · 投诉未结');
  const tickets = await client.get<TimelinePage>(`/customers/${customer.id}/timeline?kind=ticket`);
  expect(tickets.body.items.map(({ kind }) => kind)).toEqual(['ticket']);
});

it('asks back where a time can be read in several ways, and plans nothing yet', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const client = await signIn(app, 'zhouhang');

  const { body } = await client.post<LoggedFollowup>('/followups', {
    customerId: customer.id,
    text: '电话 已发报价单，周三或周四回访',
  });

  expect(body.followupCount).toBe(1);
  expect(body.customer.stage.code).toBe('contacted');
  expect(body.question?.times).toHaveLength(2);
  expect((await client.get<TodayView>('/today')).body.counts).toEqual({ overdue: 0, today: 0, later: 0 });
});

it('keeps a contact told part by part', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  const client = await signIn(app, 'zhouhang');
  const told = {
    ...{ customerId: customer.id, channel: 'visit', note: '看了场地', reaction: '很满意' },
    nextStep: { text: '送样品', at: '2026-11-24T10:00:00+08:00' },
    at: '2026-11-20T15:00:00+08:00',
  };

  expect((await client.post<LoggedFollowup>('/followups', told)).body.entry).toMatchObject({
    at: '2026-11-20T07:00:00.000Z',
    title: '面谈',
    text: '看了场地',
    nextStep: { text: '送样品', at: '2026-11-24T02:00:00.000Z' },
  });
  const ahead = await client.post('/followups', { ...told, at: '2026-11-22T15:00:00+08:00' });
  expect([ahead.status, ahead.body.code]).toEqual([400, 'followup.ahead']);
});

it('ranks the day: overdue on top with the reason, then by time, and who was left alone', async () => {
  const app = await testApp();
  const contacted = async (name: string, days: number) =>
    app.build.customer({
      owner: 'zhouhang',
      name,
      stage: 'contacted',
      lastFollowedUpAt: daysAgo(days),
      createdAt: daysAgo(90),
    });
  const [late, soon] = [await contacted('何佳怡', 20), await contacted('吴桐', 2)];
  await contacted('陈志远', 47);
  const planned = await contacted('苏晴', 60);
  let client = await signIn(app, 'zhouhang');
  const plan = (customerId: string, title: string, dueAt: string) =>
    client.post<TaskView>('/tasks', { customerId, title, dueAt });
  await plan(late.id, '补一次致歉电话', '2026-11-21T18:00:00+08:00');
  await app.moveClock({ to: '2026-11-23T01:12:00.000Z' });
  client = await signIn(app, 'zhouhang');
  await plan(soon.id, '约试用', '2026-11-23T15:00:00+08:00');
  await plan(planned.id, '回访', '2026-11-30T15:00:00+08:00');

  const { body } = await client.get<TodayView>('/today');

  expect([body.date, body.lunarDate]).toEqual(['11月23日 周一', '农历十月十五']);
  expect(body.quiet).toEqual({ from: '21:00', to: '09:00' });
  expect(body.counts).toEqual({ overdue: 1, today: 1, later: 1 });
  expect(body.ribbon).toEqual([{ at: '2026-11-23T07:00:00.000Z', kind: 'task' }]);
  expect(body.tasks.map(({ title, reasons }) => [title, reasons.map(({ text }) => text)])).toEqual([
    ['补一次致歉电话', ['逾期 2 天', '沉默 22 天，超窗 8 天']],
    ['约试用', []],
  ]);
  expect(body.later.map(({ title }) => title)).toEqual(['回访']);
  // 苏晴 has been silent for longer, but something is planned about her.
  expect(body.silent.map(({ customer, text }) => [customer.name, text])).toEqual([
    ['陈志远', '沉默 49 天，超窗 35 天'],
  ]);
});

it('a colleague’s day and tasks are his own', async () => {
  const app = await testApp();
  const mine = await signIn(app, 'zhouhang');
  const { body: task } = await mine.post<TaskView>('/tasks', { title: '寄样品', dueAt: '2026-11-21T18:00:00+08:00' });
  const other = await signIn(app, 'shenlan');

  expect((await other.get<TodayView>('/today')).body.tasks).toEqual([]);
  const absent = { status: 404, body: { code: 'task.absent', message: '没有找到这条待办。' } };
  expect(await other.post(`/tasks/${task.id}/complete`)).toEqual(absent);
  expect(await other.post(`/tasks/${task.id}/postpone`, { at: '2026-11-25T07:00:00Z' })).toEqual(absent);
  expect((await mine.post<TaskView>(`/tasks/${task.id}/complete`)).body.status).toBe('done');
});

it('settles a task once, and puts it off only to a time ahead', async () => {
  const app = await testApp();
  const client = await signIn(app, 'zhouhang');
  const { body: task } = await client.post<TaskView>('/tasks', { title: '寄样品', dueAt: '2026-11-21T18:00:00+08:00' });
  const later = (at: string) => client.post<TaskView>(`/tasks/${task.id}/postpone`, { at });

  expect((await later('2026-11-22T10:00:00+08:00')).body.dueAt).toBe('2026-11-22T02:00:00.000Z');
  expect((await later('2026-11-20T10:00:00+08:00')).status).toBe(400);
  expect((await later('2999-11-20T10:00:00+08:00')).status).toBe(400);
  const both = await Promise.all([
    client.post(`/tasks/${task.id}/complete`),
    client.post(`/tasks/${task.id}/complete`),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});
