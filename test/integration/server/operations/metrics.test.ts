import { expect, it } from 'vitest';
import { OutboxMessage, OutboxPause } from '../../../../entities/outbox-message.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { addSeconds } from '../../../../server/kernel/dates.ts';
import { chatText } from '../../../../server/wecom/messages/chat-text.ts';
import { METRICS_TOKEN, testApp, type TestApp } from '../../../support/test-app.ts';

const metrics = (app: TestApp, headers: Record<string, string> = {}) => fetch(`${app.address}/metrics`, { headers });
const through = { 'x-forwarded-for': '203.0.113.7' };

it('gives its figures to this machine, and to others for the token alone', async () => {
  const app = await testApp();
  expect((await metrics(app)).status).toBe(200);
  expect((await metrics(app, through)).status).toBe(401);
  expect((await metrics(app, { ...through, authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200);
  for (const shown of [`Bearer ${METRICS_TOKEN}x`, 'Bearer ', `Basic ${METRICS_TOKEN}`, METRICS_TOKEN]) {
    expect((await metrics(app, { authorization: shown })).status, shown).toBe(401);
  }
});

it('shows queues, channels, jobs and requests', async () => {
  const app = await testApp();
  await app.say('zhouhang', '帮助');
  await app.run(system, async (ctx) => {
    await ctx.send(chatText, { userId: 'zhouhang', text: '你好' });
    await ctx.db.update(OutboxMessage, { status: 'pending' }, { dueAt: addSeconds(ctx.now, -90) });
    const pause = { channel: 'customers', until: addSeconds(ctx.now, 60), reason: '48002', since: ctx.now };
    await ctx.db.insert(OutboxPause, pause);
    const sent = await ctx.db.findOneByOrFail(OutboxMessage, { status: 'sent', code: 'chat.text' });
    await ctx.db.insert(OutboxMessage, { ...sent, id: '01DEAD', status: 'dead' } as object);
  });

  const response = await metrics(app);
  const text = await response.text();
  expect(response.headers.get('content-type')).toContain('version=0.0.4');
  for (const line of [
    'changke_outbox{status="dead",urgency="answer"} 1',
    'changke_callbacks{status="waiting"} 0',
    'changke_channel_paused{channel="customers"} 1',
    'changke_channel_paused{channel="chat"} 0',
    'changke_job_failing{job="remind-tasks"} 0',
    'changke_database_up 1',
    'changke_http_seconds_count{route="/wecom/callback",status="200"}',
    'changke_build_info{version="',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain('zhouhang');
  // Each figure is explained, and none is there twice.
  const named = [...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name);
  expect(new Set(named).size).toBe(named.length);
});

it('answers with the process’s own figures when the database does not', async () => {
  const app = await testApp();
  await app.database.reader.destroy();
  const text = await (await metrics(app)).text();
  await app.database.reader.initialize();
  expect(text).toContain('changke_database_up 0');
  expect(text).toContain('changke_jobs_total');
});
