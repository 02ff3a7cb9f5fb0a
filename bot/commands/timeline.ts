import { viewTimeline } from '../../server/followups/view-customer.ts';
import type { FollowupView } from '../../server/followups/present.ts';
import { shanghaiStamp, spokenTime } from '../../server/kernel/dates.ts';
import { shorten } from '../cards/render-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 10;

export const timelineCommand = defineCommand({
  code: 'timeline',
  words: ['时间线', 'timeline'],
  grammar: { customer: 'customer' },
  usage: '时间线 客户',
  summary: '看最近 10 次联系',
  examples: ['时间线 张三'],
  async run(ctx, { customer }) {
    const { followups } = await viewTimeline(ctx, customer.id, SHOWN);
    const head = [customer.name, customer.company].filter(Boolean).join(' · ');
    if (followups.length === 0) return `${head}\n还没有跟进过。记一条：跟进 ${customer.name} 电话 说了什么`;
    const more =
      customer.followupCount > followups.length ? `\n更早的还有 ${customer.followupCount - followups.length} 次。` : '';
    return `${head}，共 ${customer.followupCount} 次联系\n${followups.map((each) => entry(each, ctx.now)).join('\n')}${more}`;
  },
});

function entry({ at, channel, author, note, reaction, nextStep, nextStepAt }: FollowupView, now: Date): string {
  return [
    `${shanghaiStamp(at)} ${channel} ${author}`,
    `　${shorten(note, 120)}`,
    reaction && `　反应：${shorten(reaction, 60)}`,
    nextStepAt && `　下一步：${spokenTime(nextStepAt, now)} ${shorten(nextStep ?? '', 40)}`.trimEnd(),
  ]
    .filter(Boolean)
    .join('\n');
}
