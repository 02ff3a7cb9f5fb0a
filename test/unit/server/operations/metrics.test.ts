import { expect, it } from 'vitest';
import { createMetrics } from '../../../../server/operations/metrics.ts';

const metrics = () => createMetrics({ version: '1.2.3', ofProcess: false });

it('counts and times under names and labels as Prometheus has them', async () => {
  const { count, took, text } = metrics();
  count('sends_total', { message: 'chat.text', outcome: 'sent' });
  count('sends_total', { message: 'chat.text', outcome: 'sent' }, 2);
  took('send_seconds', 0.004, { message: 'chat.text' });
  const shown = await text([]);
  for (const line of [
    'changke_build_info{version="1.2.3"} 1',
    'changke_sends_total{message="chat.text",outcome="sent"} 3',
    'changke_send_seconds_bucket{le="0.005",message="chat.text"} 1',
    'changke_send_seconds_bucket{le="0.0025",message="chat.text"} 0',
  ]) {
    expect(shown).toContain(line);
  }
});

it('keeps no more than it can hold of a label that comes from outside, and no label that was not declared', async () => {
  const { count, text } = metrics();
  for (let n = 0; n < 1000; n += 1) count('effects_total', { kind: `event.${n}`, outcome: 'done', userId: 'zhouhang' });
  const shown = await text([]);
  expect(shown.match(/^changke_effects_total\{/gm)).toHaveLength(201);
  expect(shown).toContain('changke_effects_total{kind="other",outcome="done"} 800');
  expect(shown).not.toContain('zhouhang');
});
