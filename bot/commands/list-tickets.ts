import { shanghaiStamp } from '../../server/kernel/dates.ts';
import { listOpenTickets } from '../../server/tickets/list-tickets.ts';
import { TICKET_KINDS } from '../../server/tickets/present.ts';
import { shorten } from '../cards/render-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 15;

export const listTicketsCommand = defineCommand({
  code: 'list-tickets',
  words: ['工单', 'tickets'],
  grammar: {},
  usage: '工单',
  summary: '看我的客户还没结的工单，最早的在前',
  examples: ['工单'],
  async run(ctx) {
    const { rows, total } = await listOpenTickets(ctx, SHOWN);
    if (total === 0) return '没有未结的工单。\n要登记一件：投诉 张三 蒸汽棒漏水';
    return [
      `共 ${total} 张未结`,
      ...rows.map(
        ({ ticket: { number, kind, subject, openedAt }, customerName }) =>
          `· ${number} ${TICKET_KINDS[kind]} ${customerName} ${shanghaiStamp(openedAt)}\n　${shorten(subject, 40)}`,
      ),
      ...(total > rows.length ? [`还有 ${total - rows.length} 张在后面。`] : []),
      '处理完一张：结案 工单号 怎么解决的',
    ].join('\n');
  },
});
