import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { taskPage, TaskView, TodayView } from '../../../../server/tasks/schemas.ts';
import { signIn } from '../../../support/api.ts';
import { friend } from '../../../support/offers.ts';
import { testApp } from '../../../support/test-app.ts';

it('a task outlives the sight of its customer, but tells nothing of him any more', async () => {
  const app = await testApp();
  const customer = await friend(app, '林晓彤', 'luoyi');
  await app.control('POST', `/customers/${customer.externalUserId}/contacts`, { userid: 'zhouhang' });
  await app.settle();
  const page = await signIn(app, 'zhouhang');
  const asked = { title: '寄样品', dueAt: '2026-11-21T18:00:00+08:00', customerId: customer.id };
  expect((await page.post<TaskView>('/tasks', asked)).body.customer?.name).toBe('林晓彤');
  expect(await app.say('zhouhang', '待办')).toEqual([expect.stringContaining('林晓彤')]);

  await app.control('DELETE', `/customers/${customer.externalUserId}/contacts/zhouhang`);
  await app.settle();
  await app.say('luoyi', '跟进 林晓彤 电话 底价可以到五万');

  expect((await page.get(`/customers/${customer.id}`)).status).toBe(404);
  const { tasks } = (await page.get<TodayView>('/today')).body;
  expect(tasks).toMatchObject([{ title: '寄样品', customer: null, rhythm: null, channel: null, reasons: [] }]);
  const { items } = (await page.get<z.infer<typeof taskPage>>('/tasks')).body;
  expect(items).toEqual(tasks);
  const [said = ''] = await app.say('zhouhang', '待办');
  expect(said).toContain('寄样品');
  expect(said).not.toContain('林晓彤');
  const known = (await app.chat('zhouhang')).length;
  await app.moveClock({ hours: 9 });
  const reminder = JSON.stringify((await app.chat('zhouhang')).slice(known));
  expect(reminder).toContain('寄样品');
  expect(reminder).not.toContain('底价');
  const done = await page.post<TaskView>(`/tasks/${items[0]?.id ?? ''}/complete`);
  expect(done).toMatchObject({ status: 200, body: { customer: null } });
});
