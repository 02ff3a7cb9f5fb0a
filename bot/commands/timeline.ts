import { viewTimeline } from '../../server/followups/view-customer.ts';
import type { FollowupView } from '../../server/followups/present.ts';
import { shanghaiStamp, spokenTime } from '../../server/kernel/dates.ts';
import type { TicketView } from '../../server/tickets/present.ts';
import type { TouchView } from '../../server/touches/list-touches.ts';
import { shorten } from '../cards/render-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 10;

export const timelineCommand = defineCommand({
  code: 'timeline',
  words: ['时间线', 'timeline'],
  grammar: { customer: 'customer' },
  usage: '时间线 客户',
  summary: '看最近 10 件事：联系、工单、自动发出和没发的',
  examples: ['时间线 张三'],
  async run(ctx, { customer }) {
    const { followups, tickets, touches } = await viewTimeline(ctx, customer.id, SHOWN);
    const head = [customer.name, customer.company].filter(Boolean).join(' · ');
    const shown = [
      ...followups.map((each) => ({ at: each.at, contact: true, text: followupEntry(each, ctx.now) })),
      ...tickets.map((each) => ({ at: each.openedAt, contact: false, text: ticketEntry(each) })),
      ...touches.map((each) => ({ at: each.at, contact: false, text: touchEntry(each) })),
    ]
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, SHOWN);
    const count = customer.followupCount;
    const earlier = count - shown.filter(({ contact }) => contact).length;
    return [
      count === 0 ? head : `${head}，共 ${count} 次联系`,
      ...shown.map(({ text }) => text),
      ...(count === 0 ? [`还没有跟进过。记一条：跟进 ${customer.name} 电话 说了什么`] : []),
      ...(earlier > 0 ? [`更早的联系还有 ${earlier} 次。`] : []),
    ].join('\n');
  },
});

function followupEntry({ at, channel, author, note, reaction, nextStep, nextStepAt }: FollowupView, now: Date): string {
  return [
    `${shanghaiStamp(at)} ${channel} ${author}`,
    `　${shorten(note, 120)}`,
    reaction && `　反应：${shorten(reaction, 60)}`,
    nextStepAt && `　下一步：${spokenTime(nextStepAt, now)} ${shorten(nextStep ?? '', 40)}`.trimEnd(),
  ]
    .filter(Boolean)
    .join('\n');
}

function ticketEntry({ openedAt, kind, number, subject, closedAt, solution }: TicketView): string {
  return [
    `${shanghaiStamp(openedAt)} ${kind} ${number}${closedAt ? '' : ' 未结'}`,
    `　${shorten(subject, 120)}`,
    ...(closedAt ? [`　${shanghaiStamp(closedAt)} 结案：${shorten(solution ?? '', 60)}`] : []),
  ].join('\n');
}

const touchEntry = ({ at, kind, memberName, held }: TouchView): string =>
  held === null
    ? [shanghaiStamp(at), kind, memberName].filter(Boolean).join(' ')
    : `${shanghaiStamp(at)} 未发${kind}\n　${held}`;
